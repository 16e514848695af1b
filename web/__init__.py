"""The window: the board as a page, and the health of the service."""
