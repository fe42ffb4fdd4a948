"""What is asked once for the children of one family who are in depth in one meeting. Pure.

A question says so in its guide, a lens in its file. Its answer stands in the part of each child: it
is carried there from the part in which it was given, and stays theirs until it is changed there.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from practice.terms import StepKind
from prompts.conditions import names_in
from prompts.guide import Guide
from prompts.interview.path import LENS, Answer, Slot
from prompts.lens import AskedLens
from prompts.question import Keeps, Question
from prompts.steps import Json, Step

SIBLINGS = "family_in_depth"
"""In what a part is opened with: the references of the child's siblings who are in depth too."""
_PLAN = ("act_by_on", "act_by_plan")
_OF_THE_PLAN = frozenset({Keeps.CONTINGENCY_ANSWER, Keeps.CONTINGENCY_MOVED_TO})
Place = tuple[str, int]
Answers = Mapping[Place, Answer]
Told = Sequence[tuple[Slot, Answer]]


def siblings(context: Mapping[str, Json]) -> list[str]:
    """Return the references of the siblings who were in depth as a part was opened."""
    listed = context.get(SIBLINGS)
    return [str(ref) for ref in listed] if isinstance(listed, list | tuple) else []


def has_plan_of(context: Mapping[str, Json], sibling: Mapping[str, Json]) -> bool:
    """Return whether a part was opened with the plan for when nothing changes of a sibling's."""
    mine, theirs = ([of.get(key) for key in _PLAN] for of in (context, sibling))
    return mine == theirs


def news(
    told: Told,
    lenses: Mapping[str, AskedLens],
    ref: str,
    into: Answers,
    *,
    same_plan: bool = True,
) -> Iterator[Step]:
    """Yield the steps that carry what was told with a child (`ref`) into a sibling's part.

    What stands there already is left, and so is what was written there; what was carried from
    that child and is told no longer is taken out. `lenses` are those asked with the child. What
    came of last time's plan is carried where that is the `same_plan`.
    """
    own = {
        slot.place: (slot, answer)
        for slot, answer in told
        if _is_own(slot, answer) and (same_plan or slot.question.keeps not in _OF_THE_PLAN)
    }
    for place, (slot, answer) in own.items():
        known = into.get(place)
        if _rests_on_own(slot.question, into):
            continue
        if known is None or (known.family == ref and known.value != answer.value):
            yield _step(place, answer.value, ref, lenses.get(place[0].removeprefix(LENS)))
    for place, known in into.items():
        if known.family == ref and place not in own:
            yield _step(place, None, ref, None)


def _is_own(slot: Slot, answer: Answer) -> bool:
    return slot.question.family and not answer.family and not answer.unasked


def _rests_on_own(question: Question, into: Answers) -> bool:
    """Say whether a question goes on from one that a sibling's part answers for that child alone.

    What the family can say of one plan says nothing of another.
    """
    named = names_in(question.when) if question.when else frozenset[str]()
    return any((name, 0) in into and not into[name, 0].family for name in named)


def answered(guide: Guide, answers: Answers, place: Place, given: Answer) -> Answers:
    """Return the answers of a part after one; what was carried into it and rests on it is gone."""
    after, asked = {**answers, place: given}, guide.of_family
    gone = [
        known
        for known, answer in answers.items()
        if answer.family
        and known != place
        and known[0] in asked
        and _rests_on_own(asked[known[0]], after)
    ]
    return {known: answer for known, answer in after.items() if known not in gone}


def _step(place: Place, value: Json, ref: str, lens: AskedLens | None) -> Step:
    kept: dict[str, Json] = {"value": value, "from": ref}
    kept |= {"lens": lens.as_json()} if lens else {}
    return Step(StepKind.FAMILY, *place, kept, sealed=True)


def carried(step: Step, answers: Answers, lenses: Mapping[str, AskedLens]) -> dict[str, Any]:
    """Return the answers and the lenses of a part after a step that carries an answer into it."""
    kept = step.value if isinstance(step.value, Mapping) else {}
    place = (step.question or "", step.entry)
    others = {known: answer for known, answer in answers.items() if known != place}
    lens = AskedLens.kept_in(kept)
    if kept.get("value") is None:
        gone = place[0].removeprefix(LENS)
        return {
            "is_proposed": False,
            "answers": others,
            "lenses": {k: v for k, v in lenses.items() if k != gone},
        }
    answer = Answer(kept["value"], author_id=step.author_id, family=str(kept["from"]))
    known = {**lenses, lens.id: lens} if lens else lenses
    return {"is_proposed": False, "answers": {**others, place: answer}, "lenses": known}


def asked_here(answers: Answers, lenses: Mapping[str, AskedLens]) -> list[AskedLens]:
    """Return the lenses that were asked in a part itself, those carried into it left out."""
    places = {name: answers.get((f"{LENS}{name}", 0)) for name in lenses}
    return [lenses[name] for name, answer in places.items() if not (answer and answer.family)]
