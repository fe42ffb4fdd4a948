"""What an answer can be, as far as a condition can tell (an abstract interpretation)."""

import ast
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeGuard

from prompts.numbers import SCALE
from prompts.question import Kind, Question

_SEVERAL_TRIED = 4
_DAY = len("2026-11-24")


class UnknowableError(Exception):
    """What a condition comes to cannot be told without the answer itself."""


@dataclass(frozen=True)
class Words:
    """Free words of some length; where they are just what a condition asks for, `exact` says it."""

    length: int
    exact: str | None = None


Value = object
"""None, a number, a text, a tuple of options, or Words."""


def domain(
    name: str, question: Question | None, trees: Sequence[ast.expr], *, is_given: bool = False
) -> list[Value]:
    """Return the values of a name that conditions can tell apart; None where it may have none."""
    numbers = _numbers(trees)
    if question is None:
        return _of_context(name, trees, numbers)
    found = _OF_KIND.get(question.kind, _nothing)(question, trees, numbers)
    may_be_none = not is_given and (question.may_skip or question.when is not None)
    # What was answered is tried first: most conditions ask for that, and hold at once.
    return [*found, None] if may_be_none else list(found)


def _numbers(trees: Sequence[ast.expr]) -> list[int]:
    """Return every number that stands in the conditions, with those beside it."""
    held = {n.value for n in _constants(trees) if isinstance(n.value, int)}
    return sorted({near for n in held for near in (n - 1, n, n + 1)})


def _constants(trees: Sequence[ast.expr]) -> Iterable[ast.Constant]:
    return (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))


def _texts(trees: Sequence[ast.expr]) -> list[str]:
    return sorted({node.value for node in _constants(trees) if isinstance(node.value, str)})


def _of_context(name: str, trees: Sequence[ast.expr], numbers: list[int]) -> list[Value]:
    counts = sorted(number for number in {0, 1, *numbers} if number >= 0)
    if name.endswith("_count"):
        return [*counts[::-1], None]
    lengths = [Words(number) for number in counts]
    compared = [node for tree in trees for node in ast.walk(tree) if _compares(node, name)]
    return [*_texts(compared), True, *counts[::-1], *lengths, False, None]


def _compares(node: ast.AST, name: str) -> TypeGuard[ast.Compare]:
    return isinstance(node, ast.Compare) and any(
        isinstance(one, ast.Name) and one.id == name for one in (node.left, *node.comparators)
    )


def _nothing(_question: Question, _trees: Sequence[ast.expr], _numbers: list[int]) -> list[Value]:
    return []


def _words(question: Question, trees: Sequence[ast.expr], numbers: list[int]) -> list[Value]:
    lengths = {1, *(number for number in numbers if number > 0)}
    known = [*_texts(trees), *(option.value for option in question.options)]
    exact = [Words(len(text), text) for text in known if text]
    return [*(Words(number) for number in sorted(lengths)), *exact]


def _choice(question: Question, _trees: Sequence[ast.expr], _numbers: list[int]) -> list[Value]:
    return [option.value for option in question.options]


def _choices(question: Question, trees: Sequence[ast.expr], _numbers: list[int]) -> list[Value]:
    values = [option.value for option in question.options]
    named = [value for value in values if value in _texts(trees)]
    others = [value for value in values if value not in named]
    tried = (named + others)[: max(len(named), _SEVERAL_TRIED)]
    return [s for n in range(1, len(tried) + 1) for s in combinations(tried, n)]


def _number(question: Question, _trees: Sequence[ast.expr], numbers: list[int]) -> list[Value]:
    least, most = question.least or 0, question.most
    if question.kind is Kind.SCALE:
        least, most = SCALE[0], SCALE[-1]
    near = {least, *numbers} | ({most} if most is not None else {max(numbers, default=least) + 1})
    return [n for n in sorted(near) if n >= least and (most is None or n <= most)]


def _date(_question: Question, trees: Sequence[ast.expr], _numbers: list[int]) -> list[Value]:
    return [Words(_DAY), *(Words(_DAY, text) for text in _texts(trees))]


_OF_KIND: Mapping[Kind, Callable[[Question, Sequence[ast.expr], list[int]], list[Value]]] = {
    Kind.TEXT: _words,
    Kind.PERSON: _words,
    Kind.CHILD: _words,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.SCALE: _number,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
}


def holds_abstractly(node: ast.expr, values: Mapping[str, Value], free: Mapping[str, bool]) -> bool:
    """Return whether a condition holds of abstract values; `free` says what its calls come to.

    Raises UnknowableError where that cannot be told.
    """
    return bool(_value(node, values, free))


def _value(node: ast.expr, values: Mapping[str, Value], free: Mapping[str, bool]) -> Value:
    match node:
        case ast.Constant():
            return node.value
        case ast.Name() if node.id in values:
            return _truth(values[node.id])
        case ast.UnaryOp():
            return not _value(node.operand, values, free)
        case ast.BoolOp():
            each = (bool(_value(one, values, free)) for one in node.values)
            return all(each) if isinstance(node.op, ast.And) else any(each)
        case ast.Compare():
            return _compared(node, values, free)
        case ast.Call():
            return _called(node, values, free)
        case _:
            raise UnknowableError


def _truth(value: Value) -> Value:
    """Return a value as it stands alone in a condition: words of no length are untrue."""
    return None if value == Words(0) else value


def _called(call: ast.Call, values: Mapping[str, Value], free: Mapping[str, bool]) -> Value:
    of = call.args[-1]
    value = values[of.id] if isinstance(of, ast.Name) else _value(of, values, free)
    if isinstance(call.func, ast.Name) and call.func.id == "length":
        return _length(value)
    is_of_text = isinstance(of, ast.Name)
    # What nobody wrote says nothing.
    return free[ast.dump(call)] and not (is_of_text and not isinstance(value, str | Words))


def _length(value: Value) -> int:
    if isinstance(value, Words):
        return value.length
    return len(value) if isinstance(value, str | tuple) else 0


_ORDERS: Mapping[type[ast.cmpop], Callable[..., bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def _compared(node: ast.Compare, values: Mapping[str, Value], free: Mapping[str, bool]) -> bool:
    terms = [_value(one, values, free) for one in (node.left, *node.comparators)]
    pairs = zip(node.ops, terms, terms[1:], strict=False)
    return all(_compare(op, left, right) for op, left, right in pairs)


def _compare(op: ast.cmpop, left: Value, right: Value) -> bool:
    if left is None or right is None:
        return False
    match op:
        case ast.Eq():
            return _same(left, right)
        case ast.NotEq():
            return not _same(left, right)
        case ast.In() | ast.NotIn():
            if not isinstance(right, tuple):
                raise UnknowableError
            return (left in right) is isinstance(op, ast.In)
        case _:
            texts = [one for one in (left, right) if isinstance(one, Words | str)]
            if len(texts) > 1:
                raise UnknowableError
            try:
                return _ORDERS[type(op)](left, right)
            except TypeError:
                return False


def _same(left: Value, right: Value) -> bool:
    if isinstance(left, Words) and isinstance(right, Words):
        raise UnknowableError
    if isinstance(left, Words):
        return left.exact == right
    return right.exact == left if isinstance(right, Words) else left == right
