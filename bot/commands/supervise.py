"""/supervise: a supervision with one of the people whose supervisor you are."""

from bot.conversations import draft, meeting, router
from bot.update import UpdateContext, command_button, viewer_of
from practice.access import Role, may_supervise
from practice.terms import DraftKind
from prompts.phrases import phrase
from storage import drafts, people
from storage.tables import Person


def run(update: UpdateContext, person_id: str) -> None:
    """Go on with the open meeting of that person, or open one; without a person, ask whose."""
    supervisees = people.supervisees(update.session, update.person.id, update.today)
    if not supervisees:
        key = "nobody" if update.person.role == Role.SUPERVISOR else "not_a_supervisor"
        update.say(phrase(f"meeting.{key}"))
        return
    if not person_id:
        buttons = [[command_button(p.name, "supervise", p.id)] for p in supervisees]
        update.say(phrase("meeting.who"), *buttons)
        return
    me = viewer_of(update.session, update.person)
    practitioner = people.person(update.session, person_id)
    if practitioner is None or not may_supervise(me, practitioner.supervisor_id):
        update.say(phrase("meeting.not_a_supervisor"))
        return
    _hold(update, practitioner)


def _hold(update: UpdateContext, practitioner: Person) -> None:
    for row in drafts.unfinished(update.session, update.person.id):
        if row.kind == DraftKind.MEETING:
            opened = draft.load(update, row)
            if meeting.practitioner_of(update, opened).id == practitioner.id:
                router.resume(update, opened)
                return
    router.leave_current(update)
    meeting.begin(update, practitioner)
