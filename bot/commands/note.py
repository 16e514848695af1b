"""/note REF words: the office's own note on an item; no agency ever sees it."""

from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked
from bot.finding import for_office, split_ref
from bot.messages import office_words
from bot.moving import LONGEST_NOTE
from programme.speech import shorten
from programme.words import bare
from storage.audit import NOTE as NOTED

#: Written in the place of a note, it takes the note off.
_NONE = frozenset({"xoa", "bo", "xoa ghi chu", "khong"})


async def note(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        raise Misasked(NOTE.usage, "Xin cho biết mục nào, và ghi gì?", is_free=True)
    duty, said = await for_office(ref, desk, rest=rest.strip())
    if not said:
        raise Misasked(
            NOTE.usage, f"Xin cho biết ghi gì cho mục {duty.ref}?", is_free=True
        )
    text = "" if bare(said).strip(" .") in _NONE else shorten(said, LONGEST_NOTE)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did=NOTED,
        duty=duty.id,
        note=text,
        message=asked.key,
    )
    return [Answer(text=office_words.noted(duty, text), reply_to=asked.message)]


NOTE = Command(
    name="note",
    usage="/note I.3 Sở hẹn gửi bản ký số sáng thứ Sáu",
    what="ghi chú riêng của Văn phòng về một mục",
    run=note,
    changes=True,
)
