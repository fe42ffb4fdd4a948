"""What a test asks of the stand-in itself: clock, faults, limits, the list of calls."""

from collections.abc import Awaitable, Callable, Mapping

from tests.botapi.errors import NotPossibleError
from tests.botapi.faults import Fault, FaultKind
from tests.botapi.person_commands import PERSON_COMMANDS
from tests.botapi.service import Service

Fields = Mapping[str, object]


async def perform(service: Service, command: str, fields: Fields) -> object:
    """Return what a command gives: `person ID COMMAND`, or one of the stand-in's own."""
    who, _, rest = command.partition(" ")
    if who == "person":
        number, _, action = rest.partition(" ")
        if action not in PERSON_COMMANDS:
            raise NotPossibleError(f"a person cannot {action!r}")
        return PERSON_COMMANDS[action](service, service.ledger.chat(int(number)), fields)
    if command not in _COMMANDS:
        raise NotPossibleError(f"the stand-in knows no command {command!r}")
    return await _COMMANDS[command](service, fields)


async def _watch(service: Service, fields: Fields) -> object:
    return await service.watch(int(str(fields["since"])), float(str(fields["seconds"])))


async def _calls(service: Service, fields: Fields) -> object:
    since = int(str(fields.get("since", 0)))
    calls = [call.as_fields() for call in service.calls[since:]]
    return {"version": service.version, "calls": calls}


async def _pending(service: Service, _: Fields) -> object:
    return [update.body() for update in service.queue.pending()]


async def _odd(service: Service, fields: Fields) -> object:
    return service.queue.push_odd(fields["body"], float(str(fields["seconds"]))).id


async def _figures(service: Service, _: Fields) -> object:
    return {
        "version": service.version,
        "pending": len(service.queue.pending()),
        "failures": service.courier.failures,
    }


async def _fault(service: Service, fields: Fields) -> object:
    service.faults.plan(
        Fault(
            method=str(fields["method"]),
            kind=FaultKind(str(fields["kind"])),
            left=int(str(fields.get("times", 1))),
            skip=int(str(fields.get("skip", 0))),
            seconds=int(str(fields.get("seconds", 1))),
        )
    )
    return None


async def _held(service: Service, _: Fields) -> object:
    return {"version": service.version, "held": service.faults.held}


async def _release(service: Service, _: Fields) -> object:
    service.faults.release()
    return None


async def _clear_faults(service: Service, _: Fields) -> object:
    service.faults.clear()
    return None


async def _limit(service: Service, fields: Fields) -> object:
    burst = fields.get("burst")
    service.pace.limit(None if burst is None else int(str(burst)))
    return None


async def _forward(service: Service, fields: Fields) -> object:
    service.clock.forward(float(str(fields["seconds"])))
    service.changed()
    return service.clock.now()


async def _stop_clock(service: Service, _: Fields) -> object:
    service.clock.stop()
    return service.clock.now()


async def _now(service: Service, _: Fields) -> object:
    return service.clock.now()


async def _next_update_id(service: Service, fields: Fields) -> object:
    service.queue.next_id = int(str(fields["update_id"]))
    return None


_COMMANDS: dict[str, Callable[[Service, Fields], Awaitable[object]]] = {
    "watch": _watch,
    "calls": _calls,
    "pending": _pending,
    "odd": _odd,
    "figures": _figures,
    "fault": _fault,
    "held": _held,
    "release": _release,
    "clear_faults": _clear_faults,
    "limit": _limit,
    "forward": _forward,
    "stop_clock": _stop_clock,
    "now": _now,
    "next_update_id": _next_update_id,
}
