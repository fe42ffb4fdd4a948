"""Who is put down as away or back on the server is told so where they talk, in one sentence."""

from datetime import datetime

from bot.messages import Outgoing, to_json
from practice.calendar import london_day, next_working_moment
from prompts.days import full_day_words
from prompts.phrases import phrase
from storage import outbox, reach
from storage.absences import Stretch
from storage.outbox import NewMessage
from storage.session import Session

_KIND = "absence"


def away(session: Session, person_id: str, days: Stretch, now: datetime) -> None:
    """Tell somebody that they were put down as away: in office hours, though they are away."""
    day, is_now = full_day_words(days.last), days.first <= london_day(now)
    if is_now:
        said = phrase("away.put_down", day=day)
    else:
        said = phrase("away.put_down_later", first=full_day_words(days.first), day=day)
    # What waits until they are back would tell them too late to say that it is wrong.
    _tell(session, person_id, said, now, waits=not is_now)


def back(session: Session, person_id: str, days: Stretch, now: datetime) -> None:
    """Tell somebody that they were put down as back, or that an absence to come was taken out."""
    if days.first <= london_day(now):
        said = phrase("away.put_back")
    else:
        said = phrase("away.taken_out", first=full_day_words(days.first))
    _tell(session, person_id, said, now, waits=True)


def _tell(session: Session, person_id: str, said: str, now: datetime, *, waits: bool) -> None:
    body, due = to_json(Outgoing(said)), next_working_moment(now)
    reached = reach.reach(session, person_id, london_day(now))
    messages = [
        NewMessage(person_id, channel, address, body, due, interrupts=not waits, told=_KIND)
        for channel, address in reached.addresses
    ]
    outbox.put(session, messages, at=now)
