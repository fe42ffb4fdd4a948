"""/now: the duty number, telling your supervisor, and back to where you were."""

from bot.conversations import draft, router, tonight
from bot.update import TONIGHT, UpdateContext, command_button, first_name
from practice.calendar import london
from prompts.phrases import phrase
from storage import audit, people


def run(update: UpdateContext, _: str) -> None:
    """Show the duty number for this hour; the current draft stays as it is."""
    tonight.show(update)


def tell(update: UpdateContext, _: str) -> None:
    """Tell the supervisor at once, whatever the hour, naming nobody but the sender."""
    supervisor = people.supervisor_of(update.session, update.person.id, update.today)
    time = f"{london(update.now):%H:%M}"
    name = first_name(update.person)
    text = phrase("tonight.to_supervisor", practitioner=update.person.name, time=time, name=name)
    if phone := update.duty.at(update.now):
        text = f"{text} {phrase('tonight.duty_number', phone=phone)}"
    opens = command_button(phrase("tonight.buttons.number"), "now")
    if supervisor is None or not update.tell(supervisor.id, TONIGHT, text, [opens]):
        update.say(phrase("tonight.nobody_to_tell"))
        return
    audit.record(
        update.session,
        "supervisor told tonight",
        "person",
        supervisor.id,
        actor=update.person.id,
        at=update.now,
    )
    update.say(phrase("tonight.told", supervisor=first_name(supervisor)))


def where(update: UpdateContext, _: str) -> None:
    """Show again where the person was."""
    current = update.current()
    if current is None:
        update.say(phrase("tonight.not_in_a_draft"))
        return
    router.show(update, draft.load(update, current))
