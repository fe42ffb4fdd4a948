"""/away: until when somebody is not reached; what follows from it is said, and they end it."""

from datetime import date

from bot.conversations import notice
from bot.messages import Button
from bot.update import UpdateContext, command_button, first_name
from prompts.absence_told import absence_told
from prompts.days import day_words, full_day_words
from prompts.kinds import named_together
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError
from prompts.spoken_words import bare, meaning_of
from prompts.text import spoken
from prompts.written_absence import read_absence, written
from storage import absences, outbox, reach
from storage.absences import Stretch

_BACK, _LEAVE, _SAID = "back:", "leave", "said:"
# More words than these, typed at the question, are no days: they are a story, or an answer. So
# are two that name none, for what is refused is kept nowhere.
_MOST_WORDS = 8
_I_AM_BACK = frozenset(("back", "im back", "i am back"))
_SAYS_BACK = _I_AM_BACK - {"back"} | {
    f"{begin}back {where}"
    for begin in ("", "im ", "i am ")
    for where in ("from leave", "from holiday", "at work", "in work", "at work now")
}
"""Whole messages of somebody who is away; "back" alone is a word for where they are in a draft."""


def run(update: UpdateContext, argument: str) -> None:
    """Say how it stands and ask until when; take days; end a stretch ("back:" and its last day)."""
    if not argument:
        _ask(update)
    elif argument == _LEAVE:
        update.say(phrase("away.left_it"))
    elif argument.startswith(_BACK):
        _end(update, argument.removeprefix(_BACK))
    elif argument.startswith(_SAID):
        _ask(update, argument.removeprefix(_SAID))
    elif spoken(argument) in _I_AM_BACK:
        until = absences.until(update.session, update.person.id, update.today)
        _end(update, until.isoformat() if until else "")
    else:
        _take(update, argument)


def answers(update: UpdateContext, words: str) -> bool:
    """Take words typed at the question until when, where they are days or none at all; say if so.

    Words that are more than days go where they would have gone without the question. Whoever is
    away and says no more than that they are back is back.
    """
    is_back = bare(words) in _SAYS_BACK
    if is_back and (until := absences.until(update.session, update.person.id, update.today)):
        _end(update, until.isoformat())
        return True
    if len(words.split()) > _MOST_WORDS or not notice.stands(update, _leave()):
        return False
    try:
        read_absence(words, update.written_on)
    except DoubtError:
        pass
    except UnclearError:
        is_try = len(words.split()) == 1 and update.current() is None
        if not is_try or meaning_of(words) is not None:
            return False
    _take(update, words)
    return True


def said(words: str) -> str:
    """Return what the command is run with for words that say in passing that somebody is away."""
    return f"{_SAID}{words}"


def _ask(update: UpdateContext, words: str = "") -> None:
    """Ask until when; days that words tell in passing can be tapped, or the words written down."""
    found = absences.standing(update.session, update.person.id, update.today)
    told = absence_told(words, update.written_on) if words else []
    lines = [phrase("away.heard", words=words)] if words else []
    lines += [_days(update, one) for one in found]
    lines.append(phrase("away.change" if found else "away.until_when"))
    ways = [_reading(update, written(*days, update.written_on)) for days in told]
    ways += [_back(update, one) for one in found]
    story = command_button(phrase("away.buttons.story"), "new", words)
    ways += [story] if words and story.fits else []
    update.say("\n".join(lines), *[[way] for way in ways], [_leave()])


def _days(update: UpdateContext, one: Stretch) -> str:
    day, back = full_day_words(one.last), full_day_words(one.back_on)
    if one.first <= update.today:
        return phrase("away.now", day=day, back=back)
    return phrase("away.later", first=full_day_words(one.first), day=day, back=back)


def _back(update: UpdateContext, one: Stretch) -> Button:
    label = phrase("away.buttons.not_away", first=day_words(one.first))
    if one.first <= update.today:
        label = phrase("away.buttons.back")
    return command_button(label, "away", f"{_BACK}{one.last.isoformat()}")


