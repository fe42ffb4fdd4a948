"""Practice audits of the invented council: drawn by lot as the bot draws them, and answered."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from bot.conversations.audit import LOOKS_BACK, seed_of
from bot.conversations.sendings import as_sent
from bot.conversations.submission import Alone
from bot.demo.bank import for_audits
from bot.demo.chats import Chats
from bot.demo.roster import Roster, council
from bot.demo.rows import Rows
from bot.demo.written_alone import Desk, Said
from practice.access import OPENS_AS
from practice.calendar import LONDON, is_working_day, london_day
from practice.terms import RecordKind, StepKind
from prompts.guide import Kind
from prompts.interview import interview_of
from prompts.interview.claims import claims
from prompts.interview.state import Interview
from prompts.loader import Guides
from prompts.steps import Step
from prompts.text import quoted
from storage.audits import PRACTICE, Drawn
from storage.drawing import lot
from storage.tables import Person

_DAYS_AGO = (76, 69, 62, 55, 48, 41, 33, 27, 19, 12, 6)
"""How many days before the demo's somebody audited: every other time the practice lead."""
_DEEPEST = {"changed_view": "changes", "other_explanation": "weighs", "why": "reasons"}
"""What a record shows that goes deepest, and the depth that an auditor sees in it."""
_STATES = frozenset({StepKind.SUBMITTED, StepKind.RETURNED, StepKind.AGREED})


class Audits:
    """Audits of records that both had agreed on the day of the draw."""

    def __init__(self, rows: Rows, guides: Guides, desk: Desk, chats: Chats) -> None:
        self._rows = rows
        self._guides = guides
        self._desk = desk
        self._chats = chats
        self._told: Counter[str] = Counter()
        self._audited: dict[str, list[str]] = defaultdict(list)
        self._states = _states_of(rows)
        # Seeded and apart: nothing else that is invented depends on it.
        self._rng = Random("audits")  # noqa: S311

    def hold(self, people: Roster, today: date) -> None:
        """Let everybody who audits have done so until the day of the demo."""
        lead = people.named(council()["featured"]["practice_lead"])
        others = [people.named(name) for name in council()["beside"]["auditors"]]
        for number, days_ago in enumerate(_DAYS_AGO):
            auditor = others[number // 2 % len(others)] if number % 2 else lead
            day = _working_day(today - timedelta(days=days_ago))
            self._audit(auditor, people, datetime.combine(day, time(10, 5 + number), LONDON))

    def _audit(self, auditor: Person, people: Roster, at: datetime) -> None:
        """Draw a record and let its audit be written, where one is left."""
        before = sum(auditor.id in by for by in self._audited.values())
        drawn = self._draw(auditor, people.below(auditor.team_id), at, before)
        if drawn is None:
            return
        self._audited[drawn.drawn_id].append(auditor.id)
        [record] = [one for one in self._rows.tables["record"] if one["id"] == drawn.drawn_id]
        draft = self._desk.opened(PRACTICE.guide, auditor.id, None, at)
        self._note(drawn, draft.id, auditor, at)
        (visibility,) = OPENS_AS[RecordKind.AUDIT]
        what = Alone(RecordKind.AUDIT, visibility, record["team_id"], None, record["other_id"])
        context = {"held_on": london_day(at).isoformat(), "record_id": drawn.drawn_id}
        sent = self._desk.send(draft, context, self._said(self._read(record, at)), [what])
        worker = next(one for one in people.people if one.id == record["other_id"])
        self._chats.heard(worker, "audit.told", sent.records[0].id, auditor, sent.sent_at)

    def _draw(
        self, auditor: Person, teams: Collection[str], at: datetime, before: int
    ) -> Drawn | None:
        """Draw as storage.drawing.draw does, of what both had agreed by then."""
        me, since = auditor.id, london_day(at) - LOOKS_BACK
        eligible = [
            one["id"]
            for one in self._rows.tables["record"]
            if one["kind"] == RecordKind.IN_DEPTH
            and one["team_id"] in teams
            and one["held_on"] >= since
            and me not in {one["writer_id"], one["other_id"]}
            and self._is_agreed(one["draft_id"], at)
        ]
        new = sorted(one for one in eligible if one not in self._audited)
        once = (one for one in eligible if len(self._audited.get(one, ())) == 1)
        others = sorted(one for one in once if me not in self._audited[one])
        return lot(new, others, seed_of(auditor.ref, before, at))

    def _is_agreed(self, draft_id: str, at: datetime) -> bool:
        known = [kind for moment, kind in self._states[draft_id] if moment < at]
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
            for row in self._rows.tables["step"]
            if row["draft_id"] == record["draft_id"] and row["at"] < at
        ]
        guide = self._guides.version(record["guide"], record["version"])
        return interview_of(guide, as_sent(steps)).state

    def _said(self, told: Interview) -> Said:
        """Return what an auditor writes of a record, with the words that show it."""
        shown = {name: one.sentence for name, one in claims(told).items()}
        found = next(((depth, shown[one]) for one, depth in _DEEPEST.items() if one in shown), None)
        depth, words = found or ("tells", _first_words(told))
        heard = shown.get("child_voice")
        return {
            "voice": "own" if heard else "not",
            "child": self._pick("child", "heard" if heard else "not_heard").format(
                words=quoted(heard or "")
            ),
            "help": self._pick("help", depth),
            "depth": depth,
            "depth_words": words,
            "more": self._pick("more", depth),
            "system": self._pick("system", "any"),
        }

    def _pick(self, about: str, kind: str) -> str:
        """Return one of the texts that were written least often."""
        texts = for_audits()[about][kind]
        least = min(self._told[text] for text in texts)
        text = self._rng.choice([text for text in texts if self._told[text] == least])
        self._told[text] += 1
        return text


def _states_of(rows: Rows) -> Mapping[str, list[tuple[datetime, str]]]:
    """Return when each draft came to be sent, returned or agreed, in order."""
    found: dict[str, list[tuple[datetime, str]]] = defaultdict(list)
    for step in rows.tables["step"]:
        if step["kind"] in _STATES:
            found[step["draft_id"]].append((step["at"], step["kind"]))
    return found


def _first_words(told: Interview) -> str:
    """Return the first answer in words of a record that shows nothing deeper."""
    texts = (a.value for slot, a in told.answered() if slot.question.kind is Kind.TEXT)
    return next(text for text in texts if isinstance(text, str) and text)


def _working_day(day: date) -> date:
    return next(one for n in range(9) if is_working_day(one := day + timedelta(days=n)))
