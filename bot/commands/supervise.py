"""/supervise: a supervision with one of the people whose supervisor you are."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot import typed_buttons
from bot.conversations import draft, meeting, preparation, router
from bot.dated import SINCE
from bot.names import full_names
from bot.update import UpdateContext, command_button, first_name
from practice.access import Role, may_supervise
from practice.terms import DraftKind
from prompts.asks_for_command import AskedFor
from prompts.days import day_words
from prompts.phrases import phrase
from prompts.spoken_words import bare
from storage import absences, drafts, people, reach
from storage.access import viewer_of
from storage.due import not_discussed
from storage.reach import StandIn
from storage.tables import Person


def typed(update: UpdateContext, name: str) -> None:
    """Open the supervision of whom a typed name means, or ask whose."""
    named = _named(_known(update), name)
    if len(named) > 1:
        _ask(update, named, phrase("meeting.who_of_these"))
    else:
        run(update, named[0].id if named else "")


def answers(update: UpdateContext, words: str) -> bool:
    """Ask which of several is meant by a name typed where it was asked whose it is; say if so."""
    begun = typed_buttons.begun(update, words, "supervise") if update.current() is None else []
    if not begun:
        return False
    named = [one for one in _known(update) if one.id in begun]
    if len(named) > 1:
        _ask(update, named, phrase("meeting.who_of_these"))
    return len(named) > 1


def is_meant(update: UpdateContext, asked: AskedFor) -> bool:
    """Say whether words ask for a supervision: they name somebody, or can be nothing else."""
    supervisees = people.supervisees(update.session, update.person.id, update.today)
    return bool(supervisees and asked.sure) or bool(_named(_known(update), asked.argument))


def _known(update: UpdateContext) -> list[Person]:
    """Return the person's people, and those of whom they hear in somebody's place."""
    mine = people.supervisees(update.session, update.person.id, update.today)
    others = reach.stood_in_for(update.session, update.person.id, update.today)
    return [*mine, *(update.session.get_one(Person, one) for one in others)]


def _named(supervisees: list[Person], name: str) -> list[Person]:
    said = bare(name)
    by_ref = [one for one in supervisees if said and said == bare(one.ref)]
    return by_ref or [one for one in supervisees if said in _names(one)]


def _names(one: Person) -> set[str]:
    return {bare(one.name), bare(first_name(one))}


def run(update: UpdateContext, person_id: str) -> None:
    """Go on with the open meeting of that person, or open one; without a person, ask whose."""
    supervisees = people.supervisees(update.session, update.person.id, update.today)
    stood_in_for = reach.stood_in_for(update.session, update.person.id, update.today)
    if person_id in stood_in_for:
        _say_who_is_not_here(update, person_id, stood_in_for[person_id])
        return
    if person_id.startswith(SINCE):
        supervisees += [update.session.get_one(Person, one) for one in stood_in_for]
    if not supervisees:
        key = "nobody" if update.person.role == Role.SUPERVISOR else "not_a_supervisor"
        update.say(phrase(f"meeting.{key}"))
        return
    if not person_id or person_id.startswith(SINCE):
        counts = _due(update, person_id.removeprefix(SINCE), supervisees)
        asked = [one for one in supervisees if not counts or one.id in counts]
        _ask(update, asked, phrase("meeting.who_is_due" if counts else "meeting.who"), counts)
        return
    me = viewer_of(update.session, update.person)
    # Of those who are here: a button may be older than somebody's last day.
    practitioner = next((one for one in supervisees if one.id == person_id), None)
    if practitioner is None or not may_supervise(me, practitioner.supervisor_id):
        update.say(phrase("meeting.not_a_supervisor"))
        return
    _hold(update, practitioner)


def _say_who_is_not_here(update: UpdateContext, person_id: str, stand_in: StandIn) -> None:
    """Say what to do for somebody whose supervisor is not here: who hears does not supervise."""
    name = update.known_as(people.person(update.session, person_id))
    update.say(phrase("meeting.in_place_of", name=name, gone=update.known_as(stand_in.gone)))


def _due(update: UpdateContext, since: str, supervisees: list[Person]) -> dict[str, int]:
    """Return how many children of each of these people were not discussed since a day, if any."""
    try:
        day = date.fromisoformat(since)
    except ValueError:
        return {}
    ids = [one.id for one in supervisees]
    found = not_discussed(update.session, day, update.today, ids)
    return {one.practitioner_id: one.children for one in found}


def _ask(
    update: UpdateContext,
    listed: Sequence[Person],
    said: str,
    counts: Mapping[str, int] | None = None,
) -> None:
    """Ask whose supervision it is; `counts` are how many children of each were not discussed."""
    away, names = absences.away_on(update.session, update.today), full_names(_known(update))
    buttons = [
        [
            command_button(
                _label(names[one.id], (counts or {}).get(one.id), away.get(one.id)),
                "supervise",
                one.id,
            )
        ]
        for one in listed
    ]
    update.say(said, *buttons)


def _label(name: str, count: int | None, away_until: date | None) -> str:
    label = phrase("meeting.due_of", name=name, count=count) if count else name
    if away_until is None:
        return label
    return phrase("away.labelled", label=label, day=day_words(away_until))


def _hold(update: UpdateContext, practitioner: Person) -> None:
    preparation.say_what_waits(update, practitioner)
    for row in drafts.unfinished(update.session, update.person.id):
        if row.kind == DraftKind.MEETING:
            opened = draft.load(update, row)
            if meeting.practitioner_of(update, opened).id == practitioner.id:
                router.resume(update, opened)
                _lead_with_away(update, practitioner)
                return
    draft.leave_current(update)
    meeting.begin(update, practitioner)
    _lead_with_away(update, practitioner)


def _lead_with_away(update: UpdateContext, practitioner: Person) -> None:
    """Say first that the other person of the meeting is away, if so."""
    until = absences.until(update.session, practitioner.id, update.today)
    if until is not None:
        name = update.known_as(practitioner)
        update.lead(phrase("away.is_away", name=name, day=day_words(until)))
