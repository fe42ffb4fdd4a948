"""What each step changes of a supervision. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from practice.terms import Discussion, SignAnswer, StepKind
from prompts.changed import changed
from prompts.meeting.listed import AgendaChild, LookedAt
from prompts.meeting.state import CHECK, HELD, NEXT, PERSONAL, Meeting
from prompts.steps import Json, Step


def _open(now: Meeting, step: Step) -> Meeting:
    if not isinstance(step.value, Mapping):
        return now
    context: Mapping[str, Any] = step.value
    return changed(
        now,
        practitioner=context["practitioner"],
        practitioner_id=context["practitioner_id"],
        supervisor=context["supervisor"],
        held_on=now.held_on if now.written_on else context["held_on"],
        proposed_on=context["held_on"],
        children=tuple(AgendaChild(**child) for child in context["children"]),
        beside=_beside(context),
    )


def _beside(context: Mapping[str, Any]) -> tuple[str, ...]:
    """Return whom the supervisor knows beside the children of the agenda."""
    refs = {child["ref"] for child in context["children"]}
    return tuple(ref for ref in context.get("beside", ()) if ref not in refs)


def _looked(now: Meeting, ref: str, change: LookedAt) -> Meeting:
    return changed(now, looked={**now.looked, ref: change})


def _told_anew(now: Meeting, ref: str, change: LookedAt) -> Meeting:
    """Take what became of a child; what was said of its actions before is asked again."""
    child = now.child(ref)
    asked = {one.id for one in child.actions_overdue()} if child else set[str]()
    came = {key: said for key, said in now.came.items() if key not in asked}
    return changed(_looked(now, ref, change), came=came)


def _seen(now: Meeting, ref: str, value: Json) -> Meeting:
    looked = now.looked.get(ref) or LookedAt(Discussion.NO_CHANGE)
    return _looked(now, ref, changed(looked, seen=str(value)))


def _came(now: Meeting, value: Mapping[str, Any]) -> Meeting:
    return changed(now, came={**now.came, value["id"]: value["answer"]})


def _signed(now: Meeting, ref: str, value: Json) -> Meeting:
    """Take what came of a plan, with every child whose plan it is."""
    said = dict.fromkeys(now.with_plan_of(ref), (str(value), None) if value else None)
    return changed(now, signs={**now.signs, **said})


def _moved(now: Meeting, ref: str, value: Json) -> Meeting:
    """Take the new day of a plan beside what was said of its old one; None: it was left out."""
    of = now.with_plan_of(ref)
    if not value:
        return changed(now, undated=now.undated | {*of})
    said = now.signs.get(ref)
    answer = said[0] if said else SignAnswer.MOVED
    dated = {**now.signs, **dict.fromkeys(of, (answer, str(value)))}
    return changed(now, signs=dated, undated=now.undated - {*of})


def _answer_depth(now: Meeting, ref: str, value: Json) -> Meeting:
    """Take a child in or out of depth; out of it, its part is recorded no longer.

    What was written about the child goes with it: no words are lost by changing the agenda.
    """
    recorded = now.recorded if value else now.recorded - {ref}
    moved = changed(now, depth={**now.depth, ref: bool(value)}, recorded=recorded)
    looked, told = now.looked.get(ref), now.told.get(ref)
    if value and looked is not None and looked.text:
        return changed(moved, told={**now.told, ref: looked.text})
    if not value and told:
        without = {r: words for r, words in now.told.items() if r != ref}
        return changed(_looked(moved, ref, LookedAt(Discussion.CHANGED, told)), told=without)
    return moved


def _answer_personal(now: Meeting, _: str, value: Json) -> Meeting:
    recorded = now.recorded if value == "today" else now.recorded - {PERSONAL}
    return changed(now, personal=str(value), recorded=recorded)


_ANSWERS: dict[str, Callable[[Meeting, str, Any], Meeting]] = {
    "started": lambda now, _, __: changed(now, started=True),
    "looked": lambda now, ref, value: _told_anew(now, ref, LookedAt(value)),
    "changed": lambda now, ref, value: _told_anew(
        now, ref, LookedAt(Discussion.CHANGED, text=value)
    ),
    "unchanged": lambda now, ref, value: _told_anew(
        now, ref, LookedAt(Discussion.NO_CHANGE, text=value)
    ),
    "why": lambda now, ref, value: _told_anew(
        now, ref, LookedAt(Discussion.NOT_DISCUSSED, reason=value)
    ),
    "seen": _seen,
    "came": lambda now, _, value: _came(now, value),
    "sign": _signed,
    "moved": _moved,
    "depth": _answer_depth,
    "record": lambda now, ref, value: changed(now, records={**now.records, ref: value}),
    "recorded": lambda now, ref, _: changed(now, recorded=now.recorded | {ref}),
    "personal": _answer_personal,
    "minutes": lambda now, _, value: changed(now, minutes=int(value)),
    NEXT: lambda now, _, value: changed(now, next_on=value, asked_next=True),
    HELD: lambda now, _, value: changed(now, held_on=value["on"], written_on=value["written"]),
}


def _answer(now: Meeting, step: Step) -> Meeting:
    key, _, ref = (step.question or "").partition(":")
    answered = _ANSWERS[key](now, ref, step.value)
    return changed(answered, parts=(), trail=_trail(now, key, ref))


def _join(now: Meeting, step: Step) -> Meeting:
    """Take the longer text about a child; what is asked now goes on as it is."""
    key, _, ref = (step.question or "").partition(":")
    text = step.value.get("text") if isinstance(step.value, Mapping) else None
    if key == "told":
        return changed(now, told={**now.told, ref: str(text or "")})
    if text is None:
        return changed(now, looked={r: one for r, one in now.looked.items() if r != ref})
    became = Discussion.NO_CHANGE if key == "unchanged" else Discussion.CHANGED
    before = now.looked.get(ref)
    seen = before.seen if before and before.became == became else None
    return _looked(now, ref, LookedAt(became, text=str(text), seen=seen))


def _trail(now: Meeting, key: str, ref: str) -> tuple[str, ...]:
    """Return the cards answered so far, each once and the last answered last."""
    told = ("changed", "unchanged", "why", "seen", "came")
    looked = dict.fromkeys(told, f"looked:{ref}")
    asked = "sign" if ref in now.signs or not now.is_settled(ref) else "looked"
    card = {**looked, "moved": f"{asked}:{ref}"}.get(key, now.position)
    if card.partition(":")[0] not in {"sign", "looked", "personal", "minutes", NEXT}:
        return now.trail
    return (*(known for known in now.trail if known != card), card)


def _ask(now: Meeting, step: Step) -> Meeting:
    detail = step.value if isinstance(step.value, Mapping) else {}
    return changed(now, position=step.question or "", detail=detail, parts=())


FOLDS: dict[str, Callable[[Meeting, Step], Meeting]] = {
    StepKind.OPENED: _open,
    StepKind.ASKED: _ask,
    StepKind.PART: lambda now, step: changed(now, parts=(*now.parts, str(step.value))),
    StepKind.ANSWERED: _answer,
    StepKind.JOINED: _join,
    StepKind.SUBMITTED: lambda now, _: changed(now, sendings=now.sendings + 1, returned=None),
    StepKind.RETURNED: lambda now, step: changed(
        now, returned=str(step.value or ""), position=CHECK
    ),
}
