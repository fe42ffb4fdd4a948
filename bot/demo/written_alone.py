"""What one person writes outside a meeting, told through the interview and sent as the bot does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversations import submission
from bot.conversations.submission import Alone
from bot.demo.bank import fill
from bot.demo.cases import Case
from bot.demo.readings import read
from bot.demo.rows import Rows
from practice.calendar import london_day
from practice.terms import DraftKind
from prompts.card import Input, Tapped, Typed
from prompts.interview import interview_of
from prompts.interview.claims import not_opened
from prompts.interview.path import MORE, PROBE, Slot
from prompts.interview.state import Interview
from prompts.loader import Guides
from prompts.options import Choice, Named
from prompts.question import Kind
from prompts.steps import Json
from storage.drafts import DraftRow
from storage.ids import new_id
from storage.tables import Record

Texts = Mapping[str, str]
"""What is written down for each question."""
Said = Mapping[str, str | Sequence[str]]
"""What is typed or tapped for each question, one after the other in a group; the rest is left."""


@dataclass(frozen=True)
class Written:
    """What was sent: its records, one a child, and where its interview stood."""

    records: Sequence[Record]
    told: Interview
    sent_at: datetime


class Desk:
    """Where people write what they do not write in a meeting."""

    def __init__(self, rows: Rows, guides: Guides) -> None:
        self._rows = rows
        self._guides = guides

    def opened(self, guide: str, writer_id: str, child_id: str | None, at: datetime) -> DraftRow:
        """Add a draft of somebody's that follows the newest of a guide, and return it."""
        newest = self._guides.newest(guide)
        place = (newest.name, newest.version)
        draft = DraftRow(new_id(), DraftKind.GUIDE, *place, writer_id, None, child_id, at)
        self._rows.draft(draft)
        return draft

    def send(
        self,
        draft: DraftRow,
        context: Mapping[str, Json],
        said: Said,
        whats: Sequence[Alone],
        with_id: str | None = None,
    ) -> Written:
        """Add to a draft what was written and sent, and return it as stored.

        Raises ValueError where nothing is said to a question that may not be left.
        """
        rows, writer_id, day = self._rows, draft.person_id, london_day(draft.opened_at)
        guide = self._guides.version(draft.guide, draft.version)
        talk = replace(interview_of(guide), reader=read).begin(context).conversation
        while slot := talk.state.slot():
            talk = talk.take(_input(slot, said), day).conversation
            if talk.state.slot() == slot:
                raise ValueError(f"{guide.name} asks {slot.key}, and nothing is said to it")
        for tap in _last_taps(talk.state):
            talk = talk.take(Tapped(tap), day).conversation
        at = rows.steps(draft.id, talk.steps, writer_id, draft.opened_at)
        records = [submission.alone(draft, writer_id, what, day) for what in whats]
        for record in records:
            submission.first(rows, submission.interviewed(record, talk.state, at))
        if with_id:
            submission.shared(rows, draft.id, (writer_id, with_id), at)
        return Written(records, talk.state, at)


def filled(said: Texts, case: Case, **more: str) -> Texts:
    """Return what is said about a child, with pronouns, the reference and `more` put in."""
    return {name: fill(text, case.girl, ref=case.child.ref, **more) for name, text in said.items()}


def _input(slot: Slot, said: Said) -> Input:
    """Return what is said to a question: words, a tap on one of its answers, or that it is left."""
    if slot.question.kind is Kind.CHILD:
        return Typed(ref) if isinstance(ref := said.get(slot.key), str) else Tapped(Named.YES)
    words = _words(slot, said)
    if not words:
        return Tapped(Named.SKIP)
    values = [option.value for option in slot.question.options]
    return Tapped(Choice(values.index(words))) if words in values else Typed(words)


def _words(slot: Slot, said: Said) -> str | None:
    if slot.asks_for_more:
        listed = said[slot.key.removesuffix(MORE) + ".what"]
        return "add" if slot.entry + 1 < len(listed) else "all"
    words = said.get(slot.key.removeprefix(PROBE))
    if words is None or isinstance(words, str):
        return words
    return words[slot.entry] if slot.entry < len(words) else None


def _last_taps(told: Interview) -> Sequence[Named]:
    """Return the taps that send it, after every claim behind its last card was looked at."""
    hides = told.guide.records_claims and not_opened(told)
    looks = (Named.SEE_ALL, Named.CHECK) if hides else ()
    return (*looks, Named.SHARE if told.guide.ends == "share" else Named.SEND)
