"""The person's side: what a test does and sees, with the stand-in in a thread or a process."""

import asyncio
import base64
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from tests.botapi.errors import NotPossibleError
from tests.botapi.texts import desktop_pieces, phone_pieces

PATIENCE = 30.0
T = TypeVar("T")


class Line(Protocol):
    """Carries a command to the stand-in and its outcome back."""

    def __call__(self, command: str, fields: Mapping[str, object]) -> object:
        """Return what the command gives; raises NotPossibleError where it cannot be done."""


@dataclass(frozen=True)
class Button:
    """A button on the screen; `code` is its callback data, empty for a link."""

    label: str
    code: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A message as the person sees it now."""

    message_id: int
    text: str
    kind: str
    from_bot: bool
    rows: tuple[tuple[Button, ...], ...]
    date: int
    edited: bool
    entities: tuple[Mapping[str, object], ...]

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Return the buttons in reading order."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> list[list[str]]:
        """Return the labels, row by row."""
        return [[button.label for button in row] for row in self.rows]

    def button(self, wanted: str) -> Button | None:
        """Return the button of this label or callback data, or None."""
        return next((b for b in self.buttons if wanted in {b.label, b.code}), None)


@dataclass(frozen=True)
class Sent:
    """What a person sent; without a number and a body where the bot asked for no such update."""

    update_id: int | None
    message_id: int
    body: Mapping[str, object] | None
    query_id: str = ""


class Person:
    """One person's phone."""

    def __init__(self, line: Line, chat_id: int) -> None:
        self._line = line
        self.chat_id = chat_id

    def say(
        self,
        text: str,
        *,
        update_id: int | None = None,
        hurried: bool = False,
        replies_to: "Sent | Shown | None" = None,
    ) -> Sent:
        """Send a text, cleaned and trimmed as Telegram does; `update_id` sets its number.

        The person has read what is on the screen and taken the time to type, unless `hurried`.
        """
        number = replies_to.message_id if replies_to else None
        fields = {"text": text, "update_id": update_id, "hurried": hurried, "replies_to": number}
        return self._send("say", fields)

    def paste(self, text: str) -> list[Sent]:
        """Send a text of any length in the pieces a phone would cut it into, at one moment."""
        first, *others = phone_pieces(text)
        return [self.say(first), *(self.say(one, hurried=True) for one in others)]

    def paste_at_desk(self, text: str) -> list[Sent]:
        """Send a text in the pieces that Telegram Desktop cuts it into, at one moment."""
        first, *others = desktop_pieces(text)
        return [self.say(first), *(self.say(one, hurried=True) for one in others)]

    def edit(self, message: Sent | Shown, text: str) -> Sent:
        """Change the text of one's own message, or the caption of one's own picture."""
        return self._send("edit", {"message_id": message.message_id, "text": text})

    def delete(self, message: Sent | Shown) -> None:
        """Remove a message for both sides; Telegram tells the bot nothing."""
        self._do("delete", {"message_id": message.message_id})

    def tap(self, wanted: str, message: Shown | None = None, *, as_seen: bool = False) -> Sent:
        """Tap the button of this label or callback data, of the newest message that has it.

        `as_seen` taps what `message` showed when it was read, as a phone that is behind does.
        """
        shown = self._with_button(wanted, message, as_seen=as_seen)
        button = shown.button(wanted)
        if button is None or not button.code:
            raise NotPossibleError(f"{wanted!r} is no button that can be tapped")
        fields = {"message_id": shown.message_id, "code": button.code, "as_seen": as_seen}
        return self._send("tap", fields)

    def send_photo(
        self, content: bytes = b"\xff\xd8\xff\xd9", *, caption: str = "", size: int | None = None
    ) -> Sent:
        """Send a picture; `size` claims more bytes than it has."""
        return self._send_file("photo", content, caption=caption, size=size)

    def send_album(
        self, captions: Sequence[str], content: bytes = b"\xff\xd8\xff\xd9"
    ) -> list[Sent]:
        """Send pictures as one album, each with its caption or none ("")."""
        coded = base64.b64encode(content).decode()
        fields = {"kind": "photo", "content": coded, "captions": list(captions)}
        sent = cast(list[Mapping[str, object]], self._do("send_album", fields))
        return [_sent(one) for one in sent]

    def forward(
        self, text: str, *, user: str = "", hidden: str = "", chat: str = "", channel: str = ""
    ) -> Sent:
        """Pass on a message of the one that is named: a user, one who hides, a chat, a channel."""
        names = {"user": user, "hidden_user": hidden, "chat": chat, "channel": channel}
        kind = next(kind for kind, name in names.items() if name)
        return self._send("forward", {"text": text, "kind": kind, "name": names[kind]})

    def send_voice(self, content: bytes = b"OggS", *, size: int | None = None) -> Sent:
        """Send a voice message."""
        return self._send_file("voice", content, size=size)

    def send_sticker(self, content: bytes = b"RIFF") -> Sent:
        """Send a sticker."""
        return self._send_file("sticker", content)

    def repeat(self, sent: Sent) -> Sent:
        """Let the same update arrive once more, whether it was confirmed or not."""
        return self._send("repeat", {"update_id": sent.update_id, "message_id": sent.message_id})

    def start_earlier(self, first_name: str = "") -> None:
        """Be someone who started the bot before the test, and perhaps has a name."""
        self._do("start_earlier", {"first_name": first_name})

    def block(self) -> None:
        """Block the bot."""
        self._do("block", {})

    def unblock(self) -> None:
        """Unblock the bot."""
        self._do("unblock", {})

    def leave(self) -> None:
        """Delete the account."""
        self._do("leave", {})

    def screen(self) -> list[Shown]:
        """Return what is on the screen now, oldest first."""
        return self._look()[1]

    @property
    def notices(self) -> list[Mapping[str, object]]:
        """Return the answers to this person's taps: `query_id`, `text`, `alert`."""
        return cast(list[Mapping[str, object]], self._read()["notices"])

    def wait_for(
        self,
        wanted: str | Callable[[Shown], bool],
        timeout: float = PATIENCE,
        *,
        after: Sent | Shown | None = None,
    ) -> Shown:
        """Return the newest message of the bot that holds the text or passes the test.

        `after` leaves out messages up to that one. Raises AssertionError, with the screen, when
        nothing came. Blocks: in an event loop that also runs the bot, await `seen` instead.
        """
        passes = wanted if callable(wanted) else _holds(wanted)

        def found(screen: list[Shown]) -> Shown | None:
            return next((m for m in reversed(screen) if m.from_bot and passes(m)), None)

        return self._wait(found, timeout, 0 if after is None else after.message_id)

    def wait_until(
        self, condition: Callable[[list[Shown]], bool], timeout: float = PATIENCE
    ) -> list[Shown]:
        """Return the screen once the condition on the whole of it holds."""
        return self._wait(lambda screen: screen if condition(screen) else None, timeout)

    async def seen(
        self,
        wanted: str | Callable[[Shown], bool],
        timeout: float = PATIENCE,  # noqa: ASYNC109 -- the wait is in a thread
        *,
        after: Sent | Shown | None = None,
    ) -> Shown:
        """Return what `wait_for` returns, without holding up the event loop."""
        return await asyncio.to_thread(self.wait_for, wanted, timeout, after=after)

    def _wait(self, found: Callable[[list[Shown]], T | None], seconds: float, above: int = 0) -> T:
        ends_at = time.monotonic() + seconds
        while True:
            version, screen = self._look(above)
            result = found(screen)
            if result is not None:
                return result
            left = ends_at - time.monotonic()
            if left <= 0:
                drawn = _drawn(self.screen())
                raise AssertionError(f"not on the screen of {self.chat_id}:\n{drawn}")
            self._line("watch", {"since": version, "seconds": left})

    def _with_button(self, wanted: str, message: Shown | None, *, as_seen: bool) -> Shown:
        if message is not None and as_seen:
            return message
        screen = self.screen()
        number = None if message is None else message.message_id
        for shown in reversed(screen):
            if number in {None, shown.message_id} and shown.button(wanted):
                return shown
        raise NotPossibleError(
            f"no button {wanted!r} on the screen of {self.chat_id}:\n{_drawn(screen)}"
        )

    def _send_file(
        self, kind: str, content: bytes, *, caption: str = "", size: int | None = None
    ) -> Sent:
        coded = base64.b64encode(content).decode()
        fields = {"kind": kind, "content": coded, "caption": caption, "size": size}
        return self._send("send_file", fields)

    def _send(self, command: str, fields: Mapping[str, object]) -> Sent:
        return _sent(cast(Mapping[str, object], self._do(command, fields)))

    def _do(self, command: str, fields: Mapping[str, object]) -> object:
        return self._line(f"person {self.chat_id} {command}", fields)

    def _read(self, above: int = 0) -> Mapping[str, object]:
        return cast(Mapping[str, object], self._do("screen", {"above": above}))

    def _look(self, above: int = 0) -> tuple[int, list[Shown]]:
        read = self._read(above)
        messages = cast(list[Mapping[str, object]], read["messages"])
        return int(str(read["version"])), [_shown(message) for message in messages]


