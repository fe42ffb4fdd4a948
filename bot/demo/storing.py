"""What the sending of a supervision leaves behind: the meeting, its agenda, its records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.conversations import meeting
from bot.demo.cases import Case
from bot.demo.roster import Worker
from bot.demo.rows import Rows
from bot.demo.submissions import Planned, Sent, add_submission, plan, submit, take_up
from bot.demo.telling import Told
from prompts.guide import Guide
from prompts.meeting.state import NOT_DISCUSSED
from prompts.steps import Step

Looked = tuple[Case, str, str | None, str | None]
"""A child looked at: what became, the text of a change, why it was not discussed."""


@dataclass
class Part:
    """A part of a meeting that is agreed by itself: a child's record, the list, the own part."""

    draft_id: str
    kind: str
    case: Case | None = None
    told: Told | None = None
    planned: Sequence[Mapping[str, str]] = ()
    sent: Sequence[Sent] = ()
    changes: Planned | None = None


@dataclass
class Held:
    """A supervision that was held and sent; `parts` in the order in which they are read."""

    id: str
    worker: Worker
    held_on: date
    sent_at: datetime
    minutes: int
    looked: Sequence[Looked]
    parts: list[Part] = field(default_factory=list)


@dataclass
class Storing:
    """Adds the rows of one supervision that was sent."""

    rows: Rows
    guides: Mapping[str, Guide]
    held: Held

    def store(self, deep: Sequence[Part], own: Part | None) -> Held:
        """Add everything and return the meeting with its parts."""
        held, looked = self.held, self.held.looked
        self.rows.tables["supervision"].append(
            {
                "id": held.id,
                "supervisor_id": held.worker.supervisor.id,
                "practitioner_id": held.worker.person.id,
                "team_id": held.worker.plan.team.id,
                "held_on": held.held_on,
                "minutes": held.minutes,
                "sent_at": held.sent_at,
            }
        )
        for part in deep:
            self._item(part.case, "in depth", None)
        for case, became, _, reason in looked:
            self._item(case, became, reason)
        held.parts = [self._send_case(part) for part in deep]
        held.parts.append(self._send_list(looked))
        held.parts += [self._submit(own)] if own else []
        return held

    def _item(self, case: Case | None, became: str, reason: str | None) -> None:
        assert case is not None  # noqa: S101 - every item is about a child
        self.rows.add(
            "agenda_item",
            supervision_id=self.held.id,
            child_id=case.child.id,
            became=became,
            reason=reason,
        )
        if became != NOT_DISCUSSED:
            case.last_discussed = self.held.held_on

    def _send_case(self, part: Part) -> Part:
        part = self._submit(part)
        case, told = part.case, part.told
        assert case is not None and told is not None  # noqa: S101, PT018 - it is about a child
        day = self.held.held_on
        changes = plan(self.rows, case, told, part.sent[0], part.planned, day)
        case.last_in_depth = day
        take_up(case, changes, day)
        return replace(part, changes=changes)

    def _submit(self, part: Part) -> Part:
        by, at = self.held.worker.supervisor.id, self.held.sent_at
        assert part.told is not None  # noqa: S101 - the list is sent otherwise
        self.rows.steps(part.draft_id, [Step("submitted")], by, at)
        guide = self.guides[part.kind]
        record = self._record(part.draft_id, part.kind, (guide.name, guide.version), part.case)
        sent = submit(self.rows, {"id": record, "writer_id": by}, part.told, at)
        return replace(part, sent=[sent])

    def _send_list(self, looked: Sequence[Looked]) -> Part:
        held, sent = self.held, []
        for case, became, text, _ in looked:
            if became == NOT_DISCUSSED:
                continue
            record = self._record(held.id, "looked at", meeting.GUIDE, case)
            by = held.worker.supervisor.id
            submission = add_submission(self.rows, record, by, held.sent_at, 1)
            self.rows.add("line", submission_id=submission, became=became, text=text)
            sent.append(Sent(record, submission, by, {}))
        return Part(held.id, "looked at", sent=sent)

    def _record(self, draft_id: str, kind: str, guide: tuple[str, int], case: Case | None) -> str:
        worker = self.held.worker
        return self.rows.add(
            "record",
            draft_id=draft_id,
            kind=kind,
            visibility="personal" if kind == "personal" else "child",
            supervision_id=self.held.id,
            child_id=case.child.id if case else None,
            writer_id=worker.supervisor.id,
            other_id=worker.person.id,
            team_id=worker.plan.team.id,
            held_on=self.held.held_on,
            guide=guide[0],
            version=guide[1],
        )
