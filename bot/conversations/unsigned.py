"""A supervision that one of its two people left unsigned, for whoever answers for it now."""

from bot.conversations import agreement, parts_to_agree, submit
from bot.conversations import draft as drafted
from bot.conversations.sendings import as_sent, counting_claims
from bot.conversations.telling import say_when
from bot.messages import Button
from bot.permissions import open_record
from bot.update import UpdateContext, command_button, first_name
from practice.terms import ClosedBecause, RecordKind, StepKind
from prompts.days import day_words, full_day_words
from prompts.interview import interview_of
from prompts.phrases import phrase
from prompts.steps import Step
from storage import audit, people, records, unsigned
from storage.access import viewer_of
from storage.presence import has_left
from storage.tables import Record, Supervision
from storage.unsigned import UnsignedPart

WHY = {
    "left": ClosedBecause.LEFT,
    "discussed": ClosedBecause.DISCUSSED,
    "mistake": ClosedBecause.MISTAKE,
}
"""Why a part is closed, by what its button carries."""


def buttons(update: UpdateContext) -> list[list[Button]]:
    """Return a button for each supervision that the person answers for."""
    found = unsigned.answered_for_by(update.session, update.person.id, update.today)
    return [[command_button(_title(update, held), "unsigned", held.id)] for held in found]


def _title(update: UpdateContext, held: Supervision) -> str:
    practitioner = people.person(update.session, held.practitioner_id)
    name = practitioner.name if practitioner else ""
    return phrase("unsigned.title", name=name, day=day_words(held.held_on))


def parts_of(update: UpdateContext, held: Supervision) -> list[UnsignedPart]:
    """Return the parts of a supervision that the person answers for, if any."""
    return unsigned.parts_of(update.session, held, update.person.id, update.today)


def show(update: UpdateContext, held: Supervision, parts: list[UnsignedPart]) -> None:
    """Show the parts of a supervision that the person answers for, and what can be done."""
    for part in parts:
        update.say(_text(update, held, part))
    ways = []
    if any(part.goes_again for part in parts):
        name = first_name(people.person(update.session, held.practitioner_id))
        label = phrase("unsigned.buttons.send", name=name)
        ways.append([command_button(label, "unsigned", f"{held.id}:send")])
    label = phrase("unsigned.buttons.close")
    ways.append([command_button(label, "unsigned", f"{held.id}:close")])
    update.say(phrase("unsigned.ways"), *ways)


def _text(update: UpdateContext, held: Supervision, part: UnsignedPart) -> str:
    """Return a part as it was sent, if the person may read it, and how it came to be theirs."""
    practitioner = first_name(people.person(update.session, held.practitioner_id))
    supervisor = people.person(update.session, held.supervisor_id)
    listed = records.records_of_draft(update.session, part.draft_id)
    shown = _as_it_was_sent(update, held, listed)
    if shown is None:
        return phrase("unsigned.not_shown", title=agreement.title(update, listed[0]))
    lines = [shown]
    if part.state == StepKind.SUBMITTED:
        lines.append(phrase("unsigned.not_agreed", name=practitioner))
    if part.why_returned:
        lines.append(phrase("unsigned.returned", name=practitioner, words=part.why_returned))
    if part.was_changed and supervisor is not None and has_left(supervisor, update.today):
        lines.append(phrase("unsigned.was_changed", name=first_name(supervisor)))
    return "\n".join(lines)


def _as_it_was_sent(update: UpdateContext, held: Supervision, listed: list[Record]) -> str | None:
    viewer = viewer_of(update.session, update.person)
    asked = [open_record(update.session, viewer, one.id, update.now) for one in listed]
    if not all(one is not None and one.may_read for one in asked):
        return None
    record = listed[0]
    if record.kind == RecordKind.LOOKED_AT:
        part = agreement.looked_at(update, held, listed)
        return f"{part['title']}\n{part['text']}"
    version = update.guides.version(record.guide, record.version)
    steps = as_sent(drafted.stored_steps(update.session, record.draft_id))
    lines = parts_to_agree.record_lines(interview_of(version, steps).state)
    claims = parts_to_agree.claim_lines(counting_claims(update.session, record.id))
    return "\n".join([agreement.title(update, record), *lines, *claims])


def send_again(update: UpdateContext, held: Supervision, parts: list[UnsignedPart]) -> None:
    """Send what came back to the practitioner as it was, to agree, or to see differently."""
    going = [part for part in parts if part.goes_again]
    practitioner = people.person(update.session, held.practitioner_id)
    if not going or practitioner is None:
        update.say(phrase("unsigned.nothing"))
        return
    for part in going:
        drafted.add_unread(update, part.draft_id, Step(StepKind.SUBMITTED))
        deed, who = "unsigned part sent again", update.person.id
        audit.record(update.session, deed, "draft", part.draft_id, actor=who, at=update.now)
    submit.tell_practitioner(update, held.id, practitioner, "unsigned.sent")


def ask_why(update: UpdateContext, held: Supervision) -> None:
    """Ask why it is closed: nothing is closed without a reason."""
    practitioner = people.person(update.session, held.practitioner_id)
    has_gone = practitioner is not None and has_left(practitioner, update.today)
    rows = [
        [command_button(_because(why), "unsigned", f"{held.id}:close:{called}")]
        for called, why in WHY.items()
        if has_gone or why is not ClosedBecause.LEFT
    ]
    update.say(phrase("unsigned.why"), *rows)


def close(
    update: UpdateContext, held: Supervision, parts: list[UnsignedPart], why: ClosedBecause
) -> None:
    """Close the parts that the person answers for; the practitioner is told, if they are here."""
    for part in parts:
        unsigned.close(update.session, part.draft_id, why, update.person.id, update.now)
    because = _because(why)
    update.say(phrase("unsigned.closed", count=len(parts), because=because))
    practitioner = people.person(update.session, held.practitioner_id)
    if practitioner is not None and not has_left(practitioner, update.today):
        name, day = update.known_as(update.person), full_day_words(held.held_on)
        text = phrase("unsigned.told_closed", name=name, day=day, because=because)
        say_when(update, update.tell(practitioner.id, "agreement", text))


def _because(why: ClosedBecause) -> str:
    (called,) = (called for called, one in WHY.items() if one is why)
    return phrase(f"unsigned.because.{called}")
