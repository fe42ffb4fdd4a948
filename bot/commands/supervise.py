"""/supervise: a supervision with one of the people whose supervisor you are."""

from bot.conversations import draft, meeting, router
from bot.visit import Visit, command_button, reader_of
from practice.access import Role, may_supervise
from practice.terms import DraftKind
from prompts.phrases import phrase
from storage import drafts, people
from storage.tables import Person


def run(visit: Visit, person_id: str) -> None:
    """Go on with the open meeting of that person, or open one; without a person, ask whose."""
    supervisees = people.supervisees(visit.session, visit.person.id, visit.today)
    if not supervisees:
        key = "nobody" if visit.person.role == Role.SUPERVISOR else "not_a_supervisor"
        visit.say(phrase(f"meeting.{key}"))
        return
    if not person_id:
        buttons = [[command_button(p.name, "supervise", p.id)] for p in supervisees]
        visit.say(phrase("meeting.who"), *buttons)
        return
    me = reader_of(visit.session, visit.person)
    practitioner = people.person(visit.session, person_id)
    if practitioner is None or not may_supervise(me, practitioner.supervisor_id):
        visit.say(phrase("meeting.not_a_supervisor"))
        return
    _hold(visit, practitioner)


def _hold(visit: Visit, practitioner: Person) -> None:
    for row in drafts.unfinished(visit.session, visit.person.id):
        if row.kind == DraftKind.MEETING:
            opened = draft.load(visit, row)
            if meeting.practitioner_of(visit, opened).id == practitioner.id:
                router.resume(visit, opened)
                return
    router.leave_current(visit)
    meeting.begin(visit, practitioner)
