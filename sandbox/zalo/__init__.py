"""The street as a Zalo bot meets it: the Zalo Bot API, poorer than Telegram's.

Two things no other messenger here does: a refusal comes with HTTP status 200, and what
nobody fetches is lost.
"""
