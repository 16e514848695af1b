"""The last messages of a month: who comes too late for them waits for nothing."""

from storage import Store
from tests.storage.makers import NOON
from tests.storage.quota_makers import a_quota, linked, posted, taken, used


async def test_who_finds_the_month_used_up_goes_elsewhere_in_the_same_breath(
    store: Store,
) -> None:
    """Three are seen together and one message is left: the two others have a chat on
    the other messenger, and are not told to ask again in an hour."""
    store.quotas = {"zalo": a_quota(1)}
    for name in ("Sở A", "Sở B", "Sở C"):
        await linked(store, f"z{name}", name)
        await linked(store, f"t{name}", name, "telegram")
        await posted(store, f"k{name}", name)

    first = await taken(store)
    then = await taken(store)

    assert [one.channel for one in first] == ["zalo"]
    assert [one.channel for one in then] == ["telegram", "telegram"]
    assert await used(store, f"{NOON:%Y-%m}") == 1
