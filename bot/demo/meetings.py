"""A supervision of the invented council: its agenda, its parts, and what sending it leaves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random

from bot.conversations import agenda, meeting
from bot.conversations.agenda import OnAgenda
from bot.demo.accounts import Account, Dates
from bot.demo.agendas import Wishes, changed
from bot.demo.bank import chance, fill, own_part, thin
from bot.demo.cases import Case
from bot.demo.roster import Worker
from bot.demo.rows import Rows
from bot.demo.storing import Held, Looked, Part, Storing
from bot.demo.telling import Told, tell
from bot.visit import first_name
from practice.calendar import LONDON
from prompts.guide import Guide
from prompts.interview.claims import claims
from prompts.interview.path import Slot
from prompts.interview.state import CHECK, NOT_QUITE
from prompts.loader import Guides
from prompts.meeting.state import (
    AGENDA,
    CHANGED,
    NO_CHANGE,
    NOT_DISCUSSED,
    PERSONAL,
)
from prompts.steps import Json, Step
from storage.drafts import DraftRow
from storage.ids import new_id

_REASONS = ("no_time",) * 5 + ("next_meeting",) * 3 + ("away", "elsewhere", "closing")
_DOUBTFUL = ("why", "impact", "own_practice")
_LOADS = ("about right", "about right", "stretched", "stretched", "too much", "can take more")


class Room:
    """Where supervisions are held, one after the other, in the order of their days."""

    def __init__(self, rng: Random, rows: Rows, guides: Guides) -> None:
        self.rng = rng
        self.rows = rows
        self._case_guide = guides.version(meeting.CASE, 1)
        self._own_guide = guides.version(meeting.OWN_PART, 1)
        self._told: dict[str, Counter[str]] = {}

    def hold(
        self, worker: Worker, cases: Sequence[Case], day: date, far: float, wishes: Wishes
    ) -> Held:
        """Hold one supervision and return it; `far` says how far the story has come, 0 to 1."""
        begins = datetime.combine(day, time(worker.hour, self.rng.choice((0, 0, 15, 30))), LONDON)
        for case in cases:
            case.child.status = case.status_on(day)
        draft = _draft("meeting", meeting.GUIDE, worker.supervisor.id, begins)
        self.rows.draft(draft)
        return _Holding(self, worker, cases, day, far, wishes, draft).hold(begins)

    def told_to(self, supervisor_id: str) -> Counter[str]:
        """Return how often a supervisor has read each text."""
        return self._told.setdefault(supervisor_id, Counter())

    def tell_case(self, context: Mapping[str, Json], account: Account, author: str) -> "Said":
        """Return one child's part, told to its end."""
        return tell(self._case_guide, context, account.answer, author)

    def tell_own_part(self, names: tuple[str, str], author: str) -> "Said":
        """Return a practitioner's own part."""
        context = {"practitioner": names[0], "supervisor": names[1]}
        return tell(self._own_guide, context, self._own_answer, author)

    def _own_answer(self, slot: Slot) -> Json:
        if slot.key == "load":
            return self.rng.choice(_LOADS)
        choices = own_part().get(slot.key, ())
        return self.rng.choice(choices) if choices and chance(self.rng, 0.85) else None

    @property
    def guides(self) -> Mapping[str, Guide]:
        """The guides followed, by kind of record."""
        return {"in depth": self._case_guide, "personal": self._own_guide}


Said = tuple[Told, list[Step]]


