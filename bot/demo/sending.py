"""The sending of an invented supervision, and what it makes of the children's plans."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain, repeat

from bot.conversations import submission
from bot.conversations.last_time import said
from bot.demo.bank import fill
from bot.demo.cases import Aim, Case
from bot.demo.comparing import Before
from bot.demo.roster import Worker
from bot.demo.rows import Rows
from practice.contingencies import ActBy, Answered
from practice.terms import NOT_KEPT, SETTLED, Discussion, SignAnswer, StepKind
from prompts.interview import InterviewConversation
from prompts.interview.copied_words import prose
from prompts.interview.state import Interview
from prompts.meeting.state import Meeting
from prompts.steps import Step
from storage.drafts import DraftRow
from storage.plans import OpenAction
from storage.submissions import NewActionAnswer, NewRating, NewSubmission, Sent
from storage.tables import Supervision

_NO_STORY: Mapping[str, str] = {}


@dataclass
class Part:
    """A part of a meeting that is agreed by itself: a child's record, the list, the own part.

    `told` is its interview, None for the list, and `before` what that was in the sending before;
    `planned` are its actions as the storyline has them; `sent` are its records, each with how it
    was sent.
    """

    draft: DraftRow
    told: InterviewConversation | None = None
    case: Case | None = None
    planned: Sequence[Mapping[str, str]] = ()
    sent: list[tuple[NewSubmission, Sent]] = field(default_factory=list)
    before: Interview | None = None
    is_compared: bool = False


@dataclass
class Held:
    """A supervision that was held and sent; `parts` in the order in which they are read."""

    worker: Worker
    meeting: Meeting
    supervision: Supervision
    parts: Sequence[Part]


def send(
    rows: Rows,
    draft: DraftRow,
    now: Meeting,
    worker: Worker,
    parts: Mapping[str, Part],
    at: datetime,
) -> Held:
    """Add what sending a meeting stores; `parts` are by child's reference or PERSONAL."""
    told: dict[str, submission.Told] = {}
    for key, part in parts.items():
        assert part.told is not None  # noqa: S101 - the list is no part yet
        told[key] = (part.draft, part.told.state)
        rows.steps(part.draft.id, [Step(StepKind.SUBMITTED)], draft.person_id, at)
    new = submission.supervision(draft, now, worker.person, told, at)
    by_draft = {part.draft.id: part for part in (Part(draft), *parts.values())}
    new = replace(new, submissions=[_as_compared(one, by_draft) for one in new.submissions])
    for one in zip(new.submissions, new.put(rows), strict=True):
        by_draft[one[0].record.draft_id].sent.append(one)
    read = dict.fromkeys(one.record.draft_id for one in new.submissions)
    return Held(worker, now, new.held, [by_draft[draft_id] for draft_id in read])


def _as_compared(new: NewSubmission, by_draft: Mapping[str, Part]) -> NewSubmission:
    """Return a record of which nothing is said that nobody looked for."""
    return new if by_draft[new.record.draft_id].is_compared else replace(new, copied=None)


def take_up(held: Held, cases: Sequence[Case]) -> None:
    """Let what is known of the children be what a supervision has made of it."""
    day = held.supervision.held_on
    for case in cases:
        looked = held.meeting.looked.get(case.child.ref)
        if looked is None or looked.became != Discussion.NOT_DISCUSSED:
            case.last_looked_at = day if looked else case.last_looked_at
        sign = held.meeting.signs.get(case.child.ref)
        if sign and looked:
            moved_to = date.fromisoformat(sign[1]) if sign[1] else None
            _take_up_sign(case, (sign[0], moved_to), day)
    for case in cases:
        case.heard.clear()
    for part in held.parts:
        if part.case is not None:
            part.case.last_in_depth = day
            part.case.since.clear()
            if part.told:
                part.case.last_time = said(day, part.told.state)
                part.case.written.append(_written(part, held))
            _take_up_plan(part.case, *part.sent[0], part.planned)


def _written(part: Part, held: Held) -> Before:
    """Return what a child's part will have been when another is compared with it."""
    assert part.told is not None  # noqa: S101 - asked for those that were told
    record = part.sent[0][0].record
    return Before(record.id, record.held_on, held.worker.supervisor.id, prose(part.told.state))


def is_ended(answer: NewActionAnswer) -> bool:
    """Say whether nobody asks about an action again after an answer."""
    return answer.answer in SETTLED or answer.next_step in NOT_KEPT


def _take_up_plan(
    case: Case, new: NewSubmission, sent: Sent, planned: Sequence[Mapping[str, str]]
) -> None:
    settled = {a.action_id for a in new.action_answers if is_ended(a)}
    answered = Counter(a.action_id for a in new.action_answers)
    case.actions = [
        replace(action, carried=action.carried + answered[action.id])
        for action in case.actions
        if action.id not in settled
    ]
    how = next((action.how for action in new.actions if action.how), None)
    case.meant = (how, new.record.held_on) if how else None
    # An outcome that was kept as an action comes last, and has no story.
    for action, story in zip(new.actions, chain(planned, repeat(_NO_STORY)), strict=False):
        known = OpenAction(
            sent.known_by["action", action.entry], action.what, action.who, action.due_on
        )
        case.actions.append(known)
        case.made[known.id] = fill(story["made"], case.girl) if story.get("made") else None
    given: list[NewRating] = []
    for outcome in new.outcomes:
        aim = Aim(sent.known_by["outcome", outcome.entry], outcome.what, outcome.due_on, [])
        case.aims.append(aim)
        given += [] if outcome.rating is None else [NewRating(aim.id, outcome.rating)]
    for rating in [*given, *new.ratings]:
        aim = next(aim for aim in case.aims if aim.id == rating.outcome_id)
        aim.ratings.append((new.record.held_on, rating.rating))
        case.rated_last = aim
    if new.sign_answer:
        said = (new.sign_answer.answer, new.sign_answer.moved_to)
        _take_up_sign(case, said, new.record.held_on)
    if new.contingency_on:
        case.act_bys.append(ActBy(new.record.held_on, new.contingency_on, new.contingency))


def _take_up_sign(case: Case, said: tuple[str, date | None], day: date) -> None:
    """Let the day to act by that stands be answered, and moved if it was."""
    act_by, (answer, moved_to) = case.act_by, said
    if act_by is None:
        return
    case.answered[act_by.due_on] = Answered(day, answer == SignAnswer.NOT_ACTED)
    if moved_to:
        case.act_bys.append(ActBy(day, moved_to, act_by.plan))
