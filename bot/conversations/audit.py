"""A practice audit: what a lot draws, read for its practice by a lead or a manager."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from bot.conversations import ended, facts, parts_to_agree
from bot.conversations.addressed import Addressed
from bot.conversations.draft import stored_steps
from bot.conversations.sendings import as_sent
from bot.conversations.submission import Alone
from bot.messages import Outgoing
from bot.permissions import open_record, request_record
from bot.update import UpdateContext, command_button, first_name
from practice.access import OPENS_AS, Role, Viewer
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.interview import interview_of
from prompts.interview.state import Interview
from prompts.interview.views import view
from prompts.phrases import phrase
from prompts.question import DEPTH_WORDS
from prompts.steps import Json
from prompts.text import spoken
from storage import audits, children, drawing, no_action, people, records
from storage.access import viewer_of
from storage.audits import PRACTICE, Among, Drawn, Form
from storage.no_action import Ended
from storage.people import team_and_descendants
from storage.presence import is_here
from storage.session import Session
from storage.tables import Record

ASSESSMENT = "audit-assessment"
FORMS: Sequence[Form] = (
    PRACTICE,
    Form("audit-plan", Among.WITH_PLAN),
    Form(ASSESSMENT, Among.IN_ASSESSMENT),
    Form("audit-contact", Among.CONTACTS),
    Form("audit-enquiry", Among.ENQUIRIES),
)
"""What can be audited: records in depth, and what the council's own files say had ended."""
GUIDES = frozenset(form.guide for form in FORMS)
LOOKS_BACK = timedelta(days=183)
_SEEDS = 1_000_000


def may_draw(update: UpdateContext) -> bool:
    """Say whether the person audits at all."""
    return update.person.role in {Role.PRACTICE_LEAD, Role.MANAGER}


def draw(update: UpdateContext, form: Form) -> Drawn | None:
    """Return what a lot drew in the person's teams; None where nothing is left."""
    me, since = update.person, update.today - LOOKS_BACK
    seed = seed_of(me.ref, audits.times_drawn(update.session, me.id), update.now)
    teams = team_and_descendants(update.session, me.team_id)
    return drawing.draw(update.session, me.id, teams, since, seed, form)


def seed_of(auditor: str, before: int, at: datetime) -> int:
    """Return by which seed is drawn for an auditor, by reference, who had so many drawn before."""
    digest = sha256(f"{auditor} {before} {at.isoformat()}".encode()).digest()
    return int.from_bytes(digest[:8]) % _SEEDS


def opening(update: UpdateContext, form: Form, drawn: Drawn) -> Mapping[str, Json]:
    """Return what an audit is opened with."""
    known = {"held_on": update.written_on.isoformat(), f"{form.among.noun}_id": drawn.drawn_id}
    of = _of_file(update.session, known)
    return {**known, "drawn": ended.named(of)} if of else known


def say_what_was_drawn(update: UpdateContext, form: Form, drawn: Drawn) -> None:
    """Say what was drawn, of how many and by which seed, and where it is to be read."""
    since = day_words(update.today - LOOKS_BACK)
    noun, values = form.among.noun, {"number": drawn.number, "count": drawn.count}
    if drawn.again:
        said = phrase(f"audit.again.{noun}", seed=drawn.seed, **values)
    else:
        said = phrase(f"audit.drawn.{noun}", seed=drawn.seed, day=since, **values)
    of = _of_file(update.session, {f"{noun}_id": drawn.drawn_id})
    if of is not None:
        update.say(said)
        text = "\n".join(ended.lines(of))
        update.replies.append(Outgoing(text, passages=facts.passages(text)))
        return
    update.say(said, [command_button(phrase("audit.buttons.read"), "read", drawn.drawn_id)])


def _of_file(session: Session, context: Mapping[str, Json]) -> Ended | None:
    """Return the contact or enquiry that an audit was opened with; None of one of a record."""
    return no_action.told(session, _id(context, "contact_id"), _id(context, "section47_id"))


def _id(context: Mapping[str, Json], name: str) -> str | None:
    found = context.get(name)
    return found if isinstance(found, str) else None


def shows(update: UpdateContext, record_id: str) -> bool:
    """Show a record that is drawn for the person's audit; say whether it is."""
    if update.person.id not in audits.drawn_for(update.session, [record_id])[record_id]:
        return False
    viewer = viewer_of(update.session, update.person)
    asked = open_record(update.session, viewer, record_id, update.now)
    if asked is None or not asked.may_read:
        return False
    child = children.child(update.session, asked.record.child_id or "")
    day = day_words(asked.record.held_on)
    title = phrase("audit.read_title", child=child.ref if child else "", day=day)
    text = "\n".join([title, *parts_to_agree.record_lines(_told(update, asked.record))])
    update.replies.append(Outgoing(text, passages=facts.passages(text)))
    return True


def addressed(update: UpdateContext, told: Interview) -> Addressed | None:
    """Return that an audit goes to the worker whose record it was, and to no child's file.

    None where the words that show the depth do not stand in that record. Those of an assessment, a
    contact or an enquiry stand in the council's own system, where nobody here can look.
    """
    of = _of_file(update.session, told.context)
    if of is not None:
        return ended.addressed(update, told, of)
    record = records.record(update.session, str(told.context.get("record_id")))
    words = told.answers.get((DEPTH_WORDS, 0))
    if record is None or words is None or words.skipped:
        return None
    is_here_to_read = told.guide.name != ASSESSMENT
    if is_here_to_read and not _stands_in(str(words.value), _told(update, record)):
        return None
    worker = people.person(update.session, record.other_id or "")
    (visibility,) = OPENS_AS[RecordKind.AUDIT]
    return Addressed(
        whats=[Alone(RecordKind.AUDIT, visibility, record.team_id, None, record.other_id)],
        said=phrase("audit.sent", name=first_name(worker)),
        heard="audit.told",
        tells=[worker] if worker and is_here(worker, update.today) else [],
    )


def _told(update: UpdateContext, record: Record) -> Interview:
    steps = as_sent(stored_steps(update.session, record.draft_id))
    return interview_of(update.guides.version(record.guide, record.version), steps).state


def _stands_in(words: str, told: Interview) -> bool:
    """Say whether words stand in an answer of a record, whatever their marks and capitals."""
    wanted = spoken(words)
    return bool(wanted) and any(wanted in spoken(line.answer) for line in view(told).lines)


def said_of(session: Session, viewer: Viewer, audit: Record, on: date) -> str:
    """Return of what an audit is, as its reader may know it; "" where it is no audit.

    The child of a record is named to whoever may read it alone: a practice lead reads none of it.
    """
    if audit.kind != RecordKind.AUDIT:
        return ""
    from_file = no_action.drawn_for_draft(session, audit.draft_id)
    if from_file is not None:
        return ended.said_of(session, viewer, from_file)
    of = audits.record_read(session, audit.draft_id)
    asked = request_record(session, viewer, of.id, on) if of else None
    if of is None or asked is None:
        return ""
    child = children.child(session, of.child_id or "") if asked.may_read else None
    day = day_words(of.held_on)
    if child is None:
        return phrase("audit.of", day=day)
    return phrase("audit.of_child", child=child.ref, day=day)
