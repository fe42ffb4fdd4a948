"""[Say why]: why a supervision that was due was not held, said by its supervisor with one tap."""

from dataclasses import dataclass
from datetime import date

from bot.conversations import notice, tonight
from bot.conversations.telling import say_when
from bot.messages import Button
from bot.names import full_names
from bot.update import UpdateContext, command_button
from practice.access import may_supervise
from practice.calendar import Month, add_working_days
from practice.errors import PracticeError
from practice.oversight_access import MissedFacts, may_read_missed
from practice.terms import MissedBecause
from prompts.days import Sense, full_day_words, read_date
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError
from reports.not_held import stretches, worded
from storage import missed, people
from storage.access import viewer_of
from storage.measures import Scope, first_meeting
from storage.missed import ToSay
from storage.tables import Person

_CODES = {
    "p": MissedBecause.PRACTITIONER_AWAY,
    "s": MissedBecause.SUPERVISOR_AWAY,
    "u": MissedBecause.URGENT,
    "h": MissedBecause.NOT_WRITTEN,
}
_PUT_OFF, _IN_WORDS, _LEAVE = "o", "w", "l"
_ORDER = ("p", "s", _PUT_OFF, "u", "h", _IN_WORDS)
_DAYS_AHEAD = (5, 10, 15)
_MOST = 300


@dataclass(frozen=True)
class _Asked:
    """Whose month is asked about, and what was tapped."""

    person: Person
    month: Month
    way: str = ""

    def argument(self, way: str) -> str:
        """Return what a button carries that goes this way."""
        return f"{self.person.id}:{self.month}:{way}"


def run(update: UpdateContext, argument: str) -> None:
    """List who waits; ask why of one; take a reason; or show what was said, to whoever may read it.

    Only the practitioner's supervisor says why. Anybody else is answered as if nothing were there.
    """
    if not argument or argument.startswith(":"):
        _list(update, _month_of(update, argument.strip(":")))
        return
    asked = _read(update, argument)
    if asked is None or not _opens(update, asked):
        update.say(phrase("agreement.not_yours"))
    elif not _is_mine(update, asked):
        update.say(_stands(update, asked))
    elif asked.way in _CODES:
        _take(update, ToSay(asked.person.id, asked.month, _CODES[asked.way]))
    elif asked.way.startswith(_PUT_OFF):
        _put_off(update, asked, asked.way.removeprefix(_PUT_OFF))
    elif asked.way == _IN_WORDS:
        update.say(phrase("missed.in_words"), [_leave(asked, _IN_WORDS)])
    elif asked.way.startswith(_LEAVE):
        update.say(phrase("missed.left_it"))
    else:
        _ask(update, asked)


def answers(update: UpdateContext, words: str) -> bool:
    """Take words typed where a day or a reason in words was asked for; say whether they are that.

    A reason that could mean a child in danger gives the duty number too.
    """
    asked = _asked_for(update)
    if asked is None or not _is_mine(update, asked):
        return False
    if asked.way.endswith(_PUT_OFF):
        return _takes_day(update, asked, words)
    if len(words) > _MOST:
        update.say(phrase("missed.too_long", most=_MOST), [_leave(asked, _IN_WORDS)])
        return True
    _take(update, ToSay(asked.person.id, asked.month, MissedBecause.OTHER, words=words))
    tonight.offer_if_worried(update, words)
    return True


def _asked_for(update: UpdateContext) -> _Asked | None:
    for button in notice.buttons(update):
        name, _, argument = button.data.removeprefix("!").partition(":")
        asked = _read(update, argument) if name == "missed" else None
        if asked and asked.way.startswith(_LEAVE) and notice.stands(update, button):
            return asked
    return None


def _takes_day(update: UpdateContext, asked: _Asked, words: str) -> bool:
    try:
        day = read_date(words, update.written_on, Sense.AHEAD)
    except DoubtError as fault:
        rows = [[_day_button(asked, date.fromisoformat(str(one)))] for one in fault.readings]
        update.say(fault.why, *rows, [_leave(asked, _PUT_OFF)])
    except UnclearError:
        if len(words.split()) > len(_ORDER):
            return False
        update.say(phrase("missed.day_unclear"), [_leave(asked, _PUT_OFF)])
    else:
        _take(update, ToSay(asked.person.id, asked.month, MissedBecause.PUT_OFF, day))
    return True


def _read(update: UpdateContext, argument: str) -> _Asked | None:
    person_id, _, rest = argument.partition(":")
    written, _, way = rest.partition(":")
    person, month = people.person(update.session, person_id), _month_of(update, written)
    return _Asked(person, month, way) if person and month else None


def _month_of(update: UpdateContext, written: str) -> Month | None:
    """Return the month that a button carries, the last one where it has none; None for no past."""
    last = Month.of(update.today).previous()
    try:
        month = Month.parse(written) if written else last
    except PracticeError:
        return None
    return month if month <= last else None


