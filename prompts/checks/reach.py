"""Checks by trying: conditions that can never hold, answers that are never taken, loops.

A condition is tried over every way in which the answers before it can be (an exhaustive search
over abstract values). Where that is too many, or is not known, nothing is said: a fault that is
reported is one.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from prompts.checks.abstract import UnknowableError, Value, domain, holds_abstractly
from prompts.checks.flaws import Flaw
from prompts.checks.scope import CONTEXT, LISTS
from prompts.conditions import BrokenConditionError, names_in, read
from prompts.guide import Guide, Part
from prompts.lens import WORDS, Lens
from prompts.question import Kind, Question

Known = Mapping[str, Question | None]
"""What a condition can ask about: earlier questions, and context names (None)."""

ANSWER = "answer"
_MOST_TRIED = 20_000


def flaws(guide: Guide) -> Iterator[Flaw]:
    """Yield what of a guide is never asked, never taken as an answer, or waits for itself."""
    yield from _loops(guide)
    known: dict[str, Question | None] = dict.fromkeys(guide.names)
    for _, question in guide.questions():
        yield from _asked(question.id, question, known, ())
        fields = {**known, **dict.fromkeys(LISTS.get(question.each or "", ()))}
        for field in question.fields:
            yield from _asked(f"{question.id}.{field.id}", field, fields, _when(question))
            fields[field.id] = field
        yield from _first_field(question)
        known[question.id] = question
    yield from _probes(guide)


def lens_flaws(lenses: Sequence[Lens]) -> Iterator[Flaw]:
    """Yield which lenses could never be asked, whoever the child is and whatever is written."""
    words = Question(id=WORDS, kind=Kind.TEXT, ask=WORDS)
    known: Known = {**dict.fromkeys(CONTEXT), WORDS: words}
    for lens in lenses:
        conditions = lens.conditions
        before = [conditions.pop("when")] if "when" in conditions else []
        ways = [[*before, one] for one in conditions.values()] or [before]
        if not any(can_hold(one, known) for one in ways):
            what = "its conditions can never hold, so it is never asked"
            yield Flaw(lens.id, what, "Look at what they ask for together")


def can_hold(conditions: Sequence[str], known: Known, given: Sequence[str] = ()) -> bool:
    """Say whether conditions can all hold at once; yes too where that cannot be known.

    `known` are the questions that were asked before, by their ids, and the context's names.
    `given` are names that hold an answer.
    """
    try:
        return any(_ways(conditions, known, frozenset(given)))
    except (BrokenConditionError, UnknowableError):
        return True


def _ways(conditions: Sequence[str], known: Known, given: frozenset[str]) -> Iterator[bool]:
    """Yield for every way in which the answers can be whether the conditions hold then."""
    parsed = [read(one) for one in conditions]
    asked = _needed(conditions, known)
    trees = [*parsed, *(read(one) for name in asked for one in _when(known[name]))]
    calls = sorted({ast.dump(n) for tree in trees for n in ast.walk(tree) if _is_free(n)})
    domains = {name: domain(name, known[name], trees, is_given=name in given) for name in asked}
    claims = _claims(parsed, asked)
    tried = 0
    for chosen in product((True, False), repeat=len(calls)):
        free = dict(zip(calls, chosen, strict=True))
        for values in _answered(asked, _Tried(domains, known, claims, free), {}):
            tried += 1
            if tried > _MOST_TRIED:
                raise UnknowableError
            yield values is not None and all(holds_abstractly(one, values, free) for one in parsed)


class _Tried(NamedTuple):
    """What is tried: each name's values, and by the last name it needs what must hold with it."""

    domains: Mapping[str, Sequence[Value]]
    known: Known
    claims: Mapping[str, Sequence[ast.expr]]
    free: Mapping[str, bool]


def _answered(
    asked: Sequence[str], tried: _Tried, values: dict[str, Value]
) -> Iterator[dict[str, Value] | None]:
    """Yield every way in which these questions can be answered, each in its turn.

    One that is not asked for what was answered before holds no answer. Where what must hold does
    not already, whatever is answered later, None stands for all these ways.
    """
    if not asked:
        yield values
        return
    name, *later = asked
    conditions = _when(tried.known[name])
    is_asked = all(holds_abstractly(read(one), values, tried.free) for one in conditions)
    for value in tried.domains[name] if is_asked else [None]:
        found = {**values, name: value}
        if all(_may_hold(one, found, tried.free) for one in tried.claims[name]):
            yield from _answered(later, tried, found)
        else:
            yield None


def _claims(parsed: Sequence[ast.expr], asked: Sequence[str]) -> Mapping[str, Sequence[ast.expr]]:
    """Return what must hold, each by itself, under the last of these names that it speaks of."""
    found: dict[str, list[ast.expr]] = {name: [] for name in asked}
    waiting = [*parsed]
    while waiting:
        tree = waiting.pop()
        if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And):
            waiting += tree.values
            continue
        spoken = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        needed = [name for name in asked if name in spoken]
        if needed:
            found[needed[-1]].append(tree)
    return found


