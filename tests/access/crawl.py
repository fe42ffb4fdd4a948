"""One try of a cell: an update or a request whose every effect is looked at and then undone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
from sqlmodel import Session, col, select
from typing_extensions import override

from bot.channels.web.app import create_app
from bot.channels.web.context import WebContext, reader_name
from bot.channels.web.sessions import form_token
from bot.clock import MovableClock
from bot.dialogue import Dialogue
from bot.messages import Incoming, from_json
from storage.encryption import open_row
from storage.ids import new_id
from storage.session import Store
from storage.tables import Draft, OutboxMessage
from tests.access.council import THINGS, AccessCouncil, named_to
from tests.access.people import NOW, STRANGER, WORKERS
from tests.bot.channels.web.contexts import DUTY, guides, over_asgi
from tests.conversations import fixed_reader


@dataclass(frozen=True)
class Heard:
    """What came of one update: what its sender was told, what others were, whose drafts changed."""

    said: str
    told: Mapping[str, str]
    changed: frozenset[str]


def leaks(viewer: str, said: str) -> list[str]:
    """Return what a viewer was told and may not know: words of things, and children by name."""
    things = [
        one.name for one in THINGS if one.words in said and viewer not in one.those_who("reads")
    ]
    return things + [ref for ref in WORKERS if ref in said and viewer not in named_to(ref)]


class _UndoneError(Exception):
    pass


class RehearsalStore(Store):
    """The records of a council, in which nothing stays: what a transaction did is noted and undone.

    So every cell is tried on the same council, in any order.
    """

    last: Heard

    def begin(self, council: AccessCouncil) -> None:
        """Remember how everything stands."""
        self._council = council
        with self.reading() as session:
            self._newest = max(session.exec(select(OutboxMessage.id)), default="")
            self._steps = _steps(session)
            self._owners = dict(session.exec(select(Draft.id, Draft.person_id)).all())
        self.last = Heard("", {}, frozenset())

    @override
    @contextmanager
    def writing(self) -> Iterator[Session]:
        try:
            with super().writing() as session:
                yield session
                session.flush()
                self.last = self._heard(session)
                # What was read stays readable, as after a commit.
                session.expunge_all()
                _undo()
        except _UndoneError:
            pass

    def _heard(self, session: Session) -> Heard:
        new = select(OutboxMessage).where(OutboxMessage.id > self._newest)
        told: dict[str, str] = {}
        for row in session.exec(new.order_by(col(OutboxMessage.id))):
            message = from_json(open_row(session, "outbox_message", row.model_dump())["body"])
            buttons = [button.label for line in message.buttons for button in line]
            name = self._council.names.get(row.person_id or "", STRANGER)
            told[name] = "\n".join([told.get(name, ""), message.text, *buttons])
        after = _steps(session)
        changed = {draft for draft in after if after[draft] != self._steps[draft]}
        owners = {self._council.names.get(self._owners.get(d, ""), "") for d in changed}
        return Heard("", told, frozenset(owners - {""}))


def _undo() -> None:
    raise _UndoneError


def _steps(session: Session) -> Counter[str]:
    # As text: a statement of SQLAlchemy's takes longer than all else that is looked at.
    counted = session.connection().exec_driver_sql(
        "SELECT draft_id, count(*) AS steps FROM step GROUP BY draft_id"
    )
    return Counter({row.draft_id: row.steps for row in counted})


@dataclass
class Crawl:
    """Everybody's hands on the council: what they send, ask for and are told."""

    council: AccessCouncil
    store: RehearsalStore
    dialogue: Dialogue = field(init=False)
    context: WebContext = field(init=False)

    def __post_init__(self) -> None:
        self.store.begin(self.council)
        self.dialogue = Dialogue(self.store, guides(), DUTY, fixed_reader.at_once())
        self.context = WebContext(self.store, self.dialogue, MovableClock(NOW), guides(), "Ashdown")
        self.app = create_app(self.context)

    def does(self, name: str, **what: object) -> Heard:
        """Let somebody do one thing on Telegram; raise where anybody learns what they may not."""
        address = self.council.address(name)
        incoming = Incoming("telegram", address, new_id(), source=new_id(), **what)  # type: ignore[arg-type]
        self.dialogue.receive(incoming, NOW)
        heard = self.store.last
        for whom, said in heard.told.items():
            assert not leaks(whom, said), f"{name} {what}: {whom} was told of {leaks(whom, said)}"
        assert heard.changed <= {name}, f"{name} {what} changed a draft of {heard.changed}"
        return Heard(heard.told.get(name, heard.told.get(STRANGER, "")), heard.told, heard.changed)

    def browser(self, name: str) -> httpx.AsyncClient:
        """Return somebody's browser, with the session they once had or one that never was."""
        token = self.council.tokens.get(name, "no such session")
        return over_asgi(self.context, self.app, cookies={"understory": token})

    def csrf(self, name: str) -> Mapping[str, str]:
        """Return the token that a form of somebody's browser carries."""
        return {"csrf": form_token(self.council.tokens.get(name, "no such session"))}

    def reader(self, name: str) -> str:
        """Return what the page of somebody's conversation calls its reader."""
        return reader_name(self.context, self.council.id_of(name))

    def heard(self, name: str) -> Mapping[str, str]:
        """Return what everybody was told by the last form that somebody sent."""
        heard = self.store.last
        for whom, said in heard.told.items():
            assert not leaks(whom, said), f"{whom} was told of {leaks(whom, said)}"
        assert heard.changed <= {name}, f"{name} changed a draft of {heard.changed}"
        return heard.told


def held_to(name: str, where: str, page: httpx.Response) -> httpx.Response:
    """Return an answer; raise where it shows somebody what they may not know."""
    assert not leaks(name, page.text), f"{name} at {where} is shown {leaks(name, page.text)}"
    return page
