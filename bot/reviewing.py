"""The office sends a document: it is read, looked over, settled, and published.

Nobody is told of anything before a person of the office presses "Phát hành".
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from markupsafe import Markup

from bot.asked import Answer, Asked
from bot.desk import Desk, Paper
from bot.errors import OldButton
from bot.finding import nearest_agencies
from bot.messages import review as words
from bot.messages import trouble
from bot.messages.buttons import Act, pack, unpack
from bot.publishing import Document, differences_of, nothing_new, put_out
from bot.secret_again import without_secrets
from bot.taking_back import TAKE_BACK, TAKING_BACK, take_back_button, taken_back
from programme.document import Draft
from programme.errors import Unreadable
from programme.letters import Buttons, Posted
from programme.review import (
    About,
    Question,
    Settled,
    open_questions,
    questions_of,
    settled,
)
from programme.review_replies import reply_to
from programme.words import bare
from storage import NameTaken, NotFound
from storage.drafts import DraftState, Waiting

PUBLISH, DROP, SKIP, ANSWER = "p", "x", "s", "a"
#: The same in words, as a reply to the preview.
PUBLISHES = ("phat hanh", "dong y phat hanh")
DROPS = ("bo", "bo van ban nay", "khong phat hanh")


async def look_over(asked: Asked, paper: Paper, desk: Desk) -> list[Answer]:
    """A file came in the office's chat; what it says is shown, and waits."""
    if isinstance(paper.read, Unreadable):
        said = trouble.unreadable(paper.read)
        return [Answer(text=said, reply_to=asked.message)]
    read = await without_secrets(desk.unit, paper.read)
    document = Document(name=paper.name, sha256=paper.sha256, draft=read)
    nothing = await nothing_new(desk.unit, document, office=desk.office, at=desk.now)
    if nothing is not None:
        return [Answer(text=nothing, reply_to=asked.message)]
    number = await desk.unit.drafts.add(
        read,
        name=paper.name,
        sha256=paper.sha256,
        by=asked.who,
        where=asked.where,
        at=desk.now,
    )
    waiting = await desk.unit.drafts.get(number)
    return [await _shown(waiting, desk, reply_to=asked.message)]


async def settle(said: Sequence[str], asked: Asked, desk: Desk) -> list[Answer]:
    """A button under a preview. Raises OldButton for one that is over."""
    if len(said) < 2 or not said[0].isdecimal():
        raise OldButton
    if said[1] in TAKING_BACK:
        return await taken_back(int(said[0]), said[1], asked, desk)
    waiting = await desk.unit.drafts.get(int(said[0]))
    if waiting.state is not DraftState.WAITING:
        raise OldButton
    match said[1:]:
        case [what] if what == PUBLISH:
            return await _publish(waiting, asked, desk)
        case [what] if what == DROP:
            return await _drop(waiting, asked, desk)
        case [what] if what == SKIP:
            return await _answer_rest(waiting, asked, desk)
        case [what, question, choice] if what == ANSWER:
            return await _answer(waiting, question, choice, asked, desk)
        case _:
            raise OldButton


async def _publish(waiting: Waiting, asked: Asked, desk: Desk) -> list[Answer]:
    questions = await _questions(waiting, desk)
    draft = settled(waiting.draft, questions, waiting.answers)
    await desk.unit.drafts.end(waiting.id, DraftState.PUBLISHED, desk.now)
    await _teach(waiting, questions, asked, desk)
    force, said = await put_out(
        desk.unit,
        Document(name=waiting.name, sha256=waiting.sha256, draft=draft),
        office=desk.office,
        by=asked.who,
        at=desk.now,
    )
    # What a revision changed is taken back by another revision, not by the button.
    is_first = force.programme.revision == 1
    return [
        Answer(
            text=said,
            buttons=take_back_button(force.programme.id) if is_first else (),
            edits=asked.message,
            toast="Đã phát hành",
        )
    ]


async def _drop(waiting: Waiting, asked: Asked, desk: Desk) -> list[Answer]:
    await desk.unit.drafts.end(waiting.id, DraftState.DROPPED, desk.now)
    said = words.dropped(waiting.name)
    return [Answer(text=said, edits=asked.message, toast="Đã bỏ")]


async def _answer_rest(waiting: Waiting, asked: Asked, desk: Desk) -> list[Answer]:
    questions = await _questions(waiting, desk)
    kept = {question.key: str(Settled.KEEP) for question in questions}
    await desk.unit.drafts.answer(waiting.id, {**kept, **waiting.answers})
    return [await _shown(await desk.unit.drafts.get(waiting.id), desk, asked=asked)]


