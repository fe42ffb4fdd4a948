"""Updates that wait for the bot: confirmed, expired and served as TDLib's TQueue does."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.botapi.clock import Clock

UPDATE_TYPES = (
    *("message", "edited_message", "channel_post", "edited_channel_post", "inline_query"),
    *("chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query", "poll"),
    *("poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost"),
    *("removed_chat_boost", "message_reaction", "message_reaction_count"),
    *("business_connection", "business_message", "edited_business_message"),
    *("deleted_business_messages", "purchased_paid_media", "managed_bot", "guest_message"),
)
_NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
DEFAULT_TYPES = frozenset(UPDATE_TYPES) - _NOT_BY_DEFAULT
_FUTURE = 10
_UNNUMBERED = ("update_id", None)


LONG_NUMBER = "a number of 5,000 digits"
"""In its place in an odd update stands a number that Python's JSON refuses to read."""


def written(value: object) -> bytes:
    """Return a value as JSON in ASCII, in which half a surrogate pair can be written too."""
    return json.dumps(value).replace(f'"{LONG_NUMBER}"', "9" * 5000).encode()


@dataclass
class Update:
    """One update; `lane` is the queue within which a webhook keeps order."""

    id: int
    kind: str
    content: dict[str, object]
    expires: float
    lane: str
    repeated: bool = False
    served: int = 0
    whole: tuple[object, ...] = ()

    def body(self) -> object:
        """Return the Update object, or whatever a test put in the place of one."""
        return self.whole[0] if self.whole else {"update_id": self.id, self.kind: self.content}


class UpdateQueue:
    """The bot's updates in the order of their numbers."""

    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._waiting: list[Update] = []
        self.next_id = 100_000_001
        self.allowed = DEFAULT_TYPES

    def allow(self, types: object) -> None:
        """Keep the types asked for; an unreadable list changes nothing, an empty one resets."""
        if not isinstance(types, list) or not all(isinstance(t, str) for t in types):
            return
        self.allowed = frozenset(t.lower() for t in types) & set(UPDATE_TYPES) or DEFAULT_TYPES

    def push(
        self, kind: str, content: dict[str, object], seconds: float, lane: str
    ) -> Update | None:
        """Return the new update, or None where the bot did not ask for its kind."""
        if kind not in self.allowed:
            return None
        update = Update(self.next_id, kind, content, self._clock.now() + seconds, lane)
        self.next_id += 1
        self._insert(update)
        return update

    def push_odd(self, body: object, seconds: float) -> Update:
        """Put in what is no good update under the next number; return it.

        A dictionary is given the number unless it has one; None for "update_id" leaves it out.
        """
        if isinstance(body, dict):
            numbered = {"update_id": self.next_id, **body}
            body = {name: value for name, value in numbered.items() if (name, value) != _UNNUMBERED}
        lane = f"odd {self.next_id}"
        update = Update(
            self.next_id, "message", {}, self._clock.now() + seconds, lane, whole=(body,)
        )
        self.next_id += 1
        self._insert(update)
        return update

    def push_again(self, update: Update) -> None:
        """Put an update in once more under its own number, confirmed or not."""
        self._insert(
            Update(update.id, update.kind, update.content, update.expires, update.lane, True)
        )

    def take(self, offset: int, limit: int) -> list[Update]:
        """Confirm everything below the offset and return what waits, oldest first."""
        self._expire()
        before = len(self._waiting)
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset <= self.next_id + _FUTURE:
            self._waiting = [u for u in self._waiting if not _confirmed(u, offset)]
        served = self._waiting[:limit]
        for update in served:
            update.served += 1
        if len(self._waiting) < before:
            self._changed()
        return served

    def pending(self) -> list[Update]:
        """Return what waits, oldest first."""
        self._expire()
        return list(self._waiting)

    def forget(self, update: Update) -> None:
        """Drop one update, as a webhook that answered well does."""
        self._waiting = [u for u in self._waiting if u is not update]
        self._changed()

    def clear(self) -> None:
        """Drop everything (`drop_pending_updates`)."""
        self._waiting = []
        self._changed()

    def _insert(self, update: Update) -> None:
        self._waiting = sorted([*self._waiting, update], key=lambda u: u.id)
        self._changed()

    def _expire(self) -> None:
        now = self._clock.now()
        self._waiting = [u for u in self._waiting if u.expires >= now]


def _confirmed(update: Update, offset: int) -> bool:
    return update.served > 0 if update.repeated else update.id < offset