def _leave() -> Button:
    return command_button(phrase("away.buttons.leave"), "away", _LEAVE)


def _take(update: UpdateContext, words: str) -> None:
    """Store the days that words name, and say what follows; in doubt ask, and change nothing."""
    try:
        first, last = read_absence(words, update.written_on)
    except DoubtError as fault:
        buttons = [[_reading(update, str(one))] for one in fault.readings]
        update.say(fault.why, *buttons, [_leave()])
        return
    except UnclearError as fault:
        if not fault.why and absence_told(words, update.written_on):
            _ask(update, words)
            return
        update.say(fault.why or phrase("away.unclear"), [_leave()])
        return
    days = Stretch(max(first, update.today), last)
    if days.last < days.first:
        update.say(phrase("away.has_passed", day=full_day_words(last)), [_leave()])
        return
    absences.say(update.session, update.person.id, days, update.person.id, update.now)
    # What was held until another day is held anew, until this one.
    outbox.release(update.session, update.person.id, update.now)
    _say_what_follows(update, days)


def _reading(update: UpdateContext, days: str) -> Button:
    first, last = read_absence(days, update.written_on)
    label = phrase("away.buttons.until", last=full_day_words(last))
    if first > update.written_on:
        label = phrase("away.buttons.from_until", first=day_words(first), last=day_words(last))
    if first == last:
        label = phrase("away.buttons.only", day=full_day_words(last))
    return command_button(label, "away", days)


def _say_what_follows(update: UpdateContext, days: Stretch) -> None:
    stands = absences.standing(update.session, update.person.id, days.first)[0]
    lines = [_days(update, stands), *_worries(update, stands), phrase("away.waits")]
    update.say("\n".join(lines), [_back(update, stands)])


def _worries(update: UpdateContext, days: Stretch) -> list[str]:
    """Return the sentences that say who hears of a worry of their people meanwhile, if anybody.

    Whoever hears in their place may be away themselves, for a part of it.
    """
    lines: list[str] = []
    said: list[str] = []
    for day in _days_of_change(update, days):
        now = _worries_on(update, day)
        if now != said:
            later = day > days.first
            lines += [
                phrase("away.from_day", day=day_words(day), line=x) if later else x for x in now
            ]
        said = now
    return lines


def _days_of_change(update: UpdateContext, days: Stretch) -> list[date]:
    """Return the first day, and those on which somebody else who may hear goes away or is back."""
    found = {days.first}
    for person_id in reach.ids_of_line(update.session, update.person.id):
        for one in absences.standing(update.session, person_id, days.first):
            found |= {day for day in (one.first, one.back_on) if days.first < day <= days.last}
    return sorted(found)


def _worries_on(update: UpdateContext, day: date) -> list[str]:
    told: dict[str, list[str]] = {}
    for one in reach.heard_for(update.session, update.person.id, day):
        up = reach.up_the_line(update.session, one.id, day, but={update.person.id})
        told.setdefault(first_name(up.first.person) if up.first else "", []).append(first_name(one))
    alone = told.pop("", [])
    lines = [phrase("away.worry", names=named_together(list(told)))] if told else []
    if alone:
        names = named_together(alone)
        lines.append(phrase("away.worry_nobody", names=names, count=len(alone)))
    return lines


def _end(update: UpdateContext, last: str) -> None:
    """End the stretch with this last day, and no other: the button may be of an earlier one."""
    found = absences.standing(update.session, update.person.id, update.today)
    stretch = next((one for one in found if one.last.isoformat() == last), None)
    if stretch is None:
        update.say(phrase("away.not_away"))
        return
    person_id = update.person.id
    absences.end(update.session, person_id, stretch.last, update.today, person_id, update.now)
    outbox.release(update.session, person_id, update.now)
    if stretch.first <= update.today:
        update.say(phrase("away.back"))
    else:
        update.say(phrase("away.back_before", first=full_day_words(stretch.first)))