def _sent(done: Mapping[str, object]) -> Sent:
    return Sent(
        update_id=cast(int | None, done["update_id"]),
        message_id=int(str(done["message_id"])),
        body=cast(Mapping[str, object] | None, done["body"]),
        query_id=str(done.get("query_id", "")),
    )


def _holds(text: str) -> Callable[[Shown], bool]:
    return lambda message: text in message.text


def _shown(raw: Mapping[str, object]) -> Shown:
    rows = cast(list[list[Mapping[str, str]]], raw["rows"])
    return Shown(
        message_id=int(str(raw["message_id"])),
        text=str(raw["text"]),
        kind=str(raw["kind"]),
        from_bot=bool(raw["from_bot"]),
        rows=tuple(
            tuple(Button(b["text"], b.get("callback_data", ""), b.get("url", "")) for b in row)
            for row in rows
        ),
        date=int(str(raw["date"])),
        edited=bool(raw["edited"]),
        entities=tuple(cast(list[Mapping[str, object]], raw["entities"])),
    )


def _drawn(screen: list[Shown]) -> str:
    lines = []
    for message in screen:
        lines.append(f"{'bot' if message.from_bot else 'person'}: {message.text}")
        lines += [f"    [{'] ['.join(row)}]" for row in message.labels]
    return "\n".join(lines) or "(nothing)"
