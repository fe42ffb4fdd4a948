"""Siblings who are in depth in one meeting: what is asked once for the family stands with each."""

from collections.abc import Iterable, Mapping, Sequence

from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.update import UpdateContext
from prompts.interview import InterviewConversation
from prompts.interview.check_cards import answer_name
from prompts.interview.family import Answers, has_plan_of, news
from prompts.interview.state import Interview
from prompts.meeting.state import Meeting
from prompts.phrases import phrase
from prompts.steps import Json, Step


def in_depth_with(now: Meeting, ref: str) -> list[str]:
    """Return the siblings of a child who are in depth in a meeting too, in the agenda's order."""
    child = now.child(ref)
    family = now.family_of(child) if child else []
    return [one.ref for one in family if one.ref != ref and now.is_in_depth(one)]


def known(update: UpdateContext, now: Meeting, ref: str, context: Mapping[str, Json]) -> list[Step]:
    """Return the steps with which a child's part opens: what was asked with siblings already.

    `context` is what it opens with.
    """
    steps: dict[tuple[str | None, int], Step] = {}
    for sibling in in_depth_with(now, ref):
        part = drafted.find(update, now.records.get(sibling, ""))
        for step in _news(part, sibling, context, {}):
            steps.setdefault((step.question, step.entry), step)
    return list(steps.values())


def said_of_known(part: Interview) -> str:
    """Return the line that says what was asked with a sibling and stands in a part; "" for none."""
    told = [(s, a) for s, a in part.answered() if a.family]
    if not told:
        return ""
    names = " · ".join(answer_name(part, slot) for slot, _ in told)
    return phrase("cards.family_known", child=told[0][1].family, names=names)


def spread(update: UpdateContext, now: Meeting, part: OpenDraft, ref: str) -> None:
    """Carry what a finished part says of the family into those of siblings that are begun.

    What was written there stays; it is said where anything changed.
    """
    for sibling in () if now.sendings else in_depth_with(now, ref):
        other = drafted.find(update, now.records.get(sibling, ""))
        into = _state(other) if other else None
        steps = _news(part, ref, into.context, into.answers) if into else []
        if other is None or not steps:
            continue
        after = drafted.add(update, other, *steps)
        changed = _names(_state(after), steps) or _names(_state(other), steps)
        update.say(phrase("cards.family_changed", child=sibling, names=changed))


def _names(told: Interview, steps: Iterable[Step]) -> str:
    slots = [told.slot_at((step.question or "", step.entry)) for step in steps]
    return " · ".join(answer_name(told, slot) for slot in slots if slot)


def _news(
    part: OpenDraft | None, ref: str, context: Mapping[str, Json], into: Answers
) -> Sequence[Step]:
    if part is None:
        return ()
    told = _state(part)
    same_plan = has_plan_of(context, told.context)
    return list(news(told.answered(), told.lenses, ref, into, same_plan=same_plan))


def _state(part: OpenDraft) -> Interview:
    return part.conversation_as(InterviewConversation).state
