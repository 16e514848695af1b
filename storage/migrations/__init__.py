"""The history of the tables, oldest first in `versions/`."""

#: The newest one; a test holds it to what `versions/` says.
HEAD = "0013"