async def _answer(
    waiting: Waiting, question: str, choice: str, asked: Asked, desk: Desk
) -> list[Answer]:
    questions = {q.key: q for q in await _questions(waiting, desk)}
    found = questions.get(question)
    if found is None or not choice.isdecimal() or int(choice) >= len(found.choices):
        raise OldButton
    answers = {**waiting.answers, question: found.choices[int(choice)]}
    await desk.unit.drafts.answer(waiting.id, answers)
    return [await _shown(await desk.unit.drafts.get(waiting.id), desk, asked=asked)]


async def explain(asked: Asked, letter: Posted, desk: Desk) -> list[Answer]:
    """A reply to a preview answers its question; at the end it may say "phát hành"."""
    number = _draft_of(letter)
    if number is None:
        return []
    waiting = await desk.unit.drafts.get(number)
    if waiting.state is not DraftState.WAITING:
        return []
    here = replace(asked, message=asked.reply_to)
    left = open_questions(await _questions(waiting, desk), waiting.answers)
    said = bare(asked.text).strip(" .!")
    if said in DROPS:
        return await _drop(waiting, here, desk)
    if not left:
        return await _publish(waiting, here, desk) if said in PUBLISHES else []
    answer = reply_to(
        left[0],
        asked.text,
        labels=[words.choice(left[0], choice) for choice in left[0].choices],
        registry=await desk.registry(),
        today=desk.today,
        calendar=desk.office.calendar,
    )
    if answer is None:
        if left[0].about is About.AGENCY:
            raise nearest_agencies(asked.text, await desk.registry())
        return [Answer(text=words.not_an_answer(left[0]), reply_to=asked.message)]
    answers = {**waiting.answers, left[0].key: answer}
    await desk.unit.drafts.answer(waiting.id, answers)
    return [await _shown(await desk.unit.drafts.get(waiting.id), desk, asked=here)]


def _draft_of(letter: Posted) -> int | None:
    """The draft whose preview this message is."""
    for row in letter.letter.buttons:
        for button in row:
            press = unpack(button.data)
            if press and press.act is Act.REVIEW and press.words[1:2] != (TAKE_BACK,):
                return int(press.words[0])
    return None


async def _questions(waiting: Waiting, desk: Desk) -> tuple[Question, ...]:
    """As they stood when the document came, so that their names stay."""
    return questions_of(
        waiting.draft,
        at=waiting.at,
        office=desk.office,
        registry=await desk.registry(),
    )


async def _shown(
    waiting: Waiting,
    desk: Desk,
    *,
    asked: Asked | None = None,
    reply_to: str | None = None,
) -> Answer:
    questions = await _questions(waiting, desk)
    left = open_questions(questions, waiting.answers)
    draft = settled(waiting.draft, questions, waiting.answers)
    text = words.preview(
        draft,
        left,
        asked=left[0] if left else None,
        today=desk.today,
        differences=await _differences(draft, desk),
    )
    return Answer(
        text=text,
        buttons=_buttons(waiting, left),
        edits=asked.message if asked else None,
        reply_to=reply_to,
    )


async def _differences(draft: Draft, desk: Desk) -> Sequence[Markup]:
    return await differences_of(desk.unit, draft, office=desk.office, at=desk.now)


def _buttons(waiting: Waiting, left: Sequence[Question]) -> Buttons:
    rows: list[tuple[str, str]] = []
    if left:
        first = left[0]
        rows += [
            (
                words.choice(first, choice),
                pack(Act.REVIEW, waiting.id, ANSWER, first.key, number),
            )
            for number, choice in enumerate(first.choices)
        ]
        rows.append(("Giữ nguyên mọi chỗ", pack(Act.REVIEW, waiting.id, SKIP)))
    else:
        rows.append(("Phát hành", pack(Act.REVIEW, waiting.id, PUBLISH)))
    rows.append(("Bỏ văn bản này", pack(Act.REVIEW, waiting.id, DROP)))
    return words.settle_buttons(rows)


async def _teach(
    waiting: Waiting, questions: Sequence[Question], asked: Asked, desk: Desk
) -> None:
    """A name the office explained once is known from then on."""
    for question in questions:
        answer = waiting.answers.get(question.key)
        written = question.written
        if written and answer and answer != Settled.KEEP:
            # A name that is somebody's already stays theirs; the answer itself holds.
            with suppress(NameTaken, NotFound):
                await desk.unit.agencies.teach(
                    written, answer, at=desk.now, by=asked.who
                )
