"""What a silence will bring is shown before anybody is told."""

from collections.abc import Collection
from dataclasses import replace

from bot.wording import Scene
from jobs.preview import Planned, preview
from programme.chats import Chat
from programme.escalation import Known, Level, Ruling, Rung, ladder_of
from programme.reminders import LEADERS, OFFICE, Addressee, Kind, head
from tests.bot.makers import HOME_AFFAIRS, NAMES, THE_OFFICE, at, in_force, lead_of

JULY = in_force()
RULES = THE_OFFICE.rules
ALONE = replace(THE_OFFICE, rules=replace(RULES, escalation_automatic=True))


def planned(
    *,
    alone: bool = True,
    known: Known | None = None,
    only: Collection[Addressee] | None = None,
) -> list[Planned]:
    scene = Scene(
        office=ALONE if alone else THE_OFFICE,
        now=at(14),
        forces=(JULY,),
        names=NAMES,
        ladders=known or Known(),
    )
    return list(preview(scene, at(14), at(22), only=only))


def escalations(found: list[Planned]) -> list[tuple[str, Addressee]]:
    return [
        (f"{one.occasion.at.day}/7 {one.occasion.at:%H:%M}", one.occasion.to)
        for one in found
        if one.occasion.kind is Kind.ESCALATION and one.occasion.refs == ("I.9",)
    ]


def test_by_the_offices_word_drafts_stand_in_its_morning() -> None:
    found = planned(alone=False)

    assert not escalations(found)
    mornings = {
        one.occasion.at.day: one.text
        for one in found
        if one.occasion.kind is Kind.OFFICE
    }
    assert "Gửi Lãnh đạo cơ quan: " in mornings[15]
    assert "Sở Nội vụ (I.9)" in mornings[20]
    assert "chờ ghi kết quả" in mornings[22]


def test_by_itself_each_level_has_its_day() -> None:
    """Of a programme alone a head's chat is not presumed: the office passes it on."""
    found = planned()

    assert escalations(found) == [
        ("15/7 08:00", OFFICE),
        ("16/7 08:00", OFFICE),
        ("20/7 08:00", LEADERS),
    ]
    times = [one.occasion.at for one in found]
    assert times == sorted(times)
    assert not any("Dự thảo đôn đốc" in one.text for one in found)


def test_what_was_told_already_is_not_told_again() -> None:
    duty = lead_of(JULY, "I.9")
    told = Rung(level=Level.HEAD, ruling=Ruling.SENT, day=at(15).date())
    ladder = replace(ladder_of(duty, Known(), RULES), rungs=(told,), id=1)

    found = planned(known=Known(ladders={duty.id: ladder}))

    assert [to for _, to in escalations(found)] == [OFFICE, LEADERS]


def test_a_heads_own_chat_is_written_to() -> None:
    scene = Scene(office=ALONE, now=at(14), forces=(JULY,), names=NAMES)
    to = head(HOME_AFFAIRS)
    chat = Chat(
        id=1,
        channel="telegram",
        address="-5",
        title="GĐ",
        role=to.role,
        agency=to.agency,
    )

    found = list(preview(scene, at(14), at(16), chats={to: chat}))

    first = next(one for one in found if one.occasion.to == to)
    assert (first.chat, first.occasion.refs) == ("telegram:-5", ("I.9",))
    assert first.text.startswith("<b>Về hồ sơ Quý cơ quan đang chuẩn bị</b>")
