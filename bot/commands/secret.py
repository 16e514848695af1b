"""/secret REF: an item in force becomes secret; its name goes from everywhere."""

from bot import secrecy
from bot.asked import Answer, Asked
from bot.commands.command import Command
from bot.desk import Desk, Place
from bot.errors import Misasked, NoSuchItem, NotPossible, SeveralItems
from bot.finding import normal, split_ref
from bot.messages import secrecy as words_of
from bot.sure import ask_first, is_sure
from programme.duties import Duty
from programme.words import bare
from storage.secrecy import Secret

#: Behind the item: it is not to be kept secret any more.
_NOT_ANY_MORE = frozenset({"bo", "thoi", "bo mat", "khong mat", "het mat", "giai mat"})


async def secret(asked: Asked, words: str, place: Place, desk: Desk) -> list[Answer]:
    del place
    ref, rest = split_ref(words)
    if not ref:
        raise Misasked(SECRET.usage, "Xin cho biết ghi mật mục nào?")
    item = await _item(ref, desk)
    kept = await _kept(item[0], desk)
    if bare(rest).strip(" .!") in _NOT_ANY_MORE:
        return await _take_back(item[0], kept, asked, desk)
    if rest.strip():
        raise Misasked(SECRET.usage)
    if kept:
        raise NotPossible(
            f"Mục {item[0].ref} đã được ghi là mật. Nếu không còn mật: "
            f"/secret {item[0].ref} bỏ"
        )
    return await _make(item, asked, desk)


async def _make(item: list[Duty], asked: Asked, desk: Desk) -> list[Answer]:
    matter = await secrecy.matter_of(item, desk)
    alike = await secrecy.alike_of(matter, desk)
    periods = await _periods([*matter, *alike], desk)
    shown = words_of.preview(matter, periods, alike)
    if not is_sure(asked, shown):
        ref = item[0].ref
        return await ask_first(SECRET.name, ref, shown, asked, desk, yes="Ghi mật")
    hidden = await secrecy.hide(matter, asked, desk)
    return [Answer(text=words_of.done(hidden, periods))]


async def _take_back(
    duty: Duty, kept: list[Secret], asked: Asked, desk: Desk
) -> list[Answer]:
    if not kept:
        raise NotPossible(f"Mục {duty.ref} không do Văn phòng ghi mật.")
    shown = words_of.taking_back(duty.ref)
    said = f"{duty.ref} bỏ"
    if not is_sure(asked, shown):
        return await ask_first(
            SECRET.name, said, shown, asked, desk, yes="Thôi giữ mật"
        )
    for one in kept:
        await desk.unit.secrecy.end(one, desk.now)
    await desk.unit.audit.add(
        at=desk.now,
        who=asked.who,
        where=asked.where,
        did="secret-end",
        duty=duty.id,
        now=duty.ref,
        message=asked.key,
    )
    return [Answer(text=words_of.taken_back(duty.ref))]


async def _item(ref: str, desk: Desk) -> list[Duty]:
    """Every agency that leads it; where one number is two items', the office says
    which."""
    found = await desk.unit.duties.called(normal(ref))
    if not found:
        raise NoSuchItem(ref)
    if len({duty.ref for duty in found}) > 1:
        raise SeveralItems(ref, found)
    return found


async def _kept(duty: Duty, desk: Desk) -> list[Secret]:
    """With what it is called elsewhere: all that came of one word of the office."""
    alive = await desk.unit.secrecy.alive()
    own = [
        one for one in alive if (one.programme, one.ref) == (duty.programme, duty.ref)
    ]
    prints = {each for one in own for each in one.prints}
    return [one for one in alive if one in own or prints & set(one.prints)]


async def _periods(duties: list[Duty], desk: Desk) -> dict[int, str]:
    """Of which period each programme is; those that were taken back have none here."""
    heads = await desk.unit.parts.heads({duty.programme for duty in duties})
    return {number: head.period for number, head in heads.items()}


SECRET = Command(
    name="secret",
    usage="/secret I.3",
    what="ghi một mục là mật: xóa tên nội dung khỏi mọi nơi",
    run=secret,
    changes=True,
    asks_first=True,
)
