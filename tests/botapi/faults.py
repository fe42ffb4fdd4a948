"""Faults planned for coming calls: dropped connections, server errors, 429 and held calls."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from tests.botapi.errors import ApiError, NotPossibleError, too_many_requests

ANY_METHOD = "*"


class FaultKind(StrEnum):
    """What goes wrong with a call; `accepted` means Telegram did what was asked."""

    DROP = "drop before acceptance"
    DROP_ACCEPTED = "drop after acceptance"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    BAD_GATEWAY_ACCEPTED = "502 after acceptance"
    RETRY_AFTER = "429"
    FORBIDDEN_PAGE = "403 page of a filter"
    BAD_REQUEST_PAGE = "400 page of a filter"
    NOT_FOUND_PAGE = "404 page of a filter"
    SIGN_IN_PAGE = "200 page of a filter"
    OTHER_JSON = "403 in somebody else's JSON"
    HOLD = "hold before acceptance"
    HOLD_ACCEPTED = "hold after acceptance"


ACCEPTED = frozenset(
    {FaultKind.DROP_ACCEPTED, FaultKind.BAD_GATEWAY_ACCEPTED, FaultKind.HOLD_ACCEPTED}
)


# What something on the way answers instead of Telegram: the status, and the body.
_HTML = "<html><body><h1>Blocked</h1>Your organisation does not allow this page.</body></html>"
PAGES = {
    FaultKind.FORBIDDEN_PAGE: (403, _HTML),
    FaultKind.BAD_REQUEST_PAGE: (400, _HTML),
    FaultKind.NOT_FOUND_PAGE: (404, _HTML),
    FaultKind.SIGN_IN_PAGE: (200, _HTML),
    FaultKind.OTHER_JSON: (403, '{"error": "blocked by the user policy"}'),
}


@dataclass
class Fault:
    """One planned fault."""

    method: str
    kind: FaultKind
    left: int
    skip: int
    seconds: int

    def error(self) -> ApiError | None:
        """Return the refusal this fault answers with, if it answers with one."""
        match self.kind:
            case FaultKind.SERVER_ERROR:
                return ApiError(500, "Internal Server Error")
            case FaultKind.BAD_GATEWAY | FaultKind.BAD_GATEWAY_ACCEPTED:
                return ApiError(502, "Bad Gateway")
            case FaultKind.RETRY_AFTER:
                return too_many_requests(self.seconds)
            case _:
                return None


class Faults:
    """The plan, and the calls that are held."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._plan: list[Fault] = []
        self._held: list[tuple[str, asyncio.Event]] = []

    def plan(self, fault: Fault) -> None:
        """Add a fault to those that wait for a call of its method."""
        self._plan.append(fault)

    def take(self, method: str) -> Fault | None:
        """Return the fault of this call, or None; counts it off the plan."""
        for fault in self._plan:
            if fault.left and fault.method.lower() in {ANY_METHOD, method}:
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.left -= 1
                return fault
        return None

    @property
    def held(self) -> list[str]:
        """Return the methods of the calls held now."""
        return [method for method, _ in self._held]

    async def hold(self, method: str) -> None:
        """Return once the call is released."""
        release = asyncio.Event()
        entry = (method, release)
        self._held.append(entry)
        self._changed()
        try:
            await release.wait()
        finally:
            self._held.remove(entry)
            self._changed()

    def release(self) -> None:
        """Let every held call go on; refuse where none is held."""
        if not self._held:
            raise NotPossibleError("no call is held")
        for _, release in self._held:
            release.set()

    def clear(self) -> None:
        """Forget what is planned and let held calls go on."""
        self._plan = []
        for _, release in self._held:
            release.set()
