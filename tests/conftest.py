"""What all tests share: the same examples on every run, and no hurry.

A property that fails is found by looking on purpose (HYPOTHESIS=explore), never by
chance in somebody else's change.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS", "same"))
