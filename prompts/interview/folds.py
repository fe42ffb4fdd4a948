"""How each step of an interview changes where it stands. No clock, no channel, no database."""

from collections.abc import Callable, Mapping

from practice.terms import StepKind
from prompts.changed import changed
from prompts.copied import copied_words
from prompts.interview.family import answered, carried
from prompts.interview.given import given_in
from prompts.interview.path import LENS, PROBE, Answer
from prompts.interview.proposals import Pointed, proposals_in
from prompts.interview.state import (
    ALL_CLAIMS,
    CHECK,
    DISCARDED,
    DONE,
    LEFT,
    OPEN,
    SUBMITTED,
    Interview,
)
from prompts.interview.text_readings import kept_reading
from prompts.kinds import KINDS
from prompts.lens import AskedLens
from prompts.steps import Step

_OF_THE_PATH = (
    *("_walked", "_by_place", "_questions", "_open_slots", "_answered"),
    *("texts", "names_known"),
)


def _answer(now: Interview, step: Step) -> Interview:
    place = (step.question or "", step.entry)
    after = place in now.beside
    given = Answer(step.value, step.kind == StepKind.SKIPPED, step.author_id, after=after)
    answers = answered(now.guide, now.answers, place, given)
    return changed(now, answers=answers, parts=(), is_proposed=False)


def _join(now: Interview, step: Step) -> Interview:
    """Take the longer text of an answer; what is asked now goes on as it is."""
    place = (step.question or "", step.entry)
    text = step.value.get("text") if isinstance(step.value, Mapping) else None
    before = now.answers.get(place)
    unasked = before is None or before.unasked
    answers = {known: answer for known, answer in now.answers.items() if known != place}
    if text is None and unasked:
        return changed(now, answers=answers, is_proposed=False)
    joined = Answer(text, text is None, step.author_id, unasked, after=place in now.beside)
    return changed(now, answers={**answers, place: joined}, is_proposed=False)


def _ask(now: Interview, step: Step) -> Interview:
    key = step.question or ""
    detail = step.value if isinstance(step.value, Mapping) else {}
    probes, opens = now.probes, key == ALL_CLAIMS
    if key.startswith(PROBE) and key.removeprefix(PROBE) not in probes:
        probes = (*probes, key.removeprefix(PROBE))
    by_id = key.removeprefix(PROBE).removeprefix(LENS)
    quoted = {by_id: str(detail["quote"])} if "quote" in detail else {}
    lens = AskedLens.kept_in(detail) if by_id not in now.lenses else None
    after = changed(
        now,
        position=key,
        entry=step.entry,
        detail=detail,
        probes=probes,
        quotes={**now.quotes, **quoted},
        lenses={**now.lenses, lens.id: lens} if lens else now.lenses,
        seen=now.seen | now.proposals.every if opens and now.proposals else now.seen,
        parts=(),
        unclear=0,
    )
    leads_on = probes is not now.probes or quoted or lens
    return after if leads_on else _as_walked(now, after)


def _as_walked(before: Interview, after: Interview) -> Interview:
    """Return an interview whose path is as it was before, with what is known of that."""
    known = before.__dict__
    after.__dict__.update({name: known[name] for name in _OF_THE_PATH if name in known})
    return after


def _propose(now: Interview, step: Step) -> Interview:
    proposals = proposals_in(step.value)
    seen = now.seen | proposals.shown
    return changed(now, proposals=proposals, is_proposed=True, seen=seen)


def _open(now: Interview, step: Step) -> Interview:
    context = step.value if isinstance(step.value, Mapping) else now.context
    return changed(now, context=context, status=OPEN)


def _part(now: Interview, step: Step) -> Interview:
    chosen = str(step.value)
    again = now.slot() if chosen in now.parts else None
    if again and KINDS[again.question.kind].takes_several:
        return changed(now, parts=tuple(part for part in now.parts if part != chosen))
    return changed(now, parts=(*now.parts, chosen))


def _point(now: Interview, step: Step) -> Interview:
    given = step.value if isinstance(step.value, Mapping) else {}
    indicator, sentence = str(given.get("indicator")), str(given.get("sentence"))
    pointed = Pointed((step.question or "", step.entry), sentence)
    return changed(
        now,
        pointed={**now.pointed, indicator: pointed},
        taken_out=now.taken_out - {indicator},
    )


def _leave(now: Interview, step: Step) -> Interview:
    done = isinstance(step.value, Mapping) and bool(step.value.get("done"))
    return changed(now, status=DONE if done else LEFT)


FOLDS: dict[str, Callable[[Interview, Step], Interview]] = {
    StepKind.OPENED: _open,
    StepKind.ASKED: _ask,
    StepKind.ANSWERED: _answer,
    StepKind.SKIPPED: _answer,
    StepKind.JOINED: _join,
    StepKind.PART: _part,
    StepKind.UNCLEAR: lambda now, _: changed(now, unclear=now.unclear + 1),
    StepKind.ENOUGH: lambda now, _: changed(now, enough=True),
    StepKind.REOPENED: lambda now, _: changed(now, enough=False),
    StepKind.STRUCK: lambda now, step: changed(now, taken_out=now.taken_out ^ {str(step.value)}),
    StepKind.POINTED: _point,
    StepKind.COMPARED: lambda now, step: changed(now, copied=copied_words(step.value)),
    StepKind.PROPOSED: _propose,
    StepKind.READ: lambda now, step: changed(now, readings={**now.readings, **kept_reading(step)}),
    StepKind.SAID_AGAIN: lambda now, step: changed(
        now, said_again=now.said_again | {str(step.value)}
    ),
    StepKind.BESIDE: lambda now, step: changed(
        now, beside={**now.beside, (step.question or "", step.entry): given_in(step)}
    ),
    StepKind.FAMILY: lambda now, step: changed(now, **carried(step, now.answers, now.lenses)),
    StepKind.WENT_ON: lambda now, _: changed(now, went_on=True),
    StepKind.LEFT: _leave,
    StepKind.DISCARDED: lambda now, _: changed(now, status=DISCARDED),
    StepKind.SUBMITTED: lambda now, _: changed(
        now, status=SUBMITTED, returned=None, sendings=now.sendings + 1
    ),
    StepKind.RETURNED: lambda now, step: changed(
        now, status=OPEN, returned=str(step.value or ""), position=CHECK, detail={}
    ),
}
