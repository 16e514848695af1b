"""The message whose button was pressed, as things stand now."""

from collections.abc import Sequence

from markupsafe import Markup

from bot import digest_edits
from bot.asked import Answer, Asked
from bot.desk import Desk
from bot.messages import cards, recorded
from bot.messages import duties as duty_words
from bot.messages.buttons import Act, for_duties, undo, unpack
from bot.messages.rehearsal import as_before
from bot.messages.words import fitted, lines
from bot.particulars import particulars
from programme.duties import Duty
from programme.letters import Buttons, Posted
from programme.moves import Move
from programme.programme import InForce
from programme.reminders import Kind


async def shown_again(
    letter: Posted,
    asked: Asked,
    desk: Desk,
    *,
    opened: int | None = None,
    toast: str | None = None,
    made: Move | None = None,
) -> Answer:
    """Written over itself; `opened` shows one duty's three."""
    text, buttons = await _as_it_stands(letter, desk, opened)
    text = as_before(letter.letter.text, text)
    recent = await _recent(letter, asked, desk)
    if recent:
        text = lines([text, Markup(""), recorded.below(recent)])
    if made is not None:
        buttons = (*buttons, *undo(made.id, made.id, ref=made.now.ref))
    return Answer(
        text=text,
        buttons=buttons,
        edits=asked.message,
        duties=letter.letter.duties,
        refs=letter.letter.refs,
        toast=toast,
    )


async def _as_it_stands(
    letter: Posted, desk: Desk, opened: int | None
) -> tuple[Markup, Buttons]:
    reminders = await desk.unit.reminders.of_letter(letter.id)
    if reminders:
        words = await digest_edits.as_it_stands(
            desk.unit,
            letter,
            reminders,
            now=desk.now,
            office=desk.office,
            opened=opened,
        )
        return words.text, words.buttons
    own = await desk.unit.duties.by_ids(letter.letter.duties)
    buttons = for_duties(own, opened=opened)
    forces = await desk.around(own)
    if _is_card(letter) and own:
        return await _card(own[0], forces, desk), buttons
    is_told = letter.letter.kind is Kind.CHANGE or not own
    if is_told or (letter.letter.refs and len(own) == 1):
        return Markup(letter.letter.text), buttons  # noqa: S704 - our own, escaped then
    text = fitted(
        lambda length: duty_words.my_items(
            own[0].agency,
            own,
            forces,
            now=desk.now,
            office=desk.office,
            length=length,
        ),
        longest=160,
    )
    return text, buttons


def is_receipt(letter: Posted) -> bool:
    """Whether it said what was recorded, and so came with the button to undo it."""
    pressed = [unpack(button.data) for row in letter.letter.buttons for button in row]
    return any(found is not None and found.act is Act.UNDO for found in pressed)


def _is_card(letter: Posted) -> bool:
    """Whether it showed one item whole (/item): what the office says has its kind."""
    is_one = len(letter.letter.refs) == 1 and letter.letter.kind is None
    return is_one and bool(letter.letter.buttons) and not is_receipt(letter)


async def _card(duty: Duty, forces: Sequence[InForce], desk: Desk) -> Markup:
    force = next((f for f in forces if f.programme.id == duty.programme), None)
    moves = await desk.unit.audit.moves_of(duty.id)
    also = await particulars(desk.unit, duty.id)
    text = cards.item(duty, force, moves, now=desk.now, office=desk.office)
    return lines([text, *also])


async def _recent(letter: Posted, asked: Asked, desk: Desk) -> list[Move]:
    """What this chat recorded of these duties today, newest of each."""
    about = letter.letter.duties
    moves = await digest_edits.moves_of_today(desk.unit, about, now=desk.now)
    return digest_edits.newest_below(moves, asked.where, desk.now)
