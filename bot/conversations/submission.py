"""What sending stores: of a reflection, of a supervision with its parts, of a record. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from practice.access import Visibility
from practice.actions import says_nothing
from practice.terms import ActionNext, Discussion, RecordKind
from prompts.interview.claims import claims, claims_beside, confirmed_claims, not_opened
from prompts.interview.copied_words import left_copied
from prompts.interview.plan_entries import Entry, PlanEntries, plan_entries
from prompts.interview.process_share import process_shares
from prompts.interview.state import Interview
from prompts.meeting.follow_ups import came_of
from prompts.meeting.state import PERSONAL, Meeting
from storage import submissions
from storage.bulk import Batch
from storage.drafts import DraftRow
from storage.submissions import (
    NewAction,
    NewActionAnswer,
    NewClaim,
    NewOutcome,
    NewProcessShare,
    NewRating,
    NewSignAnswer,
    NewSubmission,
    Sent,
)
from storage.tables import Person, Record, Supervision

Told = tuple[DraftRow, Interview]
"""A part of a meeting: the draft it was told in, and where that stands."""


@dataclass(frozen=True)
class NewSupervision:
    """A meeting as it is sent: what became of each child, by id, and a submission a record."""

    held: Supervision
    agenda: Mapping[str, tuple[str, str | None]]
    submissions: Sequence[NewSubmission]
    signs: Sequence[NewSignAnswer] = ()

    def put(self, batch: Batch) -> list[Sent]:
        """Add everything to a batch; return how each record was sent."""
        batch.put(self.held)
        for child_id, (became, reason) in self.agenda.items():
            item = {"child_id": child_id, "became": became, "reason": reason}
            batch.add("agenda_item", supervision_id=self.held.id, **item)
        held = self.held
        said = (held.id, held.supervisor_id, held.held_on, held.sent_at)
        for sign in self.signs:
            submissions.put_answer(batch, sign, *said)
        return [first(batch, new) for new in self.submissions]


def raised(new: NewSupervision) -> list[Record]:
    """Return the records of a meeting in which an action is raised with the manager."""
    return [
        one.record
        for one in new.submissions
        if any(said.next_step == ActionNext.RAISE for said in one.action_answers)
    ]


def first(batch: Batch, new: NewSubmission) -> Sent:
    """Add a record and its first sending to a batch."""
    batch.put(new.record)
    return submissions.put(batch, new)


def supervision(
    draft: DraftRow,
    now: Meeting,
    practitioner: Person,
    told: Mapping[str, Told],
    at: datetime,
) -> NewSupervision:
    """Return what sending a meeting stores; `told` are its parts by child's reference or PERSONAL.

    Every child in depth becomes a record, and every other one that was discussed.
    """
    held = Supervision(
        id=draft.id,
        supervisor_id=draft.person_id,
        practitioner_id=practitioner.id,
        team_id=practitioner.team_id,
        held_on=date.fromisoformat(now.held_on),
        minutes=now.minutes,
        next_on=_day_of(now.next_on),
        sent_at=at,
    )
    deep = [_part(held, told[c.ref], RecordKind.IN_DEPTH, c.id, at) for c in now.in_depth()]
    looked = looked_at(draft, now, held, {}, at)
    # Last, for records are read in the order in which they were made.
    own = [_part(held, told[PERSONAL], RecordKind.PERSONAL, None, at)] if PERSONAL in told else []
    return NewSupervision(held, agenda(now), [*deep, *looked, *own], signs(now))


def signs(now: Meeting) -> list[NewSignAnswer]:
    """Return what was said of the plans of children that were not taken in depth."""
    return [
        NewSignAnswer(child.id, due_on, answer[0], _day_of(answer[1]))
        for child in now.others()
        if (answer := now.signs.get(child.ref)) and (due_on := _day_of(child.act_by))
    ]


def _day_of(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def parts(now: Meeting) -> Mapping[str, str]:
    """Return the drafts of a meeting's parts that sending it sends, by reference or PERSONAL."""
    refs = [child.ref for child in now.in_depth()]
    return {k: now.records[k] for k in [*refs, *(now.recorded & {PERSONAL})]}


def agenda(now: Meeting) -> dict[str, tuple[str, str | None]]:
    """Return what became of each child (became, reason), by id."""
    became: dict[str, tuple[str, str | None]] = {
        c.id: (Discussion.IN_DEPTH, None) for c in now.in_depth()
    }
    looked = {child.id: now.looked[child.ref] for child in now.others()}
    return became | {child_id: (one.became, one.reason) for child_id, one in looked.items()}


def looked_at(
    draft: DraftRow,
    now: Meeting,
    held: Supervision,
    known: Mapping[str | None, Record],
    at: datetime,
) -> list[NewSubmission]:
    """Return what sending the looked-at list stores; `known` are its records, by child's id.

    A child not discussed gets no record; one that has a record is sent again, whatever became.
    """
    return [
        NewSubmission(
            known.get(child.id) or _record(held, draft, RecordKind.LOOKED_AT, child.id),
            at,
            line=(now.looked[child.ref].became, now.looked[child.ref].text),
            action_answers=[NewActionAnswer(*said) for said in came_of(now, child)],
            seen=now.looked[child.ref].seen,
        )
        for child in now.others()
        if now.looked[child.ref].became != Discussion.NOT_DISCUSSED or child.id in known
    ]


