"""Tells whoever rang duty that a colleague has it: a page showed it, or its reader says so."""

from contextlib import suppress
from datetime import datetime, timedelta

from bot.messages import Outgoing, to_json
from bot.update import TONIGHT, UpdateContext, first_name
from practice.calendar import london, london_day
from prompts.phrases import phrase
from storage import duty_calls, outbox, people
from storage.duty_calls import DutyCall
from storage.errors import StorageError
from storage.outbox import NewMessage
from storage.session import Session, Store

A_NIGHT = timedelta(hours=12)
HEARD = "duty call heard of"


def not_yet_shown(session: Session, person_id: str, now: datetime) -> frozenset[str]:
    """Return the calls that stand on a person's page, and that none is known to have shown.

    Read with the lines of that page: a call that comes later does not stand there.
    """
    return frozenset(duty_calls.not_yet_shown(session, person_id, TONIGHT, now, A_NIGHT))


def shown_on_page(store: Store, person_id: str, calls: frozenset[str], now: datetime) -> None:
    """Note that a person's page shows these calls, and tell whoever called.

    It writes only where there are any. A page is shown though this cannot be written.
    """
    if not calls:
        return
    with suppress(StorageError), store.writing() as session:
        _note_shown(session, person_id, calls, now)


def _note_shown(session: Session, person_id: str, calls: frozenset[str], now: datetime) -> None:
    # Another page of theirs may have shown one meanwhile.
    waiting = duty_calls.not_yet_shown(session, person_id, TONIGHT, now, A_NIGHT)
    callers = {one: caller for one, caller in waiting.items() if one in calls}
    for message_id in callers:
        duty_calls.note(session, duty_calls.SHOWN, message_id, person_id, now)
    for caller_id in dict.fromkeys(callers.values()):
        call = _call(session, caller_id, person_id, now)
        if call is not None and call.arrived_at is None:
            _tell(session, caller_id, "tonight.was_shown", person_id, now)


def _call(session: Session, caller_id: str, person_id: str, now: datetime) -> DutyCall | None:
    calls = duty_calls.calls(session, caller_id, TONIGHT, now, A_NIGHT)
    return next((one for one in calls if one.person_id == person_id), None)


def said_seen(update: UpdateContext, caller_id: str) -> None:
    """Note that the person has seen a colleague's call, and tell that colleague; once a call."""
    call = _call(update.session, caller_id, update.person.id, update.now)
    if call is None:
        update.say(phrase("tonight.no_call"))
        return
    name = first_name(people.person(update.session, caller_id))
    if call.seen_at is not None:
        update.say(phrase("tonight.seen_before", name=name, time=f"{london(call.seen_at):%H:%M}"))
    else:
        duty_calls.note(update.session, duty_calls.SEEN, call.ids[0], update.person.id, update.now)
        _tell(update.session, caller_id, "tonight.was_seen", update.person.id, update.now)
        update.say(phrase("tonight.seen_now", name=name))


def _tell(session: Session, caller_id: str, key: str, reader_id: str, now: datetime) -> None:
    name = first_name(people.person(session, reader_id))
    text = phrase(key, name=name, time=f"{london(now):%H:%M}")
    body = to_json(Outgoing(text, urgent=True))
    reached = people.addresses(session, caller_id, london_day(now))
    messages = [
        NewMessage(caller_id, channel, address, body, now, told=HEARD, urgent=True)
        for channel, address in reached
    ]
    outbox.put(session, messages, at=now)
