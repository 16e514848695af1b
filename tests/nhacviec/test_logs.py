"""No token in a log, whoever writes the line."""

import io
import logging

import pytest

from nhacviec.logs import NoSecrets, start_logging

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz012345678"


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(NoSecrets("my-own-secret", ""))
    logger = logging.getLogger("nhacviec.test")
    logger.propagate = False
    logger.handlers[:] = [handler]
    return logger, stream


Log = tuple[logging.Logger, io.StringIO]


def test_a_token_in_an_address_is_hidden(log: Log) -> None:
    logger, stream = log

    logger.warning("POST https://api.telegram.org/bot%s/sendMessage", TOKEN)

    assert TOKEN not in stream.getvalue()
    assert "bot[token]/sendMessage" in stream.getvalue()


def test_a_token_in_a_traceback_is_hidden(log: Log) -> None:
    logger, stream = log

    try:
        _fail(f"cannot open /bot{TOKEN}/ nor my-own-secret")
    except ValueError:
        logger.exception("a tick failed")

    said = stream.getvalue()
    assert "Traceback" in said
    assert "ValueError" in said
    assert TOKEN not in said
    assert "my-own-secret" not in said


def _fail(why: str) -> None:
    raise ValueError(why)


def test_every_token_of_a_line_is_hidden_and_the_rest_is_kept(log: Log) -> None:
    logger, stream = log

    logger.warning("%s %s đã gửi 12:30 tới -100123456789", TOKEN, TOKEN)

    said = stream.getvalue()
    assert said.count("[token]") == 2
    assert "đã gửi 12:30 tới -100123456789" in said


def test_what_writes_addresses_is_kept_quiet() -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    names = ("httpx", "httpcore", "telegram", "apscheduler")
    try:
        start_logging(TOKEN)
        quiet = {logging.getLogger(name).level for name in names}
    finally:
        root.handlers[:], level = before
        root.setLevel(level)

    assert quiet == {logging.WARNING}