def _facts(update: UpdateContext, asked: _Asked) -> MissedFacts:
    found = missed.said(update.session, [asked.person.id], asked.month)
    told = found.get(asked.person.id)
    return told.facts if told else missed.facts(update.session, asked.person.id)


def _opens(update: UpdateContext, asked: _Asked) -> bool:
    """Say whether there is something to say or to read, and whether it is for the person."""
    only, person = [asked.person.id], asked.person.id
    told = missed.said(update.session, only, asked.month)
    waits = missed.unsaid(update.session, asked.month, update.today, only)
    viewer = viewer_of(update.session, update.person)
    if person in told:
        return may_read_missed(viewer, _facts(update, asked))
    return bool(waits) and _is_mine(update, asked)


def _is_mine(update: UpdateContext, asked: _Asked) -> bool:
    viewer = viewer_of(update.session, update.person)
    return may_supervise(viewer, asked.person.supervisor_id)


def _list(update: UpdateContext, month: Month | None) -> None:
    mine = [one.id for one in people.supervisees(update.session, update.person.id, update.today)]
    waits = missed.unsaid(update.session, month, update.today, mine) if mine and month else []
    if month is None or not waits:
        update.say(phrase("missed.nothing"))
        return
    found = (people.person(update.session, one.practitioner_id) for one in waits)
    asked = [_Asked(one, month) for one in found if one]
    names = full_names([one.person for one in asked])
    rows = [[command_button(names[one.person.id], "missed", one.argument(""))] for one in asked]
    update.say(phrase("missed.which", month=_called(month)), *rows)


def _ask(update: UpdateContext, asked: _Asked) -> None:
    name = update.known_as(asked.person)
    labels = {way: phrase(f"missed.buttons.{way}") for way in _ORDER[1:]}
    labels = {"p": phrase("missed.buttons.p", name=name), **labels}
    rows = [[command_button(label, "missed", asked.argument(way))] for way, label in labels.items()]
    text = phrase("missed.ask", name=name, month=_called(asked.month), waits=_waits(update, asked))
    told = missed.said(update.session, [asked.person.id], asked.month)
    if asked.person.id in told:
        text = f"{_stands(update, asked)}\n{text}"
    update.say(text, *rows)


def _waits(update: UpdateContext, asked: _Asked) -> str:
    """Return for how many months at a stretch there was none, where it was more than one."""
    teams = tuple(people.team_and_descendants(update.session, asked.person.team_id))
    scope = Scope(teams, (asked.month,), update.now)
    begins = first_meeting(update.session, scope)
    months = stretches(update.session, scope, [asked.person.id], begins).get(asked.person.id)
    return phrase("missed.waits", n=months) if months else ""


def _stands(update: UpdateContext, asked: _Asked) -> str:
    told = missed.said(update.session, [asked.person.id], asked.month)
    said = worded(told[asked.person.id])
    name = update.known_as(asked.person)
    return phrase("missed.stands", name=name, month=_called(asked.month), said=said)


def _put_off(update: UpdateContext, asked: _Asked, day: str) -> None:
    try:
        to_day = date.fromisoformat(day)
    except ValueError:
        days = [add_working_days(update.today, ahead) for ahead in _DAYS_AHEAD]
        rows = [[_day_button(asked, one)] for one in days]
        update.say(phrase("missed.to_when"), *rows, [_leave(asked, _PUT_OFF)])
        return
    _take(update, ToSay(asked.person.id, asked.month, MissedBecause.PUT_OFF, to_day))


def _day_button(asked: _Asked, day: date) -> Button:
    return command_button(
        full_day_words(day), "missed", asked.argument(f"{_PUT_OFF}{day.isoformat()}")
    )


def _leave(asked: _Asked, of: str) -> Button:
    return command_button(phrase("missed.buttons.leave"), "missed", asked.argument(f"{_LEAVE}{of}"))


def _take(update: UpdateContext, told: ToSay) -> None:
    """Store what was said; the practitioner is told of it."""
    missed.say(update.session, told, update.person.id, update.now)
    found = missed.said(update.session, [told.practitioner_id], told.month)
    said = worded(found[told.practitioner_id])
    lines = [phrase("missed.saved", said=said)]
    rows = []
    if told.because is MissedBecause.NOT_WRITTEN:
        lines.append(phrase("missed.write_it"))
        person = people.person(update.session, told.practitioner_id)
        label = phrase("reminders.buttons.supervise", name=update.known_as(person))
        rows.append([command_button(label, "supervise", told.practitioner_id)])
    update.say("\n".join(lines), *rows)
    text = phrase(
        "missed.told",
        supervisor=update.known_as(update.person),
        month=_called(told.month),
        said=said,
    )
    say_when(update, update.tell(told.practitioner_id, "missed", text))


def _called(month: Month) -> str:
    return f"{month.first:%B %Y}"
