"""/now: the duty number, telling your supervisor, and back to where you were."""

from bot.conversations import draft, router, tonight
from bot.visit import Visit, first_name
from practice.calendar import london
from prompts.phrases import phrase
from storage import audit, people


def run(visit: Visit, _: str) -> None:
    """Show the duty number for this hour; the current draft stays as it is."""
    tonight.show(visit)


def tell(visit: Visit, _: str) -> None:
    """Tell the supervisor at once, whatever the hour, naming nobody but the sender."""
    supervisor = people.supervisor_of(visit.session, visit.person.id)
    time = f"{london(visit.now):%H:%M}"
    text = phrase("tonight.to_supervisor", practitioner=visit.person.name, time=time)
    if supervisor is None or not visit.tell(supervisor.id, text, at_once=True):
        visit.say(phrase("tonight.nobody_to_tell"))
        return
    audit.record(
        visit.session,
        "supervisor told tonight",
        "person",
        supervisor.id,
        actor=visit.person.id,
        at=visit.now,
    )
    visit.say(phrase("tonight.told", supervisor=first_name(supervisor)))


def where(visit: Visit, _: str) -> None:
    """Show again where the person was."""
    current = visit.current()
    if current is None:
        visit.say(phrase("tonight.not_in_a_draft"))
        return
    router.show(visit, draft.load(visit, current))
