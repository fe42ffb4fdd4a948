"""Chats, messages, files and callback queries as Telegram's servers keep them."""

from dataclasses import dataclass, field
from enum import StrEnum

from tests.botapi.clock import Clock
from tests.botapi.errors import ApiError, bad_request
from tests.botapi.keyboards import Markup

QUERY_SECONDS = 150
DELETABLE_SECONDS = 48 * 60 * 60

Fields = dict[str, object]


class Standing(StrEnum):
    """How a person stands to the bot."""

    NEVER_STARTED = "never started"
    MEMBER = "member"
    BLOCKED = "kicked"
    GONE = "gone"


@dataclass
class Chat:
    """One private chat; its number is the person's.

    Its time runs `ahead` (seconds) of the clock by what its person took to read and to write.
    """

    id: int
    first_name: str
    standing: Standing = Standing.NEVER_STARTED
    notices: list[Fields] = field(default_factory=list)
    ahead: int = 0

    def as_chat(self) -> Fields:
        """Return the Chat object of this person."""
        return {"id": self.id, "first_name": self.first_name, "type": "private"}

    def as_user(self) -> Fields:
        """Return the User object of this person."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": "en",
        }


@dataclass
class Message:
    """A message, the bot's or a person's, as it stands now."""

    id: int
    chat: Chat
    sender: Fields
    date: int
    content: Fields
    markup: Markup | None = None
    edited: int = 0
    extra: Fields = field(default_factory=dict)

    @property
    def from_bot(self) -> bool:
        """Return whether the bot sent it."""
        return bool(self.sender["is_bot"])

    def as_message(self) -> Fields:
        """Return the Message object."""
        body: Fields = {
            "message_id": self.id,
            "from": self.sender,
            "chat": self.chat.as_chat(),
            "date": self.date,
        }
        if self.edited:
            body["edit_date"] = self.edited
        body |= self.extra | self.content
        if self.markup and "inline_keyboard" in self.markup:
            body["reply_markup"] = self.markup
        return body


@dataclass(frozen=True)
class StoredFile:
    """A file a person sent."""

    id: str
    unique_id: str
    size: int
    path: str
    content: bytes


@dataclass
class Query:
    """A tap that waits for the bot's answer."""

    id: str
    chat: Chat
    expires: float


class Ledger:
    """What exists, under the numbers Telegram would give it."""

    def __init__(self, clock: Clock, bot: Fields) -> None:
        self._clock = clock
        self._bot = bot
        self._last_message = 0
        self._last_file = 0
        self._last_album = 13_900_000_000_000_000
        self._last_query = 4_000_000_000_000_000_000
        self.chats: dict[int, Chat] = {}
        self.messages: dict[int, Message] = {}
        self.files: dict[str, StoredFile] = {}
        self.queries: dict[str, Query] = {}

    def chat(self, number: int) -> Chat:
        """Return the chat, made where the person was never seen before."""
        return self.chats.setdefault(number, Chat(number, f"Person {number}"))

    def writable(self, raw: str) -> Chat:
        """Return the chat the bot may write to; refuse as Telegram refuses."""
        if not raw:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(raw)) if raw.lstrip("-").isdigit() else None
        if chat is None or chat.standing is Standing.NEVER_STARTED:
            raise bad_request("chat not found")
        if chat.standing is Standing.BLOCKED:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat.standing is Standing.GONE:
            raise ApiError(403, "Forbidden: user is deactivated")
        return chat

    def add(self, chat: Chat, content: Fields, *, from_bot: bool) -> Message:
        """Return a new message with the next number; the bot's chats share one count."""
        self._last_message += 1
        sender = self._bot if from_bot else chat.as_user()
        message = Message(self._last_message, chat, sender, self._now(chat), content)
        self.messages[message.id] = message
        return message

    def read(self, chat: Chat, seconds: int) -> None:
        """Let at least so many seconds pass in a chat since the newest message of the bot."""
        dates = [message.date for message in self.screen(chat) if message.from_bot]
        chat.ahead += max(0, max(dates, default=0) + seconds - self._now(chat))

    def _now(self, chat: Chat) -> int:
        return self._clock.unix() + chat.ahead

    def album(self) -> str:
        """Return the id that the pictures of a new album share."""
        self._last_album += 1
        return str(self._last_album)

    def find(self, chat: Chat, number: int, what: str) -> Message:
        """Return the chat's message; refuse as `WHAT not found`."""
        message = self.messages.get(number)
        if message is None or message.chat is not chat:
            raise bad_request(f"{what} not found")
        return message

    def deletable(self, message: Message) -> bool:
        """Return whether a bot may still delete the message in a private chat: for 48 hours."""
        return self._clock.unix() - message.date <= DELETABLE_SECONDS

    def screen(self, chat: Chat) -> list[Message]:
        """Return the chat's messages that are not deleted, oldest first."""
        return [m for m in self.messages.values() if m.chat is chat]

    def keep(self, kind: str, suffix: str, content: bytes, size: int | None) -> StoredFile:
        """Return a stored file; `size` may claim more than the content, for files too big."""
        self._last_file += 1
        mark = f"{self._last_file:06d}"
        path = f"{kind}/file_{self._last_file}.{suffix}"
        real = len(content) if size is None else size
        kept = StoredFile(f"AgAD{kind}{mark}AAQ", f"AQAD{mark}", real, path, content)
        self.files[kept.id] = kept
        return kept

    def ask(self, chat: Chat) -> Query:
        """Return a new callback query, answerable for as long as its update lives."""
        self._last_query += 7
        query = Query(str(self._last_query), chat, self._clock.now() + QUERY_SECONDS)
        self.queries[query.id] = query
        return query
