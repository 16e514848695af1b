"""Two letters said as one: the head, the order, the closing line, the buttons."""

from bot.joining import join
from bot.messages.joined import HEAD, as_one
from programme.letters import Button, Buttons, Letter
from programme.reminders import Kind, agency
from tests.bot.makers import FARMING, at

CLOSING = "\n\n<i>Tin nhắc của Văn phòng.</i>"


def _letter(text: str, **more: object) -> Letter:
    told = {"key": text, "kind": Kind.CHANGE, "at": at(8), "to": agency(FARMING)}
    return Letter(**{**told, "text": text, **more})  # type: ignore[arg-type] # a test's own fields


def _about(number: int, ref: str, *, asks: bool = True) -> Letter:
    three: Buttons = ((Button("Đã sẵn sàng", f"1:s:{number}:1:ready"),),)
    return _letter(ref, buttons=three if asks else (), duties=(number,), refs=(ref,))


def test_a_common_head_and_a_common_closing_line_are_said_once() -> None:
    first = f"<b>Thay đổi</b>\nKính gửi Sở,\nMột.{CLOSING}"
    second = f"<b>Thay đổi</b>\nKính gửi Sở,\nHai.{CLOSING}"

    assert as_one(first, second) == (
        f"{HEAD}\n\n<b>Thay đổi</b>\nKính gửi Sở,\nMột.\n\nHai.{CLOSING}"
    )


def test_a_third_goes_below_the_two() -> None:
    both = as_one(f"Một.{CLOSING}", f"Hai.{CLOSING}")
    assert both is not None

    assert as_one(both, "Ba.") == f"{HEAD}\n\nMột.\n\nHai.\n\nBa.{CLOSING}"


def test_the_same_said_twice_is_said_once() -> None:
    assert as_one(f"Một.{CLOSING}", f"Một.{CLOSING}") == f"{HEAD}\n\nMột.{CLOSING}"


def test_what_would_not_fit_stays_apart() -> None:
    long = "đề án " * 400

    assert as_one(long, long + ".") is None
    assert join(_letter(long), _letter(long + ".")) is None


def test_of_one_dossier_the_newest_buttons_stand() -> None:
    both = join(_about(1, "I.3"), _about(1, "I.3"))

    assert both is not None
    assert both.buttons == _about(1, "I.3").buttons
    assert (both.duties, both.refs) == ((1,), ("I.3",))


def test_what_the_second_closed_has_no_button_any_more() -> None:
    both = join(_about(1, "I.3"), _about(1, "I.3", asks=False))
    beside = join(_about(1, "I.3"), _about(2, "I.4", asks=False))

    assert both is not None
    assert both.buttons == ()
    assert beside is not None
    assert beside.buttons == _about(1, "I.3").buttons
    assert beside.duties == (1, 2)


def test_buttons_that_would_not_say_what_they_are_for_are_not_mixed() -> None:
    question = _letter("Đúng không?", buttons=((Button("Đúng", "1:l:7:y"),),))

    assert join(_letter("Một."), question) is None


def test_what_is_worth_saying_of_one_is_worth_saying() -> None:
    early, late = _letter("Một.", not_after=at(9)), _letter("Hai.", not_after=at(10))
    both = join(early, late)
    ever = join(early, _letter("Ba."))

    assert both is not None
    assert both.not_after == at(10)
    assert ever is not None
    assert ever.not_after is None
