"""A document brings the name of a secret item in again: it is not kept, and the office
is told so as of any doubt. Only the office's word lets it in (`/secret I.3 bỏ`)."""

from collections.abc import Sequence
from dataclasses import replace

from programme.document import AgendaItem, Change, Doubt, Draft
from programme.redaction import MARK
from storage import Unit
from storage.secrecy import Secret

CODE = "secret-again"
SENTENCE = (
    "Văn phòng đã ghi mục {ref} là mật; tên nội dung trong văn bản này không được lưu. "
    "Nếu không còn mật: gửi /secret {ref} bỏ, rồi gửi lại văn bản."
)


async def without_secrets(unit: Unit, draft: Draft) -> Draft:
    """The draft without the names of what the office has made secret, each a doubt."""
    known = await unit.secrecy.alive()
    if not known:
        return draft
    guard = _Guard(unit, draft, known)
    meetings = tuple(
        [replace(m, items=await guard.items(m.items)) for m in draft.meetings]
    )
    submissions = await guard.items(draft.submissions)
    changes = tuple([await guard.change(one) for one in draft.changes])
    if not guard.found:
        return draft
    return replace(
        draft,
        meetings=meetings,
        submissions=submissions,
        changes=changes,
        doubts=(*draft.doubts, *guard.found),
    )


def told_again(draft: Draft) -> list[str]:
    """What to say of it where the document changes nothing else."""
    return [doubt.message for doubt in draft.doubts if doubt.code == CODE]


class _Guard:
    def __init__(self, unit: Unit, draft: Draft, known: Sequence[Secret]) -> None:
        self._unit, self._draft = unit, draft
        self._prints = {one: secret for secret in known for one in secret.prints}
        here = (draft.period, draft.issuer)
        self._here = [s for s in known if (s.period, s.issuer) == here]
        self.found: list[Doubt] = []

    async def items(self, items: Sequence[AgendaItem]) -> tuple[AgendaItem, ...]:
        return tuple([await self._item(item) for item in items])

    async def _item(self, item: AgendaItem) -> AgendaItem:
        if item.secret or not await self._is_known(item):
            return item
        self._doubt(item.ref, item.line)
        return replace(item, title="")

    async def _is_known(self, item: AgendaItem) -> bool:
        """By its name; or, however it is worded now, by its place and who leads it."""
        if await self._unit.secrecy.print_of(item.title) in self._prints:
            return True
        return any(
            one.ref == item.ref and set(one.lead) & set(item.lead) for one in self._here
        )

    async def change(self, one: Change) -> Change:
        """A notice speaks of it in its own words, which are not kept."""
        named = one.title and await self._unit.secrecy.print_of(one.title)
        of_place = any(secret.ref == one.ref for secret in self._here)
        if named not in self._prints and not of_place:
            return one
        if one.title:
            self._doubt(one.ref or "", one.line)
        return replace(one, title="", words=MARK)

    def _doubt(self, ref: str, line: int) -> None:
        message = SENTENCE.format(ref=ref)
        self.found.append(Doubt(code=CODE, line=line, text=ref, message=message))
