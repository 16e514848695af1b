"""What was loaded to begin with stays: the collector need not walk it ever again."""

import gc


def settle_in() -> None:
    """Once everything is loaded. A full collection stood still for 0.25 s without it,
    several times in ten thousand letters; with it, for 0.005 s."""
    gc.collect()
    gc.freeze()