def _part(
    held: Supervision, told: Told, kind: str, child_id: str | None, at: datetime
) -> NewSubmission:
    return interviewed(_record(held, told[0], kind, child_id), told[1], at)


def _record(held: Supervision, draft: DraftRow, kind: str, child_id: str | None) -> Record:
    return Record(
        draft_id=draft.id,
        kind=kind,
        visibility=Visibility.PERSONAL if kind == RecordKind.PERSONAL else Visibility.CHILD,
        supervision_id=held.id,
        child_id=child_id,
        writer_id=held.supervisor_id,
        other_id=held.practitioner_id,
        team_id=held.team_id,
        held_on=held.held_on,
        guide=draft.guide,
        version=draft.version,
    )


@dataclass(frozen=True)
class Alone:
    """What a record is that one person wrote outside a meeting, and whom it concerns.

    `team_id` is the team whose managers it is open to, where it is open to any. `other_id` is
    whoever it concerns beside its writer, such as the child's worker.
    """

    kind: RecordKind
    visibility: Visibility
    team_id: str
    child_id: str | None = None
    other_id: str | None = None


def alone(draft: DraftRow, writer_id: str, what: Alone, held_on: date) -> Record:
    """Return the record of what one person wrote outside a meeting."""
    return Record(
        draft_id=draft.id,
        kind=what.kind,
        visibility=what.visibility,
        child_id=what.child_id,
        writer_id=writer_id,
        other_id=what.other_id,
        team_id=what.team_id,
        held_on=held_on,
        guide=draft.guide,
        version=draft.version,
    )


def reflection(
    draft: DraftRow, writer: Person, visibility: Visibility, child_id: str | None, held_on: date
) -> Record:
    """Return the record of a reflection that its writer shared or kept."""
    what = Alone(RecordKind.REFLECTION, visibility, writer.team_id, child_id)
    return alone(draft, writer.id, what, held_on)


def shared(batch: Batch, draft_id: str, people: tuple[str, str], at: datetime) -> None:
    """Add to a batch that a reflection is shared: by its writer, with one person (their ids)."""
    writer_id, with_id = people
    share = batch.add("share", draft_id=draft_id, with_id=with_id, shared_at=at)
    batch.audit("reflection shared", "share", share, writer_id, at)


def interviewed(record: Record, interview: Interview, at: datetime) -> NewSubmission:
    """Return what one sending of a record stores.

    Its claims; of a child in depth, its plan and what share of its sentences is about process. A
    claim that its writer did not open is none: nobody confirmed it or took it out.
    """
    proposed = claims(interview) if interview.guide.records_claims else {}
    confirmed, unseen = confirmed_claims(interview), not_opened(interview)
    beside = [
        NewClaim(claim.indicator, claim.sentence, stands=True, reader=claim.reader, by=by)
        for claim, by in claims_beside(interview)
    ]
    in_depth = record.kind == RecordKind.IN_DEPTH and record.child_id is not None
    kept = plan_entries(interview) if in_depth else PlanEntries()
    return NewSubmission(
        record,
        at,
        claims=[
            NewClaim(name, claim.sentence, name in confirmed, claim.reader, claim.question)
            for name, claim in proposed.items()
            if name not in unseen
        ]
        + beside,
        # Of nothing else: what enters no measure needs no estimate.
        process=[NewProcessShare(*one) for one in process_shares(interview)] if in_depth else [],
        actions=[_action(*entry) for entry in kept.actions],
        outcomes=[_outcome(*entry) for entry in kept.outcomes],
        ratings=[NewRating(*rating) for rating in kept.ratings],
        action_answers=[NewActionAnswer(*said) for said in kept.action_answers],
        contingency_on=kept.contingency_on,
        contingency=kept.contingency,
        sign_answer=_sign_answer(record, interview, kept),
        seen=kept.seen,
        copied=left_copied(interview) if in_depth else None,
    )


def _sign_answer(record: Record, interview: Interview, kept: PlanEntries) -> NewSignAnswer | None:
    due_on = interview.context.get("act_by_on")
    if kept.sign_answer is None or record.child_id is None or not due_on:
        return None
    return NewSignAnswer(record.child_id, date.fromisoformat(str(due_on)), *kept.sign_answer)


def _action(number: int, entry: Entry) -> NewAction:
    why, how = _words(entry, "why"), _words(entry, "how")
    return NewAction(
        entry=number,
        what=str(entry["what"]),
        why=why,
        why_is_bare=why is not None and says_nothing(why),
        how=how,
        how_is_bare=how is not None and says_nothing(how),
        who=_words(entry, "who"),
        due_on=_day(entry, "by_when"),
        likely=_words(entry, "likely"),
    )


def _outcome(number: int, entry: Entry) -> NewOutcome:
    rating = entry.get("rating")
    return NewOutcome(
        entry=number,
        what=str(entry["what"]),
        measure=_words(entry, "measure"),
        due_on=_day(entry, "by_when"),
        rating=rating if isinstance(rating, int) else None,
        rests_on=_words(entry, "rests_on"),
        says_change=str(entry["says_change"]),
    )


def _words(entry: Entry, name: str) -> str | None:
    value = entry.get(name)
    return str(value) if value else None


def _day(entry: Entry, name: str) -> date | None:
    return _day_of(_words(entry, name))
