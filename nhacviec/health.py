"""The health of the service in figures without names: for the page, and whoever looks.

What comes in and what goes out stand apart for every channel: each can fail alone.
"""

from datetime import datetime
from typing import Any

from jobs.listening import Ear
from nhacviec.service import Service
from storage import Unit

_STUCK = 120.0


async def health_of(service: Service, now: datetime) -> dict[str, Any]:
    """What waits, what failed, what each month has come to, when the last tick was."""
    async with service.store.read() as unit:
        counts = await unit.outbox.counts()
        came = await unit.inbox.counts()
        inbound = {
            name: await _inbound(unit, service, name, now) for name in _in(service)
        }
        outbound = {
            name: await _outbound(unit, service, name, now) for name in _in(service)
        }
        months = await _months(unit, service)
    behind = service.behind()
    return {
        "ok": behind is not None
        and behind < _STUCK
        and Ear.SHARED not in service.ears().values()
        and _is_audited_well(service, now),
        "alarms": sorted(service.auditor.found) if service.auditor else [],
        "leads": service.gate.is_trusted(),
        "last_tick_seconds": behind,
        "inbox": {str(state): count for state, count in came.items()},
        "listening": service.ears(),
        "outbox": {str(state): count for state, count in counts.items()},
        "channels": {name: service.post.state_of(name) for name in service.channels},
        "inbound": inbound,
        "outbound": outbound,
        "months": months,
        "clock": service.watch.hold.name.lower(),
    }


def _in(service: Service) -> list[str]:
    return sorted(service.channels)


async def _inbound(
    unit: Unit, service: Service, name: str, now: datetime
) -> dict[str, Any]:
    heard = await unit.auditing.last_heard(name)
    return {"state": service.ears()[name], "heard_seconds": _since(heard, now)}


async def _outbound(
    unit: Unit, service: Service, name: str, now: datetime
) -> dict[str, Any]:
    """`failing_seconds`: since when nothing got through, as far as this process saw."""
    sent = await unit.auditing.last_sent(name)
    failing = service.post.resolver.recorder.away.since(name)
    shut = (await unit.months.shut_channels()).get(name)
    return {
        "state": service.post.state_of(name),
        "sent_seconds": _since(sent, now),
        "failing_seconds": _since(failing, now),
        "shut": shut.why if shut else None,
    }


async def _months(unit: Unit, service: Service) -> dict[str, Any]:
    now = service.clock.now()
    return {
        spent.quota.channel: {
            "month": spent.month,
            "used": spent.used,
            "limit": spent.quota.most,
        }
        for spent in await unit.months.spent(now)
        if spent.quota.channel in service.channels
    }


def _since(moment: datetime | None, now: datetime) -> float | None:
    return (now - moment).total_seconds() if moment else None


def _is_audited_well(service: Service, now: datetime) -> bool:
    """Nothing found, by an auditor that still looks."""
    auditor = service.auditor
    if auditor is None or auditor.looked_at is None:
        return True
    age = (now - auditor.looked_at).total_seconds()
    return not auditor.found and age < 3 * _STUCK
