"""One update: what a person did, handled in one transaction, and all that is said because of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from bot import cut_messages, names
from bot.messages import Button, Incoming, Link, Outgoing, Picture, to_json
from practice.calendar import in_office_hours, london_day, next_working_moment
from practice.names import given_name
from practice.supervision import OURS, DepthPolicy
from prompts.days import day_words
from prompts.forwarded import all_marked, forwarded, with_pasted_marked
from prompts.interview.text_readings import Reader, look_anew
from prompts.loader import Guides
from storage import drafts, outbox, reach, transcript
from storage.drafts import DraftRow
from storage.outbox import NewMessage
from storage.presence import is_to_come
from storage.reach import Reach
from storage.session import Session
from storage.tables import Person
from storage.transcript import Said

TONIGHT = "tonight"
"""The one kind of telling that is sent at any hour and breaks into whatever its reader is in."""


@dataclass(frozen=True)
class DutyNumbers:
    """The numbers of the duty team; None where the council has set none."""

    office: str | None = None
    out_of_hours: str | None = None

    def at(self, moment: datetime) -> str | None:
        """Return the number that answers at `moment`."""
        return self.office if in_office_hours(moment) else self.out_of_hours


def words_of(incoming: Incoming, *, goes_on: bool = False) -> str | None:
    """Return what was typed; what was forwarded or pasted is marked as another's words.

    `goes_on` says that it is the rest of what was pasted.
    """
    text, origin = incoming.text, incoming.forwarded_from
    if text is None:
        return None
    if goes_on:
        return all_marked(text)
    return with_pasted_marked(text) if origin is None else forwarded(text, origin)


def command_button(label: str, command: str, argument: str = "") -> Button:
    """Return a button that does what a command does, from wherever it is tapped."""
    return Button(label, f"!{command}:{argument}" if argument else f"!{command}")


@dataclass(frozen=True)
class Telling:
    """A telling that was put into the outbox: how its person is reached, and when it goes out.

    `due` is None where it reaches nobody.
    """

    reached: Reach
    due: datetime | None


@dataclass
class UpdateContext:
    """What is known while one update is handled. `replies` go back to where it came from."""

    session: Session
    person: Person
    incoming: Incoming
    now: datetime
    guides: Guides
    duty: DutyNumbers
    reader: Reader = look_anew
    depth: DepthPolicy = OURS
    replies: list[Outgoing] = field(default_factory=list)
    messages: list[NewMessage] = field(default_factory=list)
    _current: tuple[DraftRow | None] | None = None

    @property
    def today(self) -> date:
        """The day it is in London."""
        return london_day(self.now)

    @property
    def written_on(self) -> date:
        """The day in London when the person wrote: "tomorrow" counts from it.

        Never a day to come, however a channel's clock goes.
        """
        return min(london_day(self.incoming.written_at or self.now), self.today)

    @cached_property
    def names_of_line(self) -> str:
        """The names of everybody up the person's line, each of which reads "supervisor"."""
        return reach.names_of_line(self.session, self.person.id)

    @cached_property
    def newest_notice(self) -> Said | None:
        """The newest message that answered the person here, if it shows no card.

        No other is put before the update ends.
        """
        return transcript.newest_notice(self.session, self.person.id, self.incoming.channel)

    def words(self) -> str | None:
        """Return what the person typed; what they forwarded is marked as another's words."""
        return words_of(self.incoming, goes_on=self.is_rest_of_pasted)

    @cached_property
    def is_rest_of_pasted(self) -> bool:
        """Whether it is the rest of what was pasted, cut off by the channel."""
        # Whatever is pasted opens a draft, or goes into one.
        is_open = self.current() is not None
        return is_open and cut_messages.goes_on(self.session, self.person.id, self.incoming)

    @cached_property
    def ends_what_was_cut(self) -> bool:
        """Whether it shows that the long message just before it was pasted as well."""
        is_open = self.current() is not None
        return is_open and cut_messages.ends_what_was_cut(
            self.session, self.person.id, self.incoming
        )

    @property
    def is_pasted(self) -> bool:
        """Whether an e-mail or a chat was pasted into what the person typed."""
        return self.incoming.forwarded_from is None and self.words() != self.incoming.text

    def known_as(self, person: Person | None) -> str:
        """Return what a person is called here: the first name, or more where two bear that."""
        return names.known_as(self.session, person, self.today)

    def say(
        self,
        text: str,
        *rows: Sequence[Button],
        links: Sequence[Link] = (),
        urgent: bool = False,
        picture: Picture | None = None,
    ) -> None:
        """Reply with a message; one that is `urgent`, with the duty number, waits for no other."""
        said = Outgoing(text, buttoned(rows), links=tuple(links), urgent=urgent, picture=picture)
        self.replies.append(said)

    def lead(self, line: str) -> None:
        """Say a line above the first reply."""
        place = next((n for n, reply in enumerate(self.replies) if not reply.deletes), None)
        if place is None:
            self.say(line)
            return
        reply = self.replies[place]
        self.replies[place] = replace(reply, text=f"{line}\n{reply.text}")

    def current(self) -> DraftRow | None:
        """Return the person's current draft."""
        if self._current is None:
            self._current = (drafts.current(self.session, self.person.id),)
        return self._current[0]

    def forget_current(self) -> None:
        """Ask anew which draft is current: another was opened, or it ended."""
        self._current = None

    def tell(
        self,
        person_id: str,
        kind: str,
        text: str,
        *rows: Sequence[Button],
        record_id: str | None = None,
        breaks_in: bool = False,
    ) -> Telling:
        """Put a message to somebody else into the outbox, for every address they have.

        It waits for office hours, for the end of what they are in and until they are back where
        they are away, unless its `kind` is TONIGHT, or it `breaks_in` as what they are waiting for.
        Returns what can be said of it now. `kind` is TONIGHT or one of `not_delivered` in
        telling.toml: so the sender is told where it cannot be delivered.
        `record_id` is the record it is about: it goes out to nobody who may not read that.
        """
        at_once = kind == TONIGHT
        message = to_json(Outgoing(text, buttoned(rows), urgent=at_once))
        due = self.now if at_once or breaks_in else next_working_moment(self.now)
        reached = reach.reach(self.session, person_id, self.today)
        self.messages += [
            NewMessage(
                person_id,
                channel,
                address,
                message,
                not_before=due,
                interrupts=at_once or breaks_in,
                sender_id=self.person.id,
                told=kind,
                record_id=record_id,
                urgent=at_once,
            )
            for channel, address in reached.addresses
        ]
        return Telling(reached, due if reached.addresses else None)

    def post(self) -> list[str]:
        """Store everything said in the outbox and return the ids, replies first.

        A channel with a transcript shows its replies from there: storing one delivers it. Replies
        among which one is urgent are so together, for they keep their order.
        """
        to, urgent = self.incoming, any(reply.urgent for reply in self.replies)
        replies = [
            NewMessage(
                self.person.id,
                to.channel,
                to.address,
                to_json(replace(m, urgent=urgent)),
                card=m.card,
                record_id=m.record_id,
                urgent=urgent,
            )
            for m in self.replies
        ]
        ids = outbox.put(self.session, replies, at=self.now, sent=to.has_transcript)
        return ids + outbox.put(self.session, self.messages, at=self.now)


def buttoned(rows: Sequence[Sequence[Button]]) -> tuple[tuple[Button, ...], ...]:
    """Return the rows that hold a button."""
    return tuple(tuple(row) for row in rows if row)


def first_name(person: Person | None) -> str:
    """Return the name a person goes by in chat."""
    return given_name(person.name) if person else ""


def starts_on(person: Person, on: date) -> str:
    """Return the day on which somebody starts who is not here yet on a day; "" of anybody else."""
    comes = is_to_come(person, on) and person.started_on
    return day_words(comes) if comes else ""
