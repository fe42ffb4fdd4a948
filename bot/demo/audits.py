"""Practice audits of the invented council: drawn by lot as the bot draws them, and written."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.conversations.audit import FORMS, LOOKS_BACK, seed_of
from bot.conversations.sendings import as_sent
from bot.conversations.submission import Alone
from bot.demo.auditor import Auditor
from bot.demo.cases import Case
from bot.demo.chats import Chats
from bot.demo.roster import Roster, council
from bot.demo.rows import Rows
from bot.demo.written_alone import Desk
from practice.access import OPENS_AS
from practice.calendar import LONDON, is_working_day, london_day
from practice.terms import ChildStatus, RecordKind, StepKind
from prompts.interview import interview_of
from prompts.interview.state import Interview
from prompts.loader import Guides
from prompts.steps import Step
from storage.audits import PRACTICE, Among, Drawn, Form
from storage.drawing import lot
from storage.tables import Person

_LEAD, _FIRST, _SECOND = range(3)
_PLAN, _ASSESSMENT = (
    next(form for form in FORMS if form.among is among)
    for among in (Among.WITH_PLAN, Among.IN_ASSESSMENT)
)
_HELD = (
    (76, _LEAD, PRACTICE),
    (69, _FIRST, PRACTICE),
    (62, _LEAD, PRACTICE),
    (55, _SECOND, PRACTICE),
    (48, _LEAD, PRACTICE),
    (41, _FIRST, PRACTICE),
    (33, _LEAD, PRACTICE),
    (27, _SECOND, PRACTICE),
    (23, _LEAD, _PLAN),
    (19, _LEAD, PRACTICE),
    (16, _FIRST, _PLAN),
    (12, _FIRST, PRACTICE),
    (6, _LEAD, PRACTICE),
)
"""How many days before the demo's somebody audited, who, and what was read."""
_AN_ASSESSMENT = range(9, 120)
"""On the last of these days on which one could be drawn the practice lead audits an assessment."""
_STATES = frozenset({StepKind.SUBMITTED, StepKind.RETURNED, StepKind.AGREED})


