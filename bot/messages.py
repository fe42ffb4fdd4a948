"""The messages and protocols between a channel and the dialogue; neither names a channel."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import ClassVar, Protocol

from bot.errors import BotError

_read_json = json.JSONDecoder().decode

NO_CARD = "none"


@dataclass(frozen=True)
class Incoming:
    """One thing a person did on a channel.

    `update_key` names the update, so that it counts once. Exactly one of `text` (a message),
    `button` (the `data` of a Button) and `unreadable` (the kind of a message that holds no text,
    such as "photo") is set. `source` is the channel's own name of the message; `amends` says that
    `text` is the new wording of the message of that name. `written_at` is when the person wrote it
    by the channel's clock, None where that is the moment it arrives; `replies_to` is the channel's
    name of the message it replies to. `card` is the card that the person was shown when they began
    to write, "draft:step", NO_CARD where none was, None where the channel does not say; `begun_at`
    is when that was, by our clock, where the channel says so. `beside` is the kind of what came
    with the words and is not kept (a picture with a caption), `album` names the several updates
    that are one message, and `forwarded_from` says whose words a forwarded message holds (empty
    where that is hidden). `reachable` is set alone where the person did nothing but block the bot
    (False) or let it write to them again (True). `has_transcript` says that the channel shows the
    conversation from the records: storing a reply delivers it, and the person's side is stored too.
    `stays_here` says that what is said there passes no server but the council's own.
    """

    has_transcript: ClassVar[bool] = False
    stays_here: ClassVar[bool] = False

    channel: str
    address: str
    update_key: str
    text: str | None = None
    button: str | None = None
    unreadable: str | None = None
    source: str | None = None
    amends: bool = False
    written_at: datetime | None = None
    replies_to: str | None = None
    card: str | None = None
    begun_at: datetime | None = None
    beside: str | None = None
    album: str | None = None
    forwarded_from: str | None = None
    reachable: bool | None = None


@dataclass(frozen=True)
class Unread:
    """An update that could not be read: its `body` as it came, to be kept.

    `update_key` is None where it names itself by nothing; `address` is who sent it, None where
    that cannot be read either. `why` is a word of ours.
    """

    channel: str
    update_key: str | None
    body: str
    why: str
    address: str | None = None


_MOST_BYTES = 64


@dataclass(frozen=True)
class Button:
    """Something to tap: what it says, and what comes back (at most 64 bytes)."""

    label: str
    data: str

    @property
    def fits(self) -> bool:
        """Whether what comes back can be carried by every channel."""
        return len(self.data.encode()) <= _MOST_BYTES


@dataclass(frozen=True)
class Link:
    """A page of ours that a message leads to: what it is called, and its path."""

    label: str
    path: str


@dataclass(frozen=True)
class Picture:
    """A picture that a message shows (PNG), what it is of, and words for who does not see it."""

    png: bytes
    title: str
    words: str


@dataclass(frozen=True)
class Outgoing:
    """One message to a person: plain text, and rows of buttons under it.

    `links` are pages; a channel that is not on the pages shows the first of them, or none.

    Where `deletes` is set it is no message: the channel takes away the message of that name (the
    one that carried an enrolment code). `card` says which card it shows, `record_id` which
    reflection it is about: a reply to it goes there. Neither is sent. One that is `urgent`
    (the duty number) waits for no other, and for no limit on what is sent. `passages` say what
    words of the text are (a prompts.card.Role, and the words), `aside` are further buttons, and
    `fills` is the answer that this changes: for channels that set a card, and have a box. One that
    `folds` may be a whole record, which a channel with pages shows on a page. A `picture` has words
    of its own, which stand where it is not seen.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    deletes: str | None = None
    card: tuple[str, int] | None = None
    record_id: str | None = None
    links: tuple[Link, ...] = ()
    urgent: bool = False
    passages: tuple[tuple[str, str], ...] = ()
    aside: tuple[Button, ...] = ()
    fills: str = ""
    folds: bool = False
    picture: Picture | None = None

    def every_button(self) -> Iterator[Button]:
        """Yield the buttons of every row, and those beside them."""
        yield from (button for row in self.buttons for button in row)
        yield from self.aside


