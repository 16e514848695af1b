"""Logs to stderr, with no token in them, whoever writes the line."""

import logging
import re

_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{30,}")
_HIDDEN = "[token]"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class NoSecrets(logging.Formatter):
    """The finished line, tracebacks included, without anything like a token."""

    def __init__(self, *secrets: str) -> None:
        super().__init__(_FORMAT)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, _HIDDEN)
        return _TOKEN.sub(_HIDDEN, line)


def start_logging(*secrets: str) -> None:
    """httpx writes every address it calls, token included: it is kept quiet."""
    handler = logging.StreamHandler()
    handler.setFormatter(NoSecrets(*secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn"):
        logging.getLogger(name).setLevel(logging.WARNING)