class Audits:
    """Audits of records that both had agreed on the day of the draw."""

    def __init__(
        self, rows: Rows, guides: Guides, desk: Desk, chats: Chats, cases: Sequence[Case]
    ) -> None:
        self._rows = rows
        self._guides = guides
        self._desk = desk
        self._chats = chats
        self._auditor = Auditor()
        self._cases = {case.child.id: case for case in cases}
        self._audited: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._steps = _steps_of(rows)
        self._states = {
            draft_id: [one for one in steps if one["kind"] in _STATES]
            for draft_id, steps in self._steps.items()
        }
        self._planned = _planned(rows)

    def hold(self, people: Roster, today: date) -> None:
        """Let everybody who audits have done so until the day of the demo."""
        names = (council()["featured"]["practice_lead"], *council()["beside"]["auditors"])
        held = [(_working_day(today - timedelta(days=n)), who, form) for n, who, form in _HELD]
        days = (_working_day(today - timedelta(days=n)) for n in _AN_ASSESSMENT)
        held += [(day, _LEAD, _ASSESSMENT) for day in days if self._is_there_an_assessment(day)][:1]
        for number, (day, who, form) in enumerate(sorted(held, key=lambda one: one[0])):
            at = datetime.combine(day, time(10, 5 + number), LONDON)
            self._audit(people.named(names[who]), people, at, form)

    def _is_there_an_assessment(self, day: date) -> bool:
        at = datetime.combine(day, time(10), LONDON)
        return any(
            self._fits(one, Among.IN_ASSESSMENT, day) and self._is_agreed(one["draft_id"], at)
            for one in self._rows.tables["record"]
            if one["kind"] == RecordKind.IN_DEPTH
        )

    def _audit(self, auditor: Person, people: Roster, at: datetime, form: Form) -> None:
        """Draw a record and let its audit be written, where one is left."""
        listed = (by for records in self._audited.values() for by in records.values())
        before = sum(auditor.id in by for by in listed)
        drawn = self._draw(auditor, people.below(auditor.team_id), (at, before), form)
        if drawn is None:
            return
        self._audited[form.guide][drawn.drawn_id].append(auditor.id)
        [record] = [one for one in self._rows.tables["record"] if one["id"] == drawn.drawn_id]
        draft = self._desk.opened(form.guide, auditor.id, None, at)
        self._note(drawn, draft.id, auditor, at)
        (visibility,) = OPENS_AS[RecordKind.AUDIT]
        what = Alone(RecordKind.AUDIT, visibility, record["team_id"], None, record["other_id"])
        context = {"held_on": london_day(at).isoformat(), "record_id": drawn.drawn_id}
        case = self._cases[record["child_id"]]
        said = self._auditor.says(form.among, self._read(record, at), case)
        sent = self._desk.send(draft, context, said, [what])
        worker = next(one for one in people.people if one.id == record["other_id"])
        self._chats.heard(worker, "audit.told", sent.records[0].id, auditor, sent.sent_at)

    def _draw(
        self, auditor: Person, teams: Collection[str], seeded: tuple[datetime, int], form: Form
    ) -> Drawn | None:
        """Draw as storage.drawing.draw does, of what both had agreed by then."""
        at, before = seeded
        me, since, audited = auditor.id, london_day(at) - LOOKS_BACK, self._audited[form.guide]
        eligible = [
            one["id"]
            for one in self._rows.tables["record"]
            if one["kind"] == RecordKind.IN_DEPTH
            and one["team_id"] in teams
            and one["held_on"] >= since
            and me not in {one["writer_id"], one["other_id"]}
            and self._is_agreed(one["draft_id"], at)
            and self._fits(one, form.among, london_day(at))
        ]
        new = sorted(one for one in eligible if one not in audited)
        once = (one for one in eligible if len(audited.get(one, ())) == 1)
        others = sorted(one for one in once if me not in audited[one])
        return lot(new, others, seed_of(auditor.ref, before, at))

    def _fits(self, record: Mapping[str, Any], among: Among, on: date) -> bool:
        match among:
            case Among.WITH_PLAN:
                return record["id"] in self._planned
            case Among.IN_ASSESSMENT:
                return self._cases[record["child_id"]].status_on(on) == ChildStatus.ASSESSMENT
            case _:
                return True

    def _is_agreed(self, draft_id: str, at: datetime) -> bool:
        known = [one["kind"] for one in self._states[draft_id] if one["at"] < at]
        return bool(known) and known[-1] == StepKind.AGREED

    def _note(self, drawn: Drawn, draft_id: str, auditor: Person, at: datetime) -> None:
        told = {"draft_id": draft_id, "drawn_for_id": auditor.id, "drawn_at": at}
        lot_of = {name: said for name, said in vars(drawn).items() if name != "drawn_id"}
        self._rows.add("audit_draw", record_id=drawn.drawn_id, **told, **lot_of)
        self._rows.audit("record drawn", "record", drawn.drawn_id, auditor.id, at)

    def _read(self, record: Mapping[str, Any], at: datetime) -> Interview:
        """Return what stands in a record as it was sent last before a moment."""
        steps = [
            Step(row["kind"], row["question"], row["entry"], row["value"], row["sealed"])
            for row in self._steps[record["draft_id"]]
            if row["at"] < at
        ]
        guide = self._guides.version(record["guide"], record["version"])
        return interview_of(guide, as_sent(steps)).state


def _steps_of(rows: Rows) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return the steps of each draft, in order."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for step in rows.tables["step"]:
        found[step["draft_id"]].append(step)
    return found


def _planned(rows: Rows) -> frozenset[str]:
    """Return the records that hold a plan: an action or an outcome."""
    sent = {one["id"]: one["record_id"] for one in rows.tables["submission"]}
    plans = (one for table in ("action", "outcome") for one in rows.tables[table])
    return frozenset(sent[one["submission_id"]] for one in plans)


def _working_day(day: date) -> date:
    return next(one for n in range(9) if is_working_day(one := day + timedelta(days=n)))
