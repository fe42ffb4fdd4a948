"""What sending a draft stores: the record, its submission, its claims and its plan."""

from datetime import date

from bot.conversations.draft import OpenDraft
from bot.visit import Visit
from practice.evidence import READER_VERSION
from prompts.interview.claims import claims, confirmed_claims
from prompts.interview.harvest import Entry, Harvest, harvest
from prompts.interview.state import Interview
from prompts.meeting.state import Meeting
from storage import audit, children, plans, records
from storage.plans import NewAction, NewOutcome
from storage.records import NewClaim
from storage.tables import Record


def reflection(visit: Visit, draft: OpenDraft, visibility: str) -> Record:
    """Store a reflection that its writer shared or kept; it locks at once."""
    interview = draft.conversation.state
    record = Record(
        draft_id=draft.id,
        kind="reflection",
        visibility=visibility,
        child_id=_child_chosen(visit, interview),
        writer_id=visit.person.id,
        team_id=visit.person.team_id,
        held_on=visit.today,
        guide=draft.row.guide,
        version=draft.row.version,
    )
    records.add_record(visit.session, record)
    _submit_interview(visit, record, interview)
    return record


def _child_chosen(visit: Visit, interview: Interview) -> str | None:
    answer = interview.answers.get(("child", 0))
    if answer is None or answer.skipped:
        return None
    child = children.child_by_ref(visit.session, str(answer.value))
    return child.id if child else None


def part(visit: Visit, draft: OpenDraft, record: Record) -> None:
    """Store a part of a meeting for the first time: a child's record or the personal part."""
    records.add_record(visit.session, record)
    _submit_interview(visit, record, draft.conversation.state)


def again(visit: Visit, draft: OpenDraft) -> None:
    """Store a returned record's new sending; it takes the place of the one before."""
    record = records.records_of_draft(visit.session, draft.id)[0]
    _submit_interview(visit, record, draft.conversation.state)


def looked_at(visit: Visit, record: Record, meeting: Meeting, ref: str) -> None:
    """Store one sending of a looked-at child's line; the record is added if it is new."""
    if records.record(visit.session, record.id) is None:
        records.add_record(visit.session, record)
    submission = _submission(visit, record)
    looked = meeting.looked[ref]
    records.add_line(visit.session, submission, looked.became, looked.text)


def _submission(visit: Visit, record: Record) -> str:
    submission = records.add_submission(visit.session, record.id, visit.now)
    audit.record(
        visit.session, "record sent", "record", record.id, actor=visit.person.id, at=visit.now
    )
    return submission


def _submit_interview(visit: Visit, record: Record, interview: Interview) -> None:
    submission = _submission(visit, record)
    if interview.guide.records_claims:
        stands = confirmed_claims(interview)
        proposed = [NewClaim(k, text, k in stands) for k, text in claims(interview).items()]
        records.add_claims(
            visit.session,
            submission,
            proposed,
            reader=READER_VERSION,
            writer=visit.person.id,
            at=visit.now,
        )
    if record.kind == "in depth" and record.child_id:
        _plan(visit, record, submission, harvest(interview))


def _plan(visit: Visit, record: Record, submission: str, kept: Harvest) -> None:
    session, child_id = visit.session, record.child_id or ""
    plans.add_actions(session, submission, child_id, [_action(*e) for e in kept.actions])
    plans.add_outcomes(
        session,
        submission,
        child_id,
        [_outcome(*e) for e in kept.outcomes],
        rated_by=visit.person.id,
        rated_on=record.held_on,
    )
    plans.add_ratings(
        session,
        submission,
        kept.ratings,
        rated_by=visit.person.id,
        rated_on=record.held_on,
    )
    plans.add_action_answers(session, submission, kept.action_answers)
    if kept.contingency_on:
        plans.add_contingency(session, submission, child_id, kept.contingency_on)


def _words(entry: Entry, name: str) -> str | None:
    value = entry.get(name)
    return str(value) if value else None


def _day(entry: Entry, name: str) -> date | None:
    value = entry.get(name)
    return date.fromisoformat(str(value)) if value else None


def _action(number: int, entry: Entry) -> NewAction:
    return NewAction(
        entry=number,
        what=str(entry["what"]),
        why=_words(entry, "why"),
        how=_words(entry, "how"),
        who=_words(entry, "who"),
        due_on=_day(entry, "by_when"),
    )


def _outcome(number: int, entry: Entry) -> NewOutcome:
    rating = entry.get("rating")
    return NewOutcome(
        entry=number,
        what=str(entry["what"]),
        measure=_words(entry, "measure"),
        due_on=_day(entry, "by_when"),
        rating=rating if isinstance(rating, int) else None,
    )