def _draft(
    kind: str,
    guide: tuple[str, int],
    person_id: str,
    at: datetime,
    belongs: tuple[str | None, str | None] = (None, None),
) -> DraftRow:
    return DraftRow(new_id(), kind, *guide, person_id, *belongs, at)


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
    own: Part | None = None

    def hold(self, begins: datetime) -> Held:
        rng, rows, by = self.room.rng, self.room.rows, self.worker.supervisor.id
        in_depth = self._agree_agenda()
        looked = [self._look(case) for case in self.cases if case not in in_depth]
        own = chance(rng, 0.62)
        at = rows.steps(self.draft.id, self.steps[:2], by, begins)
        self.steps = self.steps[2:]
        deep = [self._in_depth(case, at) for case in in_depth]
        self._look_steps(looked)
        self._ask("personal", "personal", "today" if own else "not today")
        if own:
            self._own_part(at)
        minutes = max(25, round(rng.gauss(self.worker.plan.minutes, 12) / 5) * 5)
        self._ask("minutes", "minutes", minutes)
        self.steps.append(Step("asked", CHECK))
        self.steps.append(Step("submitted"))
        ends = max(begins + timedelta(minutes=minutes), at)
        sent_at = rows.steps(self.draft.id, self.steps, by, ends)
        held = Held(self.draft.id, self.worker, self.day, sent_at, minutes, looked)
        return Storing(rows, self.room.guides, held).store(deep, self.own)

    # --- the agenda ---

    def _agree_agenda(self) -> list[Case]:
        asked = self.wishes.asked
        known = [OnAgenda(c.child, c.so_far(), c.child.ref in asked) for c in self.cases]
        pair = (self.worker.person, self.worker.supervisor)
        context = agenda.proposed(pair, known, self.day)
        by_ref = {case.child.ref: case for case in self.cases}
        listed = context["children"]
        assert isinstance(listed, list)  # noqa: S101 - as agenda.proposed makes it
        self.cases = [by_ref[child["ref"]] for child in listed]
        self.steps += [Step("opened", value=context, sealed=True), Step("asked", AGENDA)]
        steps, chosen = changed(self.room.rng, listed, self.wishes)
        self.steps += steps
        self.steps.append(Step("answered", "started", value=True))
        return [case for case in self.cases if case.child.ref in chosen]

    # --- a child in depth ---

    def _in_depth(self, case: Case, at: datetime) -> Part:
        rng, ref = self.room.rng, case.child.ref
        quality = self.worker.quality(self.far)
        ratings = self._ratings(case, quality)
        supervisor = self.worker.supervisor
        account = Account(
            rng,
            case,
            Dates(self.day, self.wishes.after, self.wishes.dates.get(ref)),
            min(max(rng.gauss(quality, 0.1), 0.03), 0.98),
            ratings,
            (first_name(self.worker.person), first_name(supervisor)),
            self.room.told_to(supervisor.id),
        )
        pair = (self.worker.person, supervisor)
        context = agenda.part(pair, ref, case.left_from_before(self.day))
        told, steps = self.room.tell_case(context, account, supervisor.id)
        told, steps = self._not_quite(told, steps)
        draft = self._part(meeting.CASE, at, case)
        self.room.rows.steps(draft.id, [*steps, _FINISHED], supervisor.id, at)
        self.steps.append(Step("answered", f"record:{ref}", value=draft.id))
        self.steps.append(Step("answered", f"recorded:{ref}", value=True))
        return Part(draft.id, "in depth", case, told, planned=account.planned)

    def _ratings(self, case: Case, quality: float) -> list[int | None]:
        rng, falls = self.room.rng, self.wishes.after is None
        return [
            case.next_rating(rng, aim.ratings[-1][1], falls)
            if chance(rng, 0.55 + quality * 0.45)
            else None
            for aim in case.aims
            if aim.ratings
        ]

    def _not_quite(self, told: Told, steps: list[Step]) -> "Said":
        """Let the writer take out a claim now and then."""
        if not chance(self.room.rng, 0.09):
            return told, steps
        doubtful = [key for key in claims(told) if key in _DOUBTFUL]
        if not doubtful:
            return told, steps
        out = self.room.rng.choice(doubtful)
        more = [
            Step("asked", NOT_QUITE),
            Step("struck", out, value=out),
            Step("asked", CHECK),
        ]
        return replace(told, taken_out=frozenset({out})), [*steps, *more]

    def _part(self, guide: str, at: datetime, case: Case | None = None) -> DraftRow:
        child_id = case.child.id if case else None
        version = (guide, 1)
        draft = _draft("guide", version, self.worker.supervisor.id, at, (self.draft.id, child_id))
        self.room.rows.draft(draft)
        return draft

    # --- the others ---

    def _look(self, case: Case) -> Looked:
        rng, quality = self.room.rng, self.worker.quality(self.far)
        wished = self.wishes
        if case.child.ref in wished.left_out:
            return case, NOT_DISCUSSED, None, "no_time"
        if not wished.all_others and chance(rng, 0.24 - quality * 0.18):
            return case, NOT_DISCUSSED, None, rng.choice(_REASONS)
        if not chance(rng, 0.14 + quality * 0.2):
            return case, NO_CHANGE, None, None
        return case, CHANGED, self._what_changed(case, quality), None

    def _what_changed(self, case: Case, quality: float) -> str:
        rng, told = self.room.rng, self.room.told_to(self.worker.supervisor.id)
        own = case.story.choices("changed", "") if chance(rng, quality + 0.1) else ()
        fresh = [text for text in own if text not in case.used]
        if not fresh:
            fresh = [text for text in thin()["changed"] if text not in case.used]
        fresh = fresh or list(thin()["changed"])
        least = min(told[text] for text in fresh)
        text = rng.choice([text for text in fresh if told[text] == least])
        told[text] += 1
        case.used.add(text)
        return fill(text, case.girl)

    def _look_steps(self, looked: Sequence[Looked]) -> None:
        for case, became, text, reason in looked:
            ref = case.child.ref
            self.steps.append(Step("asked", f"looked:{ref}"))
            if became == NO_CHANGE:
                self.steps.append(Step("answered", f"looked:{ref}", value=NO_CHANGE))
            elif became == CHANGED:
                self._ask(f"changed:{ref}", f"changed:{ref}", text, sealed=True)
            else:
                self._ask(f"why:{ref}", f"why:{ref}", reason)

    def _ask(self, card: str, key: str, value: Json, sealed: bool = False) -> None:
        self.steps.append(Step("asked", card))
        self.steps.append(Step("answered", key, value=value, sealed=sealed))

    def _own_part(self, at: datetime) -> None:
        names = (first_name(self.worker.person), first_name(self.worker.supervisor))
        by = self.worker.supervisor.id
        told, steps = self.room.tell_own_part(names, by)
        draft = self._part(meeting.OWN_PART, at)
        self.room.rows.steps(draft.id, [*steps, _FINISHED], by, at)
        self.steps.append(Step("answered", f"record:{PERSONAL}", value=draft.id))
        self.steps.append(Step("answered", f"recorded:{PERSONAL}", value=True))
        self.own = Part(draft.id, "personal", told=told)


_FINISHED = Step("left", value={"done": True})
