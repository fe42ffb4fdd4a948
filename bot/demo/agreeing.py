"""The practitioner reads a supervision: agrees, disagrees beside it, strikes, or returns a part."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from bot.conversations.reading import GUIDE
from bot.demo.bank import chance, fill, thin
from bot.demo.cases import Case
from bot.demo.rows import Rows
from bot.demo.storing import Held, Part
from bot.demo.submissions import plan, submit
from bot.demo.telling import Told
from bot.visit import first_name
from practice.calendar import LONDON, add_working_days, london_day
from prompts.days import day_words
from prompts.interview.path import Answer
from prompts.interview.state import CHANGE, CHECK, Interview
from prompts.interview.views import view
from prompts.meeting.state import CHANGED, NOT_DISCUSSED
from prompts.phrases import phrase, phrases
from prompts.reading import AGREED, DISAGREED, RETURNED
from prompts.steps import Json, Step
from storage.drafts import DraftRow
from storage.ids import new_id

# Working days until a supervision is read: most at once, some when they are reminded.
_LAGS = (0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 6, 9, 15)
_MENDED_AFTER = (1, 2, 3, 5)
_EVENING = range(12, 18)


class Readers:
    """Practitioners who read what was sent to them, as far as the day of the demo has come."""

    def __init__(self, rng: Random, rows: Rows, now: datetime) -> None:
        self._rng = rng
        self._rows = rows
        self._now = now

    def read(self, held: Held) -> None:
        """Let the practitioner read a supervision, if there was time for it."""
        at = self._after(held.sent_at, self._rng.choice(_LAGS))
        parts = [part for part in held.parts if part.sent]
        if at is None or at <= held.sent_at or not parts:
            return
        returned = self._read(held, parts, at)
        for part in returned:
            self._mend(held, part, at)

    def _after(self, moment: datetime, working_days: int) -> datetime | None:
        """Return a time on a later working day, or None where it has not come yet."""
        day = add_working_days(london_day(moment), working_days)
        hour = time(self._rng.choice(_EVENING), self._rng.randrange(0, 60))
        at = datetime.combine(day, hour, LONDON)
        return at if at < self._now else None

    def _read(self, held: Held, parts: Sequence[Part], at: datetime) -> list[Part]:
        """Add a reading of these parts, and what was decided; return those that went back."""
        reader, rows = held.worker.person.id, self._rows
        draft = DraftRow(new_id(), "reading", *GUIDE, reader, held.id, None, at)
        rows.draft(draft)
        context: Mapping[str, Json] = {
            "supervisor": first_name(held.worker.supervisor),
            "day": day_words(held.held_on),
            "parts": [_to_read(held, part) for part in parts],
        }
        at = rows.steps(draft.id, [Step("opened", value=context, sealed=True)], reader, at)
        returned = []
        for part in parts:
            decided, text = self._decide(part)
            at = self._turn(draft.id, reader, part, (decided, text), at)
            if decided == RETURNED:
                returned.append(part)
        rows.steps(draft.id, [Step("submitted")], reader, at)
        return returned

    def _decide(self, part: Part) -> tuple[str, str | None]:
        girl = part.case.girl if part.case else False
        if part.kind == "in depth" and part.changes and chance(self._rng, 0.03):
            return RETURNED, fill(self._rng.choice(thin()["returned"]), girl)
        if part.kind == "in depth" and chance(self._rng, 0.02):
            return DISAGREED, fill(self._rng.choice(thin()["disagreed"]), girl)
        return AGREED, None

    def _turn(
        self,
        draft_id: str,
        reader: str,
        part: Part,
        decision: tuple[str, str | None],
        at: datetime,
    ) -> datetime:
        """Add one part's turn in the reading, and its state where that is kept."""
        decided, text = decision
        steps = [Step("asked", f"part:{part.draft_id}"), *self._strikes(part, reader, at)]
        if decided != AGREED:
            card = "disagree" if decided == DISAGREED else "return"
            steps.append(Step("asked", f"{card}:{part.draft_id}"))
        value: Json = {"decided": decided, "text": text}
        steps.append(Step("answered", part.draft_id, value=value, sealed=True))
        at = self._rows.steps(draft_id, steps, reader, at + timedelta(seconds=40))
        kind = "returned" if decided == RETURNED else "agreed"
        state = Step(kind, value=text, sealed=text is not None)
        self._rows.steps(part.draft_id, [state], reader, at)
        for sent in part.sent:
            self._rows.audit(f"record {kind}", "record", sent.record_id, reader, at)
        return at

    def _strikes(self, part: Part, reader: str, at: datetime) -> list[Step]:
        steps = []
        for sent in part.sent:
            for claim in sent.claims:
                if chance(self._rng, 0.012):
                    self._rows.add("claim_strike", claim_id=claim, struck_by=reader, struck_at=at)
                    self._rows.audit("claim struck", "claim", claim, reader, at)
                    steps.append(Step("asked", f"strike:{part.draft_id}"))
                    steps.append(Step("struck", value=claim))
                    steps.append(Step("asked", f"part:{part.draft_id}"))
        return steps

    # --- a part that went back ---

    def _mend(self, held: Held, part: Part, returned_at: datetime) -> None:
        """Let the supervisor mend a returned record and send it again, and have it agreed."""
        at = self._after(returned_at, self._rng.choice(_MENDED_AFTER))
        if at is None or part.case is None or part.told is None or part.changes is None:
            return
        by = held.worker.supervisor.id
        # Where the option not taken was asked for before, it stays on the record's path.
        weighed = "mended_plainly" if ("not_taken", 0) in part.told.answers else "mended"
        text = fill(self._rng.choice(thin()[weighed]), part.case.girl)
        told = _with_decision(part.told, text, by)
        at = self._rows.steps(part.draft_id, _mending(text), by, at)
        record = {"id": part.sent[0].record_id, "writer_id": by}
        sent = submit(self._rows, record, told, at, number=2)
        # The same plan: what is known of the child stays as it was.
        plan(self._rows, part.case, told, sent, part.planned, held.held_on)
        again = self._after(at, self._rng.choice(_MENDED_AFTER))
        if again is not None:
            # Without `changes` it is not returned a second time.
            mended = replace(part, told=told, sent=[sent], changes=None)
            self._read(held, [mended], again)


