"""What a Vietnamese sentence says about which duty."""

from programme.replies.output import to_json
from programme.replies.understanding import understand

__all__ = ["to_json", "understand"]
