"""Conditions of guides: `when` and `check`, small expressions over answers and context."""

import ast
import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from threading import local
from typing import Any

from simpleeval import SimpleEval  # type: ignore[import-untyped]

from practice.evidence import says_none
from practice.outcomes import says_no_change
from prompts import patterns
from prompts.digest_cache import DigestCache
from prompts.errors import PromptsError
from prompts.phrases import phrases

LONGEST = 400
FUNCTIONS = {"shows": 1, "length": 1, "says_none": 1, "says_no_change": 1, "mentions": 2}
"""The functions a condition can call, and how many arguments each takes."""

# An interview asks the same conditions of the same answers again and again.
_RESULTS: DigestCache[bool] = DigestCache(4096)

_ALLOWED = (
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.Compare,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.In,
    ast.NotIn,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Call,
)


class BrokenConditionError(PromptsError):
    """A condition cannot be read, or uses what conditions do not have."""


@lru_cache(maxsize=1024)
def names_in(expression: str) -> frozenset[str]:
    """Return the names of answers and context that the condition depends on.

    Raises BrokenConditionError where it is no condition.
    """
    return _names(read(expression))


@lru_cache(maxsize=1024)
def shows_in(expression: str) -> frozenset[str]:
    """Return the indicators that the condition asks for with shows("...")."""
    calls = [call for call in _calls(read(expression)) if _called(call) == "shows"]
    return frozenset(_first_text(call) for call in calls)


def values_in(expression: str) -> frozenset[tuple[str, str]]:
    """Return each (name, text) that the condition compares with == or !=, whichever way round."""
    found = set()
    for node in ast.walk(read(expression)):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            pair = (node.left, node.comparators[0])
            for name, text in (pair, pair[::-1]):
                if isinstance(name, ast.Name) and isinstance(text, ast.Constant):
                    found.add((name.id, str(text.value)))
    return frozenset(found)


def holds(expression: str, values: Mapping[str, object], shown: Collection[str] = ()) -> bool:
    """Return whether the condition holds over `values`, where the texts so far show `shown`.

    A name without a value (skipped, or not asked) is unknown: every comparison with it is False,
    its length is 0. Raises BrokenConditionError where it is no condition, and nothing else.
    """
    names = {name: values.get(name) for name in names_in(expression)}
    asked = [indicator for indicator in sorted(shows_in(expression)) if indicator in shown]
    source = repr((expression, sorted(names.items()), asked))
    return _RESULTS.get(source, lambda: _holds(expression, names, asked))


def _holds(expression: str, names: dict[str, object], shown: Collection[str]) -> bool:
    evaluator = _evaluator()
    evaluator.names = names
    evaluator.functions = {**_CALLED, "shows": lambda indicator: indicator in shown}
    try:
        return bool(evaluator.eval(expression, previously_parsed=read(expression)))
    finally:
        # What was answered is not kept.
        evaluator.names = {}


def _evaluator() -> SimpleEval:
    """Return this thread's: making one takes longer than most conditions."""
    if not hasattr(_OF_THREAD, "evaluator"):
        _OF_THREAD.evaluator = SimpleEval(operators=_OPERATORS, functions={}, names={})
    return _OF_THREAD.evaluator


_OF_THREAD = local()


def _says_none(answer: object) -> bool:
    """Say whether an answer says none; one that was not given says nothing at all."""
    return isinstance(answer, str) and bool(answer.strip()) and says_none(answer)


@lru_cache(maxsize=1024)
def read(expression: str) -> ast.expr:
    """Return the condition, parsed. Raises BrokenConditionError where it is none."""
    if len(expression) > LONGEST:
        raise BrokenConditionError(f"a condition is longer than {LONGEST} characters")
    try:
        parsed = ast.parse(" ".join(expression.split()), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise BrokenConditionError(f"{expression!r} cannot be read as a condition") from error
    for node in ast.walk(parsed):
        _check(node, expression)
    bare = sorted(_names(parsed) & FUNCTIONS.keys())
    if bare:
        raise BrokenConditionError(f"{bare[0]} needs brackets: {bare[0]}(...)")
    return parsed


def _check(node: ast.AST, expression: str) -> None:
    if not isinstance(node, _ALLOWED):
        raise BrokenConditionError(f"{expression!r} uses what conditions do not have")
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | int):
        raise BrokenConditionError(f"{expression!r} holds something other than texts and numbers")
    if isinstance(node, ast.Call):
        _check_call(node)


def _check_call(call: ast.Call) -> None:
    name = _called(call)
    if name not in FUNCTIONS:
        raise BrokenConditionError(f"there is no function {name or 'of that kind'}")
    if call.keywords or len(call.args) != FUNCTIONS[name]:
        raise BrokenConditionError(f"{name}() takes {FUNCTIONS[name]} in its brackets")
    if name == "mentions" and _first_text(call) not in patterns.names():
        raise BrokenConditionError("mentions() names no list of words in prompts/patterns.toml")
    if name == "shows" and _first_text(call) not in phrases("indicators"):
        raise BrokenConditionError("shows() names no indicator of prompts/phrases/indicators.toml")


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _first_text(call: ast.Call) -> str:
    first = call.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _calls(parsed: ast.expr) -> Iterator[ast.Call]:
    return (node for node in ast.walk(parsed) if isinstance(node, ast.Call))


def _names(parsed: ast.expr) -> frozenset[str]:
    functions = {id(call.func) for call in _calls(parsed)}
    found = (node for node in ast.walk(parsed) if isinstance(node, ast.Name))
    return frozenset(node.id for node in found if id(node) not in functions)


def _length(value: object) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


_CALLED: dict[str, Callable[..., object]] = {
    "length": _length,
    "says_none": _says_none,
    "says_no_change": lambda answer: isinstance(answer, str) and says_no_change(answer),
    "mentions": patterns.mentions,
}


def _known(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
    def compared(left: object, right: object) -> bool:
        if left is None or right is None:
            return False
        try:
            return compare(left, right)
        except TypeError:
            return False

    return compared


_OPERATORS: dict[type[ast.AST], Callable[..., object]] = {
    ast.Not: operator.not_,
    ast.Eq: _known(operator.eq),
    ast.NotEq: _known(operator.ne),
    ast.Lt: _known(operator.lt),
    ast.LtE: _known(operator.le),
    ast.Gt: _known(operator.gt),
    ast.GtE: _known(operator.ge),
    ast.In: _known(lambda left, right: left in right),
    ast.NotIn: _known(lambda left, right: left not in right),
}