def _may_hold(tree: ast.expr, values: Mapping[str, Value], free: Mapping[str, bool]) -> bool:
    try:
        return holds_abstractly(tree, values, free)
    except UnknowableError:
        return True


def _needed(conditions: Sequence[str], known: Known) -> list[str]:
    """Return the names the conditions depend on, and their questions, in the guide's order."""
    found: dict[str, None] = {}
    waiting = [name for one in conditions for name in sorted(names_in(one))]
    while waiting:
        name = waiting.pop()
        if name not in known:
            raise UnknowableError
        if name not in found:
            found[name] = None
            waiting += [more for one in _when(known[name]) for more in sorted(names_in(one))]
    return [name for name in known if name in found]


def _is_free(node: ast.AST) -> bool:
    """Say whether a part of a condition asks what a text says: that can be either way."""
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != "length"
    )


def _when(question: Question | None) -> tuple[str, ...]:
    return (question.when,) if question is not None and question.when is not None else ()


def _asked(place: str, question: Question, known: Known, outer: tuple[str, ...]) -> Iterator[Flaw]:
    before = [*outer, *_when(question)]
    if not can_hold(before, known):
        # A field is spoken of only for what it asks itself.
        if question.when is not None and (not outer or can_hold(outer, known)):
            what = "`when` can never hold, so this is never asked"
            yield Flaw(place, what, "Look at what the earlier answers can be, or take it out")
        return
    if question.check is None:
        return
    here: Known = {**known, ANSWER: question.model_copy(update={"when": None})}
    if not can_hold([*before, question.check], here, [ANSWER]):
        end = "it can never be answered"
        end += "" if question.may_skip else ", nor skipped, and the guide can never end"
        yield Flaw(place, f"no answer passes `check`: {end}", "Loosen `check`, or take it out")


def _first_field(group: Question) -> Iterator[Flaw]:
    if group.each is None and group.fields and group.fields[0].when is not None:
        what = "the first field has a `when`: where it does not hold, nobody can say there is none"
        yield Flaw(group.id, what, "Put the `when` on the group, or begin with another field")


def _probes(guide: Guide) -> Iterator[Flaw]:
    asked = [question for _, question in guide.questions()]
    ids = [question.id for question in asked]
    for probe in guide.probes:
        if probe.after not in ids:
            continue
        at = ids.index(probe.after)
        known: Known = {**dict.fromkeys(guide.names), **{q.id: q for q in asked[: at + 1]}}
        if can_hold(_when(asked[at]), known) and not can_hold(
            [*_when(asked[at]), probe.when], known
        ):
            what = "`when` can never hold, so this is never asked"
            yield Flaw(probe.id, what, "Look at what the earlier answers can be, or take it out")


# --- loops ---


def _loops(guide: Guide) -> Iterator[Flaw]:
    """Yield each pair of parts, or of questions in one part, that wait for one another."""
    parts = {q.id: part for part in guide.parts for q in part.questions}
    waits = {q.id: _waits_for(q, parts) for _, q in guide.questions()}
    said: set[frozenset[str]] = set()
    for one in parts:
        for other in _reached(one, waits):
            pair = frozenset({_called(parts, one, other), _called(parts, other, one)})
            if one != other and one in _reached(other, waits) and pair not in said:
                said.add(pair)
                yield _loop(parts, one, other)


def _waits_for(question: Question, parts: Mapping[str, Part]) -> set[str]:
    conditions = [question.when, question.check]
    for field in question.fields:
        conditions += [field.when, field.check]
    named: set[str] = set()
    for condition in conditions:
        try:
            named |= names_in(condition) if condition else set()
        except BrokenConditionError:
            continue
    own = {field.id for field in question.fields} | {question.id}
    return {name for name in named if name in parts} - own


def _reached(start: str, waits: Mapping[str, set[str]]) -> list[str]:
    found: list[str] = []
    waiting = sorted(waits[start])
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found.append(name)
            waiting += sorted(waits[name])
    return found


def _called(parts: Mapping[str, Part], one: str, other: str) -> str:
    return one if parts[one] is parts[other] else f"part {parts[one].id}"


def _loop(parts: Mapping[str, Part], one: str, other: str) -> Flaw:
    if parts[one] is parts[other]:
        what = f'"{one}" waits for "{other}", and "{other}" for "{one}": neither is ever asked'
        return Flaw(one, what, "Take the `when` off one of them")
    what = (
        f'parts "{parts[one].id}" and "{parts[other].id}" wait for one another ("{one}" for '
        f'"{other}", and that for it), so neither can end'
    )
    return Flaw(one, what, "Let one of the two questions depend on nothing that comes later")
