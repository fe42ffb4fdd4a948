"""A supervision of the invented council: its agenda, its parts, and what sending it leaves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from bot.conversations import agenda, meeting
from bot.conversations.agenda import OnAgenda
from bot.demo.accounts import Account, Dates, sign
from bot.demo.agendas import Wishes, changed
from bot.demo.bank import chance, fill, least_told, own_part, thin
from bot.demo.cases import NINE_PARTS, SIX_MOVEMENTS, Case
from bot.demo.comparing import COMPARED_BEFORE, compared, with_what_holds
from bot.demo.movements import Moving
from bot.demo.roster import Worker
from bot.demo.rows import Rows
from bot.demo.script import agreed_day
from bot.demo.sending import Held, Part, send, take_up
from bot.demo.telling import tell
from bot.demo.thinking import Thought
from bot.update import first_name
from practice.calendar import LONDON
from practice.supervision import says_how_seen
from practice.terms import Discussion, DraftKind, Seen, StepKind
from prompts.guide import Guide
from prompts.interview import InterviewConversation
from prompts.interview.claims import claims
from prompts.interview.path import Slot
from prompts.interview.state import CHECK, Interview
from prompts.loader import Guides
from prompts.meeting import MeetingConversation
from prompts.meeting.state import AGENDA, NEXT, PERSONAL, Meeting
from prompts.steps import Json, Step
from storage.drafts import DraftRow
from storage.ids import new_id

_REASONS = ("no_time",) * 5 + ("next_meeting",) * 3 + ("away", "elsewhere", "closing")
_DOUBTFUL = ("why", "impact", "own_practice")
_SEEN = (Seen.ALONE, Seen.ALONE, Seen.SEEN, Seen.ALONE, Seen.NOT_SEEN)
_LOADS = ("about right", "about right", "stretched", "stretched", "too much", "can take more")


class Room:
    """Where supervisions are held, one after the other, in the order of their days.

    From the day `moving` on they are held in six movements.
    """

    def __init__(self, rng: Random, rows: Rows, guides: Guides, moving: date) -> None:
        self.rng = rng
        self.rows = rows
        self.thought = Thought()
        self._moving = moving
        self._guides = guides.version(*NINE_PARTS), guides.version(*SIX_MOVEMENTS)
        self.scale = agenda.scale_of(self._guides[0])
        self.own_guide = guides.newest(meeting.OWN_PART)
        self._told: dict[str, Counter[str]] = {}

    def compared(
        self, told: InterviewConversation, case: Case, day: date
    ) -> tuple[InterviewConversation, bool]:
        """Return what was told beside the words before, and whether anybody compared it yet."""
        if day < self._moving - COMPARED_BEFORE:
            return told, False
        found = compared(told, case.written, case.worker.supervisor.id)
        return with_what_holds(found, f"{case.child.ref} {day}"), True

    def hold(
        self, worker: Worker, cases: Sequence[Case], day: date, far: float, wishes: Wishes
    ) -> Held:
        """Hold one supervision and return it; `far` says how far the story has come, 0 to 1."""
        begins = datetime.combine(day, time(worker.hour, self.rng.choice((0, 0, 15, 30))), LONDON)
        for case in cases:
            case.child.status = case.status_on(day)
        by = worker.supervisor.id
        draft = DraftRow(new_id(), DraftKind.MEETING, *meeting.GUIDE, by, None, None, begins)
        self.rows.draft(draft)
        return _Holding(self, worker, cases, day, far, wishes, draft).hold(begins)

    def moves(self, day: date) -> bool:
        """Say whether a supervision of a day is held in six movements."""
        return day >= self._moving

    def case_guide(self, day: date) -> Guide:
        """Return the guide to a child in depth on a day."""
        return self._guides[self.moves(day)]

    def told_to(self, supervisor_id: str) -> Counter[str]:
        """Return how often a supervisor has read each text."""
        return self._told.setdefault(supervisor_id, Counter())

    def own_answer(self, slot: Slot) -> Json:
        """Return what a practitioner says of themselves."""
        if slot.key == "load":
            return self.rng.choice(_LOADS)
        choices = own_part().get(slot.key, ())
        return self.rng.choice(choices) if choices and chance(self.rng, 0.85) else None


@dataclass
class _Holding:
    """One supervision while it is held."""

    room: Room
    worker: Worker
    cases: Sequence[Case]
    day: date
    far: float
    wishes: Wishes
    draft: DraftRow
    steps: list[Step] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

    def hold(self, begins: datetime) -> Held:
        rng, rows, by = self.room.rng, self.room.rows, self.worker.supervisor.id
        in_depth = self._agree_agenda()
        looked = [self._look(case) for case in self.cases if case not in in_depth]
        own = chance(rng, 0.62)
        opened, self.steps = self.steps[:2], self.steps[2:]
        at = rows.steps(self.draft.id, opened, by, begins)
        for case in in_depth:
            self._in_depth(case, at, is_last=case is in_depth[-1])
        self.steps += [step for steps in looked for step in steps]
        self.steps += _asked("personal", "today" if own else "not today")
        if own:
            supervisor = first_name(self.worker.supervisor)
            context = {"practitioner": first_name(self.worker.person), "supervisor": supervisor}
            self._part(
                PERSONAL, tell(self.room.own_guide, context, self.room.own_answer, self.day), at
            )
        minutes = max(25, round(rng.gauss(self.worker.plan.minutes, 12) / 5) * 5)
        self.steps += [
            *_asked("minutes", minutes),
            *_asked(NEXT, agreed_day(self.worker.usual, self.day).isoformat()),
            Step(StepKind.ASKED, CHECK),
            Step(StepKind.SUBMITTED),
        ]
        ends = max(begins + timedelta(minutes=minutes), at)
        sent_at = rows.steps(self.draft.id, self.steps, by, ends)
        now = MeetingConversation(Meeting()).replay([*opened, *self.steps]).state
        held = send(rows, self.draft, now, self.worker, self.parts, sent_at)
        take_up(held, self.cases)
        return held

    # --- the agenda ---

    def _agree_agenda(self) -> list[Case]:
        known = [self._on_agenda(case) for case in self.cases]
        pair = (self.worker.person, self.worker.supervisor)
        context = agenda.proposed(pair, first_name(self.worker.person), known, self.day)
        by_ref = {case.child.ref: case for case in self.cases}
        listed = context["children"]
        assert isinstance(listed, list)  # noqa: S101 - as agenda.proposed makes it
        self.cases = [by_ref[child["ref"]] for child in listed]
        self.steps += [
            Step(StepKind.OPENED, value=context, sealed=True),
            Step(StepKind.ASKED, AGENDA),
        ]
        steps, chosen = changed(self.room.rng, listed, self.wishes)
        self.steps += steps
        self.steps.append(Step(StepKind.ANSWERED, "started", value=True))
        return [case for case in self.cases if case.child.ref in chosen]

    def _on_agenda(self, case: Case) -> OnAgenda:
        ref, wishes = case.child.ref, self.wishes
        prepared = ref in wishes.prepared
        wished = prepared or ref in wishes.asked
        return OnAgenda(case.child, case.so_far(), wished, case.actions, prepared=prepared)

    # --- a child in depth ---

    def _in_depth(self, case: Case, at: datetime, *, is_last: bool) -> None:
        ref, room = case.child.ref, self.room
        account, scripted = self._account(case), self.wishes.told.get(ref)
        context = self._context(case, is_last=is_last)
        told = tell(room.case_guide(self.day), context, scripted or account.answer, self.day)
        out = [] if scripted else self._taken_out(told.state)
        told, is_compared = room.compared(told, case, self.day)
        # What rests on copied words is out already.
        told = told if told.state.copied else told.add(*out)
        room.thought.note(self.worker, case, self.day, told.state)
        self._part(ref, told, at, case)
        self.parts[ref].planned = account.planned
        self.parts[ref].is_compared = is_compared

    def _account(self, case: Case) -> Account:
        rng, dates = self.room.rng, self._dates(case.child.ref)
        quality, supervisor = self.worker.quality(self.far), self.worker.supervisor
        ratings = self._ratings(case, quality)
        rich = min(max(rng.gauss(quality, 0.1), 0.03), 0.98)
        names = (first_name(self.worker.person), first_name(supervisor))
        kind = Moving if self.room.moves(self.day) else Account
        told = self.room.told_to(supervisor.id)
        return kind(rng, case, dates, rich, ratings, names, told, sign(rng, dates))

    def _context(self, case: Case, *, is_last: bool) -> Mapping[str, Json]:
        """Return what a child's part is opened with."""
        left = case.left_from_before(self.day, self.room.scale)
        pair = (self.worker.person, self.worker.supervisor)
        context = agenda.part(pair, case.child.ref, left, self.day)
        lines = [str(context["last_plan"]), *case.heard]
        context = {**context, "last_plan": "\n".join(line for line in lines if line)}
        if not self.room.moves(self.day):
            return context
        thought = self.room.thought.values(self.worker, case, self.day)
        return {**context, **thought, "asks_what_moved": is_last}

    def _dates(self, ref: str) -> Dates:
        return Dates(self.day, self.wishes.after, self.wishes.dates.get(ref))

    def _ratings(self, case: Case, quality: float) -> list[int | None]:
        rng, falls = self.room.rng, self.wishes.after is None
        return [
            case.next_rating(rng, aim.ratings[-1][1], falls)
            if chance(rng, 0.55 + quality * 0.45)
            else None
            for aim in case.aims
            if aim.ratings
        ]

    def _taken_out(self, told: Interview) -> list[Step]:
        """Let the writer take out a claim now and then."""
        if not chance(self.room.rng, 0.09):
            return []
        doubtful = [key for key in claims(told) if key in _DOUBTFUL]
        if not doubtful:
            return []
        out = self.room.rng.choice(doubtful)
        return [
            Step(StepKind.STRUCK, out, value=out),
            Step(StepKind.ASKED, CHECK),
        ]

    def _part(
        self, key: str, told: InterviewConversation, at: datetime, case: Case | None = None
    ) -> None:
        """Add a part of the meeting that was told: a child's, by reference, or PERSONAL."""
        rows, by = self.room.rows, self.worker.supervisor.id
        guide, child_id = told.state.guide, case.child.id if case else None
        version = (guide.name, guide.version)
        draft = DraftRow(new_id(), DraftKind.GUIDE, *version, by, self.draft.id, child_id, at)
        rows.draft(draft)
        rows.steps(draft.id, [*told.steps, Step(StepKind.LEFT, value={"done": True})], by, at)
        self.steps.append(Step(StepKind.ANSWERED, f"record:{key}", value=draft.id))
        self.steps.append(Step(StepKind.ANSWERED, f"recorded:{key}", value=True))
        self.parts[key] = Part(draft, told, case)

    # --- the others ---

    def _look(self, case: Case) -> list[Step]:
        return [*self._sign(case), *self._what_became(case)]

    def _sign(self, case: Case) -> list[Step]:
        """Ask about a plan whose day has passed."""
        ref, act_by = case.child.ref, case.act_by
        if act_by is None or act_by.due_on >= self.day:
            return []
        answer, moved_to = sign(self.room.rng, self._dates(ref))
        if moved_to:
            return [Step(StepKind.ASKED, f"sign:{ref}"), *_asked(f"moved:{ref}", moved_to)]
        return _asked(f"sign:{ref}", answer)

    def _what_became(self, case: Case) -> list[Step]:
        rng, quality = self.room.rng, self.worker.quality(self.far)
        wished, ref = self.wishes, case.child.ref
        looked = Step(StepKind.ASKED, f"looked:{ref}")
        if ref in wished.left_out:
            return [looked, *_asked(f"why:{ref}", "no_time")]
        if not wished.all_others and chance(rng, 0.24 - quality * 0.18):
            return [looked, *_asked(f"why:{ref}", rng.choice(_REASONS))]
        if not chance(rng, 0.14 + quality * 0.2):
            return [*_asked(f"looked:{ref}", Discussion.NO_CHANGE), *self._how_seen(case)]
        changed = self._what_changed(case, quality)
        return [looked, *_asked(f"changed:{ref}", changed, sealed=True)]

    def _how_seen(self, case: Case) -> list[Step]:
        """Say of a child at risk or in care how they were seen: most often alone."""
        if not says_how_seen(case.child.status, unborn=False):
            return []
        ref, week = case.child.ref, self.day.toordinal() // 7
        return _asked(f"seen:{ref}", _SEEN[(week + sum(map(ord, ref))) % len(_SEEN)])

    def _what_changed(self, case: Case, quality: float) -> str:
        rng, told = self.room.rng, self.room.told_to(self.worker.supervisor.id)
        own = case.story.choices("changed", "") if chance(rng, quality + 0.1) else ()
        fresh = [text for text in own if text not in case.used]
        if not fresh:
            fresh = [text for text in thin()["changed"] if text not in case.used]
        fresh = fresh or list(thin()["changed"])
        return fill(least_told(rng, told, case.used, fresh), case.girl)


def _asked(card: str, value: Json, sealed: bool = False) -> list[Step]:
    return [Step(StepKind.ASKED, card), Step(StepKind.ANSWERED, card, value=value, sealed=sealed)]
