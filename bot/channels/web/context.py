"""What the pages are given: the records, the dialogue and the clock (dependency injection)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import Request

from bot.clock import Clock
from bot.evidence_reader import EvidenceReader
from bot.messages import Receiver
from bot.update import DutyNumbers
from practice.registration import CPD_PIECES
from prompts.loader import Guides
from storage.session import Store

SIGNED_OUT = "/signed-out"
"""The page of whoever was signed in and is not any more."""
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

Webhook = Callable[[bytes, str], Awaitable[int]]
"""Takes the body and Telegram's secret header; returns the status once the update is stored."""


@dataclass(frozen=True)
class WebContext:
    """The records, the dialogue and the clock behind the pages, and what the pages are called.

    `public_url` is where people open the pages; without one, only this computer can. `roles` is
    the address of the demo's opening page. `reader_trouble` says why texts are read less well than
    they can be, "" where they are not; `parts_down` names what broke and is being begun again.
    `duty` stands on every page. `deliver_now` has the outbox looked into at once. `folder` is the
    data's, in which a council's own guides lie; `reader` reads what is written in a walk of one.
    `cpd_pieces` are asked for a registration year; 0 where none are.
    """

    store: Store
    dialogue: Receiver
    clock: Clock
    guides: Guides
    council: str | None = None
    public_url: str | None = None
    webhook: Webhook | None = None
    roles: str | None = None
    reader_trouble: Callable[[], str] = str
    duty: DutyNumbers = field(default_factory=DutyNumbers)
    cpd_pieces: int = CPD_PIECES
    parts_down: Callable[[], tuple[str, ...]] = tuple
    deliver_now: Callable[[], object] = str
    folder: Path | None = None
    reader: EvidenceReader = field(default_factory=EvidenceReader)

    @property
    def hosts(self) -> frozenset[str]:
        """The names this server answers to; any other in a request was not meant for it."""
        public = _host(self.public_url)
        return frozenset({*LOOPBACK, public} if public else LOOPBACK)

    @property
    def sign_in_path(self) -> str:
        """The address where somebody who is not signed in comes in."""
        return self.roles or "/enter"

    @property
    def secure(self) -> bool:
        """Whether cookies travel by https alone: always, but on this computer itself."""
        return not _is_loopback(_host(self.public_url))


def context_of(request: Request) -> WebContext:
    """Return the context of the application that answers `request`."""
    context = request.app.state.context
    assert isinstance(context, WebContext)  # noqa: S101 - create_app set it
    return context


def reader_name(context: WebContext, person_id: str) -> str:
    """Return a name for a person that says nothing of who they are, and stays theirs."""
    return context.store.cipher.code_hash(f"reader {person_id}")[:16]


def _host(address: str | None) -> str:
    name = (urlsplit(address).hostname or "") if address else ""
    return f"[{name}]" if ":" in name else name


def _is_loopback(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
