"""The voice and the ear: commands, and every sentence we say."""

import os

# RetryAfter.retry_after warns in PTB 22 unless the unit is chosen.
os.environ.setdefault("PTB_TIMEDELTA", "true")
