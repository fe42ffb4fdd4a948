"""What the bot had told people by the morning of the demo: it stands in their chats."""

from collections.abc import Set
from dataclasses import replace
from datetime import datetime

from bot.channels.web.channel import WEB
from bot.conversations.submit import to_read
from bot.demo.rows import Rows
from bot.messages import Outgoing, to_json
from bot.update import first_name
from storage.ids import new_id
from storage.tables import Person


class Chats:
    """The chats of those one can be in the demo (by id): nobody opens another's."""

    def __init__(self, rows: Rows, whose: Set[str], since: datetime) -> None:
        self._rows = rows
        self._whose = whose
        self._since = since

    def heard(
        self, person: Person, phrase: str, record_id: str, writer: Person, at: datetime
    ) -> None:
        """Let somebody have been told of a record that one person wrote, with a button to read it.

        Their chat begins with what waits for them, and is about those one can be: it shows nothing
        of what was sent before that, or came of others.
        """
        if {person.id, writer.id} <= self._whose and at >= self._since:
            told = to_read(phrase, record_id, name=first_name(writer))
            kind = phrase.partition(".")[0]
            self.tell(person, kind, replace(told, record_id=record_id), at)

    def tell(self, person: Person, kind: str, message: Outgoing, at: datetime) -> None:
        """Let a message have been sent to somebody, and shown."""
        self._rows.add(
            "outbox_message",
            person_id=person.id,
            channel=WEB,
            address=person.id,
            body=to_json(message),
            made_at=at,
            not_before=at,
            attempts=1,
            sent_at=at,
            # Before whatever is written later, in the order told.
            sent_place=len(self._rows.tables["outbox_message"]) + 1,
            shown_at=at,
            batch=new_id(),
            record_id=message.record_id,
            told=kind,
        )
