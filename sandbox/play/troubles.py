"""What goes wrong on the street just now, in words for the page and for a harness.

Telegram's troubles are at the top of the view, Zalo's under `zalo` if it has bots.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from sandbox.chats import Messenger
from sandbox.play.trouble_words import OFFERED, SAY_FAULT, SAY_OUTAGE
from sandbox.street import Street
from sandbox.weather.faults import Fault, Faults
from sandbox.weather.ledger import Ledger
from sandbox.weather.outages import Outage

View: TypeAlias = dict[str, Any]


def faults_of(street: Street, messenger: Messenger) -> Faults:
    return street.zalo.faults if messenger is Messenger.ZALO else street.faults


def outage_of(street: Street, messenger: Messenger) -> Outage:
    return street.zalo.outage if messenger is Messenger.ZALO else street.outage


def ledger_of(street: Street, messenger: Messenger) -> Ledger:
    return street.zalo.ledger if messenger is Messenger.ZALO else street.ledger


def troubles_view(street: Street) -> View:
    return {
        "limits": street.limits.on,
        **_side(street, Messenger.TELEGRAM),
        "zalo": _zalo(street) if street.zalo.bots else None,
    }


def log_view(street: Street, asked: Mapping[str, str]) -> View:
    """Of a `messenger`, `since` a number; `label` opens a copy; `entries=0`: none."""
    since = asked.get("since", "0")
    on_zalo = asked.get("messenger") == Messenger.ZALO
    ledger = ledger_of(street, Messenger.ZALO if on_zalo else Messenger.TELEGRAM)
    entries = ledger.since(int(since) if since.isdecimal() else 0)
    return {
        "figures": ledger.figures(asked.get("label", "")),
        "entries": []
        if asked.get("entries") == "0"
        else [entry.as_json() for entry in entries],
        "last": len(ledger),
    }


def _side(street: Street, messenger: Messenger) -> View:
    outage = outage_of(street, messenger).kind
    counts = ledger_of(street, messenger).counts
    faults = faults_of(street, messenger)
    say = SAY_FAULT[messenger]
    return {
        "outage": outage,
        "outage_words": SAY_OUTAGE[messenger][outage] if outage else "",
        "faults": [_fault(street, f, say) for f in faults if not f.is_spent],
        "kinds": OFFERED[messenger],
        "accepted": counts["accepted"],
        "refused": counts["refused"],
        "early": counts["early"],
    }


def _zalo(street: Street) -> View:
    zalo = street.zalo
    return {
        **_side(street, Messenger.ZALO),
        "flat": zalo.flat,
        "lost": len(zalo.lost()),
        "plan": {
            "messages": zalo.plan.messages,
            "users": zalo.plan.users,
            "groups": zalo.plan.groups,
        },
        "bots": [
            {
                "name": bot.name,
                "counted": zalo.counted(bot),
                "users": len(bot.users),
                "groups": len(zalo.groups_of(bot)),
                "joins_groups": bot.can_join_groups,
            }
            for bot in zalo.bots.values()
        ],
    }


def _fault(street: Street, fault: Fault, say: Mapping[str, str]) -> View:
    return {
        "number": fault.number,
        "kinds": list(fault.kinds),
        "words": " · ".join(say[kind] for kind in fault.kinds),
        "where": _where(street, fault),
        "left": None if fault.times is None else fault.times - fault.struck,
        "share": fault.share,
        "struck": fault.struck,
    }


def _where(street: Street, fault: Fault) -> str:
    if fault.methods == frozenset({"getUpdates"}):
        return "tin đến"
    if fault.chat is None:
        return "mọi nhóm"
    chats = street.chats.values()
    titles = (chat.title for chat in chats if fault.chat in {chat.id, chat.address})
    return next(titles, str(fault.chat))
