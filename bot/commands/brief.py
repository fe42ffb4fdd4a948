"""/brief: what stands about the children proposed for a supervision to come, one card a child."""

from datetime import timedelta

from bot.conversations import briefs
from bot.names import full_names
from bot.update import UpdateContext, command_button
from practice.access import may_supervise
from prompts.days import day_words
from prompts.phrases import phrase
from storage import people
from storage.access import viewer_of
from storage.coming import Coming, coming
from storage.tables import Person

_AHEAD = timedelta(days=366)


def run(update: UpdateContext, person_id: str) -> None:
    """Show the brief of a person whom the reader supervises; without one, ask whose, or their own.

    Whoever supervises nobody reads that of their own supervision.
    """
    supervisees = people.supervisees(update.session, update.person.id, update.today)
    known = _coming(update, [update.person, *supervisees])
    me = viewer_of(update.session, update.person)
    if person_id:
        one = next((one for one in supervisees if one.id == person_id), None)
        if one is None or not may_supervise(me, one.supervisor_id):
            update.say(phrase("meeting.not_a_supervisor"))
            return
        briefs.show(update, one, update.person, known.get(one.id))
    elif supervisees:
        _ask_whose(update, supervisees, known)
    else:
        _show_own(update, known.get(update.person.id))


def _coming(update: UpdateContext, persons: list[Person]) -> dict[str, Coming]:
    ids = [one.id for one in persons]
    today = update.today
    found = coming(update.session, today, today + _AHEAD, today, ids)
    return {one.practitioner_id: one for one in found}


def _ask_whose(update: UpdateContext, supervisees: list[Person], known: dict[str, Coming]) -> None:
    names = full_names(supervisees)
    buttons = [
        [command_button(_label(names[one.id], known.get(one.id)), "brief", one.id)]
        for one in supervisees
    ]
    update.say(phrase("brief.whose"), *buttons)


def _label(name: str, next_one: Coming | None) -> str:
    if next_one is None:
        return name
    return phrase("brief.on", name=name, day=day_words(next_one.on))


def _show_own(update: UpdateContext, known: Coming | None) -> None:
    supervisor = people.person(update.session, update.person.supervisor_id or "")
    if known is None or supervisor is None:
        name = update.known_as(supervisor)
        update.say(phrase("brief.none_own", name=name) if name else phrase("brief.none"))
        return
    briefs.show(update, update.person, supervisor, known)