@dataclass(frozen=True)
class Shown:
    """A message as a channel delivered it: its own id of it, and when, by its own clock."""

    external_id: str | None = None
    at: datetime | None = None


class DeliveryError(BotError):
    """A message did not go out; `reason` is a word of ours, never content.

    `permanent`: sending it again will not help; `gone`: nothing reaches that address any more, so
    stop sending there. Otherwise it is sent again, after `retry_after` seconds where that is set;
    `perhaps_sent`: it may have gone out, so that the person may get it twice.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool,
        gone: bool = False,
        retry_after: float | None = None,
        perhaps_sent: bool = False,
    ) -> None:
        super().__init__(reason)
        self.permanent = permanent
        self.gone = gone
        self.retry_after = retry_after
        self.perhaps_sent = perhaps_sent


class Channel(Protocol):
    """A way to reach people."""

    name: str

    async def send(self, address: str, message: Outgoing) -> Shown:
        """Send one message; return how it was shown. Raises DeliveryError."""
        ...


class Received(Protocol):
    """What became of an update, as far as a channel needs it."""

    @property
    def other_words(self) -> bool:
        """Whether its key was used before for other words: those of this one are not kept."""
        ...


class Precedence(IntEnum):
    """In which order what came together is handled; the lower the sooner."""

    URGENT = 0
    ENROLLED = 1
    WANTS_IN = 2
    STRANGER = 3


@dataclass(frozen=True)
class Arrival:
    """Who sent something, None where that cannot be read, and their words or the button's."""

    address: str | None
    said: str | None


class Receiver(Protocol):
    """The dialogue, as far as a channel needs it."""

    def receive(self, incoming: Incoming, now: datetime) -> Received:
        """Handle one update in one committed transaction; raises StorageError where it cannot."""
        ...


class UpdateReceiver(Receiver, Protocol):
    """The dialogue, as far as a channel needs it whose updates anybody can send."""

    def precedences(
        self, channel: str, arrivals: Sequence[Arrival], now: datetime
    ) -> list[Precedence]:
        """Return in which order to handle what came together; raises StorageError."""
        ...

    def set_aside(self, unread: Unread, now: datetime) -> object:
        """Keep an update that cannot be read; raises StorageError where it cannot be kept."""
        ...


def to_json(message: Outgoing) -> str:
    """Return a message as the JSON that the outbox keeps."""
    rows = [[[button.label, button.data] for button in row] for row in message.buttons]
    kept: dict[str, object] = {"text": message.text, "buttons": rows, "deletes": message.deletes}
    if message.links:
        kept["links"] = [[link.label, link.path] for link in message.links]
    if message.urgent:
        kept["urgent"] = True
    if message.passages:
        kept["passages"] = message.passages
    if message.aside:
        kept["aside"] = [[button.label, button.data] for button in message.aside]
    if message.fills:
        kept["fills"] = message.fills
    if message.folds:
        kept["folds"] = True
    if message.picture:
        coded = base64.b64encode(message.picture.png).decode()
        kept["picture"] = [coded, message.picture.title, message.picture.words]
    return json.dumps(kept, ensure_ascii=False)


def from_json(body: str) -> Outgoing:
    """Return the message that the outbox kept as JSON."""
    # A page reads sixty: a generator for each list of it would be asked for every one.
    kept = _read_json(body)
    rows = tuple([tuple([Button(*pair) for pair in row]) for row in kept["buttons"]])
    links = tuple([Link(*pair) for pair in kept.get("links", ())])
    return Outgoing(
        kept["text"],
        rows,
        kept.get("deletes"),
        links=links,
        urgent=bool(kept.get("urgent")),
        passages=tuple([(role, words) for role, words in kept.get("passages", ())]),
        aside=tuple([Button(*pair) for pair in kept.get("aside", ())]),
        fills=kept.get("fills", ""),
        folds=bool(kept.get("folds")),
        picture=_picture(*kept["picture"]) if "picture" in kept else None,
    )


def _picture(coded: str, title: str, words: str) -> Picture:
    return Picture(base64.b64decode(coded), title, words)
