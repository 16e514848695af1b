"""The street as a bot meets it: Telegram's Bot API, strict, in Telegram's words."""
