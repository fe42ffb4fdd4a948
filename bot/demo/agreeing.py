"""The practitioner reads a supervision: agrees, disagrees beside it, strikes, or returns a part."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from random import Random

from bot.conversations import parts_to_agree, submission
from bot.conversations.agreement import GUIDE
from bot.demo.bank import chance, fill, thin
from bot.demo.comparing import compared
from bot.demo.rows import Rows
from bot.demo.sending import Held, Part
from practice.calendar import LONDON, add_working_days, london_day
from practice.terms import DraftKind, StepKind
from prompts.agreement_state import AGREED, DISAGREED, RETURNED
from prompts.effects import PartDecided
from prompts.interview.state import CHANGE, CHECK
from prompts.steps import Json, Step
from storage import submissions
from storage.drafts import DraftRow
from storage.ids import new_id

# Working days until a supervision is read: most at once, some when they are reminded.
_LAGS = (0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 6, 9, 15)
# Some are never read.
_NEVER = 0.05
_MENDED_AFTER = (1, 2, 3, 5)
_EVENING = range(12, 18)


class Readers:
    """Practitioners who read what was sent to them, as far as the day of the demo has come."""

    def __init__(self, rng: Random, rows: Rows, now: datetime, reads_all: str) -> None:
        """Make readers; who `reads_all` (an id) leaves nothing unread."""
        self._reads_all = reads_all
        self._rng = rng
        self._rows = rows
        self._now = now

    def read(self, held: Held) -> None:
        """Let the practitioner read a supervision, if there was time for it."""
        sent_at = held.supervision.sent_at
        lag = self._rng.choice(_LAGS)
        at = self._after(sent_at, lag)
        if at is not None and at <= sent_at:
            # It came after the hour at which they read: they do so on the next day.
            at = self._after(sent_at, lag + 1)
        # The child whom the demo follows stands there with all that both agreed.
        is_followed = any(part.case and part.case.pinned for part in held.parts)
        is_read = is_followed or held.worker.person.id == self._reads_all
        never = chance(self._rng, _NEVER) and not is_read
        if at is None or not held.parts or never:
            return
        for part in self._read(held, held.parts, at):
            self._mend(held, part, at)

    def _after(self, moment: datetime, working_days: int) -> datetime | None:
        """Return a time on a later working day, or None where it has not come yet."""
        day = add_working_days(london_day(moment), working_days)
        hour = time(self._rng.choice(_EVENING), self._rng.randrange(0, 60))
        at = datetime.combine(day, hour, LONDON)
        return at if at < self._now else None

    def _read(self, held: Held, parts: Sequence[Part], at: datetime) -> list[Part]:
        """Add an agreement of these parts, and what was decided; return those that went back."""
        reader, rows = held.worker.person.id, self._rows
        draft = DraftRow(
            new_id(), DraftKind.AGREEMENT, *GUIDE, reader, held.supervision.id, None, at
        )
        rows.draft(draft)
        listed = [_to_read(held, part) for part in parts]
        known = held.meeting.known()
        context = parts_to_agree.opening(held.worker.supervisor, held.supervision, listed, known)
        at = rows.steps(draft.id, [Step(StepKind.OPENED, value=context, sealed=True)], reader, at)
        returned = []
        for part in parts:
            decision = self._decide(part)
            at = self._turn(draft.id, reader, part, decision, at)
            if decision.decided == RETURNED:
                returned.append(part)
        rows.steps(draft.id, [Step(StepKind.SUBMITTED)], reader, at)
        return returned

    def _decide(self, part: Part) -> PartDecided:
        """Say what the practitioner makes of a part; one sent again is not returned once more."""
        rng, girl, draft_id = self._rng, part.case is not None and part.case.girl, part.draft.id
        if part.case and part.case.pinned:
            return PartDecided(draft_id, AGREED)
        sent_once = part.sent[0][1].times == 1
        if part.case and sent_once and chance(rng, 0.03):
            return PartDecided(draft_id, RETURNED, fill(rng.choice(thin()["returned"]), girl))
        if part.case and chance(rng, 0.02):
            return PartDecided(draft_id, DISAGREED, fill(rng.choice(thin()["disagreed"]), girl))
        return PartDecided(draft_id, AGREED)

    def _turn(
        self, draft_id: str, reader: str, part: Part, decision: PartDecided, at: datetime
    ) -> datetime:
        """Add one part's turn in the agreement, and its state where that is kept."""
        steps = [Step(StepKind.ASKED, f"part:{part.draft.id}"), *self._strikes(part, reader, at)]
        if decision.decided != AGREED:
            card = "disagree" if decision.decided == DISAGREED else "return"
            steps.append(Step(StepKind.ASKED, f"{card}:{part.draft.id}"))
        value: Json = {"decided": decision.decided, "text": decision.text}
        steps.append(Step(StepKind.ANSWERED, part.draft.id, value=value, sealed=True))
        at = self._rows.steps(draft_id, steps, reader, at + timedelta(seconds=40))
        records = [new.record.id for new, _ in part.sent]
        state = parts_to_agree.decided(self._rows, decision, records, reader, at)
        self._rows.steps(part.draft.id, [state], reader, at)
        return at

    def _strikes(self, part: Part, reader: str, at: datetime) -> list[Step]:
        steps = []
        for claim in (claim for _, sent in part.sent for claim in sent.claims):
            if chance(self._rng, 0.012):
                parts_to_agree.struck(self._rows, claim, reader, at)
                steps.append(Step(StepKind.STRUCK, value=claim))
                steps.append(Step(StepKind.ASKED, f"part:{part.draft.id}"))
        return steps

    # --- a part that went back ---

    def _mend(self, held: Held, part: Part, returned_at: datetime) -> None:
        """Let the supervisor mend a returned record and send it again, and have it agreed."""
        at = self._after(returned_at, self._rng.choice(_MENDED_AFTER))
        if at is None or part.case is None or part.told is None:
            return
        # Where the option not taken was asked for before, it stays on the record's path.
        weighed = "mended_plainly" if ("not_taken", 0) in part.told.state.answers else "mended"
        steps = _mending(fill(self._rng.choice(thin()[weighed]), part.case.girl))
        writer = held.supervision.supervisor_id
        [(first, sent)] = part.sent
        before = [one for one in part.case.written if one.held_on < first.record.held_on]
        told = part.told.add(*steps)
        told = compared(told, before, writer) if part.is_compared else told
        told = told.add(Step(StepKind.SUBMITTED))
        at = self._rows.steps(part.draft.id, told.steps[len(part.told.steps) :], writer, at)
        new = submission.interviewed(first.record, told.state, at)
        new = new if part.is_compared else replace(new, copied=None)
        # The same plan: what is known of the child stays as it was.
        mended = replace(
            part,
            told=told,
            before=part.told.state,
            sent=[(new, submissions.put(self._rows, new, sent))],
        )
        again = self._after(at, self._rng.choice(_MENDED_AFTER))
        if again is not None:
            self._read(held, [mended], again)


def _mending(text: str) -> list[Step]:
    return [
        Step(StepKind.OPENED),
        Step(StepKind.ASKED, CHECK),
        Step(StepKind.ASKED, CHANGE),
        Step(StepKind.REOPENED),
        Step(StepKind.ASKED, "decision", value={"edit": True}),
        Step(StepKind.ANSWERED, "decision", value=text, sealed=True),
        Step(StepKind.ASKED, CHECK),
    ]


def _to_read(held: Held, part: Part) -> parts_to_agree.Part:
    """Return one part as the practitioner reads it."""
    if part.told is None:
        others = [
            (child.ref, held.meeting.looked[child.ref], None) for child in held.meeting.others()
        ]
        return parts_to_agree.list_part(part.draft.id, others)
    [(_, sent)] = part.sent
    ref, supervisor = part.case.child.ref if part.case else None, held.worker.supervisor
    return parts_to_agree.record_part(
        part.draft.id, part.told.state, ref, supervisor, sent.claims, part.before
    )
