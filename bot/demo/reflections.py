"""Reflections that practitioners wrote between supervisions, through the interview itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from random import Random

from bot.conversations import submission
from bot.conversations.reflection import GUIDE
from bot.demo.bank import chance, fill
from bot.demo.cases import Case
from bot.demo.readings import read
from bot.demo.roster import Worker
from bot.demo.rows import Rows
from bot.update import first_name
from practice.access import Visibility
from practice.calendar import LONDON
from practice.terms import DraftKind
from prompts.card import Input, Tapped, Typed
from prompts.conversation import Conversation
from prompts.guide import Guide
from prompts.interview import interview_of
from prompts.interview.path import PROBE
from prompts.interview.state import Interview
from prompts.loader import Guides
from prompts.options import Named
from storage.drafts import DraftRow
from storage.ids import new_id

_ABOUT = {
    "child_voice": "voice",
    "meaning": "meaning",
    "own_practice": "practice",
    "impact": "help",
}
_MOST_TURNS = 8


class Reflections:
    """What practitioners write for themselves, shared or kept."""

    def __init__(self, rng: Random, rows: Rows, guides: Guides) -> None:
        self._rng = rng
        self._rows = rows
        self._guide: Guide = guides.newest(GUIDE)

    def write(
        self, worker: Worker, case: Case, cases: Sequence[Case], day: date, shared: bool
    ) -> tuple[str, datetime]:
        """Add a reflection of a worker about one of their children; return its record and when."""
        at = datetime.combine(day, time(self._rng.randrange(15, 19), 20), LONDON)
        told = self._told(worker, case, [one.child.ref for one in cases], day, shared)
        draft = DraftRow(
            new_id(), DraftKind.GUIDE, GUIDE, self._guide.version, worker.person.id, None, None, at
        )
        self._rows.draft(draft)
        at = self._rows.steps(draft.id, told.steps, worker.person.id, at)
        visibility = Visibility.SHARED if shared else Visibility.KEPT
        record = submission.reflection(draft, worker.person, visibility, case.child.id, day)
        submission.first(self._rows, submission.interviewed(record, told.state, at))
        if shared:
            submission.shared(self._rows, draft.id, (worker.person.id, worker.supervisor.id), at)
        return record.id, at

    def _told(
        self, worker: Worker, case: Case, refs: list[str], day: date, shared: bool
    ) -> Conversation[Interview]:
        story = self._pick(case, "story", ref=case.child.ref)
        context = {"supervisor": first_name(worker.supervisor), "children": refs}
        begun = replace(interview_of(self._guide), reader=read)
        talk = begun.begin(context, story).conversation
        for _ in range(_MOST_TURNS):
            said = self._say(talk.state, case)
            if said is None:
                break
            talk = talk.take(said, day).conversation
        last = Tapped(Named.SHARE if shared else Named.KEEP_PRIVATE)
        return talk.take(last, day).conversation

    def _say(self, now: Interview, case: Case) -> Input | None:
        """Return what is said to the question that is asked; None at the end."""
        slot = now.slot()
        if slot is None:
            return None
        if slot.key == "child":
            is_meant = now.detail.get("proposed") == case.child.ref
            return Tapped(Named.YES) if is_meant else Typed(case.child.ref)
        if chance(self._rng, 0.2):
            return Tapped(Named.ENOUGH)
        return Typed(self._pick(case, _ABOUT[slot.key.removeprefix(PROBE)]))

    def _pick(self, case: Case, about: str, **more: str) -> str:
        choices = case.story.choices(about, "start" if case.last_in_depth is None else "better")
        fresh = [text for text in choices if text not in case.used] or choices
        text = self._rng.choice(list(fresh))
        case.used.add(text)
        return fill(text, case.girl, **more)
