"""People who have left: what was open to them is closed, and whom that concerns is told."""

from datetime import datetime

from bot.messages import Outgoing, to_json
from bot.update import command_button, first_name
from practice.calendar import london_day, next_working_moment
from prompts.phrases import phrase
from storage import departures, outbox, people, reach
from storage.outbox import NewMessage
from storage.session import Session, Store
from storage.shares import Closed
from storage.unsigned import LeftUnsigned


def tick(store: Store, now: datetime) -> None:
    """Close what is open to people who have left, and tell the writers of what they were shown.

    Of so many at a time: who is left over is for the next tick, and is let in nowhere meanwhile.
    """
    today = london_day(now)
    with store.reading() as session:
        found = departures.open_still(session, today, now)
    if found:
        with store.writing() as session:
            settled = departures.settle(session, found, today, now)
            for closed in settled.closed:
                _tell_writer(session, closed, now)
            for unsigned in settled.unsigned:
                _tell_owner(session, unsigned, now)


def _tell_writer(session: Session, closed: Closed, now: datetime) -> None:
    name = first_name(people.person(session, closed.with_id))
    text = phrase("reflection.closed", name=name, count=closed.count)
    opens = command_button(phrase("reflection.buttons.share_again"), "share")
    _tell(session, closed.writer_id, Outgoing(text, ((opens,),)), "closed", now)


def _tell_owner(session: Session, unsigned: LeftUnsigned, now: datetime) -> None:
    person = people.person(session, unsigned.gone_id)
    text = phrase(
        "agreement.left_unsigned", name=person.name if person else "", count=unsigned.count
    )
    opens = command_button(phrase("unsigned.buttons.see"), "unsigned")
    _tell(session, unsigned.owner_id, Outgoing(text, ((opens,),)), "unsigned", now)


def _tell(session: Session, person_id: str, said: Outgoing, kind: str, now: datetime) -> None:
    body, due = to_json(said), next_working_moment(now)
    reached = reach.reach(session, person_id, london_day(now))
    messages = [
        NewMessage(person_id, channel, address, body, due, interrupts=False, told=kind)
        for channel, address in reached.addresses
    ]
    outbox.put(session, messages, at=now)
