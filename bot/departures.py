"""People who have left: what was open to them is closed, and whom that concerns is told."""

from datetime import datetime

from bot.messages import Outgoing, to_json
from bot.update import command_button, first_name
from practice.calendar import london_day, next_working_moment
from prompts.phrases import phrase
from storage import departures, outbox, people
from storage.outbox import NewMessage
from storage.session import Session, Store
from storage.shares import Closed

_TOLD = "closed"


def tick(store: Store, now: datetime) -> None:
    """Close what is open to people who have left, and tell the writers of what they were shown."""
    with store.reading() as session:
        found = departures.is_any_open(session, london_day(now), now)
    if found:
        with store.writing() as session:
            for closed in departures.settle(session, london_day(now), now):
                _tell_writer(session, closed, now)


def _tell_writer(session: Session, closed: Closed, now: datetime) -> None:
    name = first_name(people.person(session, closed.with_id))
    text = phrase("reflection.closed", name=name, count=closed.count)
    opens = command_button(phrase("reflection.buttons.share_again"), "share")
    body, due = to_json(Outgoing(text, ((opens,),))), next_working_moment(now)
    messages = [
        NewMessage(closed.writer_id, channel, address, body, due, interrupts=False, told=_TOLD)
        for channel, address in people.addresses(session, closed.writer_id, london_day(now))
    ]
    outbox.put(session, messages, at=now)