def _with_decision(told: Told, text: str, author: str) -> Told:
    answers = {**told.answers, ("decision", 0): Answer(text, author_id=author)}
    anew = Interview(told.guide, told.context, answers, told.probes)
    return replace(told, answers=answers, slots=tuple(anew.path()))


def _mending(text: str) -> list[Step]:
    return [
        Step("opened"),
        Step("asked", CHECK),
        Step("asked", CHANGE),
        Step("reopened"),
        Step("asked", "decision", value={"edit": True}),
        Step("answered", "decision", value=text, sealed=True),
        Step("asked", CHECK),
        Step("submitted"),
    ]


def _to_read(held: Held, part: Part) -> dict[str, Json]:
    """Return one part as the practitioner reads it."""
    claims: list[Json] = [
        [claim, name] for sent in part.sent for claim, name in sent.claims.items()
    ]
    title, text = _looked_at(held) if part.told is None else _interview(held, part.case, part.told)
    return {"draft_id": part.draft_id, "title": title, "text": text, "claims": claims}


def _looked_at(held: Held) -> tuple[str, str]:
    lines, after = [], []
    for case, became, text, reason in held.looked:
        ref = case.child.ref
        if became == NOT_DISCUSSED:
            why = phrases("meeting.reasons").get(reason or "", "").lower()
            after.append(phrase("reading.not_discussed_line", child=ref, why=why))
        else:
            words = text if became == CHANGED and text else became
            lines.append(phrase("reading.looked_line", child=ref, became=words))
    return phrase("reading.looked_title"), "\n".join([*lines, *after])


def _interview(held: Held, case: Case | None, told: Told) -> tuple[str, str]:
    seen = view(told).lines
    lines = [phrase("reading.line", name=line.name, answer=line.answer) for line in seen]
    text = "\n".join(lines) or phrase("reading.nothing")
    if case is not None:
        return case.child.ref, text
    note = phrase("reading.personal_note", supervisor=first_name(held.worker.supervisor))
    return phrase("reading.personal_title"), f"{note}\n{text}"
