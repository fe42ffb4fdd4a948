"""What somebody writes before their supervision: for who supervises them, and nobody else."""

from collections.abc import Mapping

from bot.conversations import caseloads
from bot.conversations.addressed import Addressed
from bot.conversations.submission import Alone
from bot.update import UpdateContext, command_button, first_name
from practice.access import OPENS_AS
from practice.terms import RecordKind
from prompts.interview.state import Interview
from prompts.kinds import named_together
from prompts.phrases import phrase
from prompts.steps import Json
from storage import children, people, records
from storage.presence import is_here
from storage.tables import Person


def opening(update: UpdateContext) -> Mapping[str, Json] | None:
    """Return what a preparation is opened with; None of somebody whom nobody here supervises."""
    supervisor = _supervisor(update)
    if supervisor is None:
        return None
    return {
        "supervisor": first_name(supervisor),
        "supervisor_name": supervisor.name,
        "supervisor_id": supervisor.id,
        **caseloads.context(update, caseloads.own_and_supervised(update)),
    }


def addressed(update: UpdateContext, told: Interview) -> Addressed | None:
    """Return that a preparation goes to who supervises its writer today; None where nobody does."""
    supervisor, refs = _supervisor(update), told.about()
    if supervisor is None:
        return None
    found = [children.child_by_ref(update.session, ref) for ref in refs]
    ids: list[str | None] = [child.id for child in found if child]
    (visibility,) = OPENS_AS[RecordKind.PREPARATION]
    team = update.person.team_id
    return Addressed(
        whats=[Alone(RecordKind.PREPARATION, visibility, team, one) for one in ids or [None]],
        said="\n".join(_said(first_name(supervisor), refs)),
        heard="preparation.told",
        tells=[supervisor],
        with_whom=supervisor,
        as_told={"supervisor_id": supervisor.id},
    )


def _supervisor(update: UpdateContext) -> Person | None:
    """Return who supervises the person, if here: who only stands in holds no supervision."""
    found = people.person(update.session, update.person.supervisor_id or "")
    return found if found and is_here(found, update.today) else None


def _said(name: str, refs: list[str]) -> list[str]:
    sent = phrase("preparation.sent", name=name)
    if not refs:
        return [sent]
    named = named_together(refs)
    return [sent, phrase("preparation.sent_wishes", refs=named, count=len(refs), name=name)]


def say_what_waits(update: UpdateContext, practitioner: Person) -> None:
    """Say above a meeting that its practitioner prepared for it, with a button that reads it."""
    found = records.prepared(update.session, practitioner.id, update.person.id)
    if not found:
        return
    name = first_name(practitioner)
    label = phrase("preparation.buttons.read", name=name)
    update.say(
        phrase("preparation.waits", name=name), [command_button(label, "read", found[-1].id)]
    )
