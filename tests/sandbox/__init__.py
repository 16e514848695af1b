"""Tests of the played Telegram and its page."""
