"""Codes that link a chat: once, in time, and not by guessing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from programme.chats import LinkCode
from programme.reminders import ChatRole
from programme.reminders import agency as to_agency
from storage import (
    CodeExpired,
    CodeUsed,
    Link,
    LinkRefused,
    Store,
    TooManyTries,
    WrongCode,
)
from storage.tables.people import links
from tests.storage.makers import FINANCE, LAN, NOON

CODE = LinkCode(
    role=ChatRole.AGENCY,
    agency=FINANCE,
    code="K7QM2RXA",
    token="pZ0-Secret_Token",  # noqa: S106 - a test's own
    expires_at=NOON + timedelta(days=3),
)


@pytest.fixture(autouse=True)
async def code(store: Store) -> None:
    async with store.begin() as unit:
        await unit.links.add(CODE, by="Lan", at=NOON)


async def redeem(
    store: Store,
    text: str,
    *,
    chat: str = "-1",
    person: str = "77",
    after: timedelta = timedelta(),
) -> Link:
    who = replace(LAN, address=person)
    async with store.begin() as unit:
        return await unit.links.redeem(
            text, chat_address=chat, person=who, at=NOON + after
        )


@pytest.mark.parametrize("text", ["K7QM2RXA", " k7qm-2rxa ", "K7QM 2RXA", CODE.token])
async def test_a_code_however_it_is_typed(store: Store, text: str) -> None:
    assert (await redeem(store, text)).addressee == to_agency(FINANCE)
    for again in (CODE.code, CODE.token):
        with pytest.raises(CodeUsed):
            await redeem(store, again)


async def test_of_two_at_once_one_wins(store: Store) -> None:
    tries = (redeem(store, CODE.code, chat=str(n), person=str(n)) for n in range(8))
    got = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(found, Link) for found in got) == 1
    assert sum(isinstance(found, CodeUsed) for found in got) == 7


async def test_a_code_has_its_time(store: Store) -> None:
    with pytest.raises(CodeExpired):
        await redeem(store, CODE.code, after=timedelta(days=3))


@pytest.mark.parametrize("same", ["chat", "person"])
async def test_five_wrong_tries_an_hour(store: Store, same: str) -> None:
    def by(number: int) -> dict[str, str]:
        other = "person" if same == "chat" else "chat"
        return {same: "1", other: str(number)}

    for number in range(5):
        with pytest.raises(WrongCode):
            await redeem(store, "NOTTHIS1", **by(number))  # type: ignore[arg-type] # two words

    with pytest.raises(TooManyTries):
        await redeem(store, CODE.code, **by(9))  # type: ignore[arg-type] # as above
    assert (await redeem(store, CODE.code, chat="else", person="else")).id == 1


async def test_after_an_hour_one_may_try_again(store: Store) -> None:
    for _ in range(5):
        with pytest.raises(LinkRefused):
            await redeem(store, "NOTTHIS1")
    assert (await redeem(store, CODE.code, after=timedelta(hours=1))).id == 1


async def test_a_wrong_try_counts_once_where_the_refusal_is_caught(
    store: Store,
) -> None:
    for _ in range(4):
        async with store.begin() as unit:
            with pytest.raises(WrongCode):
                await unit.links.redeem(
                    "NOTTHIS1", chat_address="-1", person=LAN, at=NOON
                )
    assert (await redeem(store, CODE.code)).id == 1


async def test_the_database_does_not_know_the_code(store: Store) -> None:
    async with store.read() as unit:
        rows = await unit.links._rows(select(links))
    assert FINANCE in str(rows)
    assert CODE.code not in str(rows)
    assert CODE.token not in str(rows)
