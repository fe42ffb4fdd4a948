"""What changed between two versions of a guide, in sentences. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TypeVar

from prompts.guide import Guide, Part, Probe
from prompts.phrases import phrase, phrases
from prompts.question import Piece, Question

_P = TypeVar("_P", Part, Question, Probe)
_APART = frozenset({"id", "name", "version", "parts", "probes", "questions", "fields", "options"})
"""The keys that are compared piece by piece, or that name what is compared."""


def changes(before: Guide, after: Guide) -> list[str]:
    """Return what a later version changed, one sentence each, in the order of the guide."""
    found = [
        *_keys(phrase("guides.changes.guide"), before, after),
        *_parts(before, after),
        *_questions(before, after),
        *_probes(before, after),
    ]
    return found or [phrase("guides.changes.none")]


def _keys(place: str, before: Piece, after: Piece) -> Iterator[str]:
    """Yield a sentence for each key that differs between two pieces."""
    for key in type(after).model_fields:
        was, now = getattr(before, key), getattr(after, key)
        if key not in _APART and was != now:
            yield _differs(place, key, was, now)


def _differs(place: str, key: str, was: object, now: object) -> str:
    what, absent = _called(key), phrases("guides.absent").get(key)
    if was is None and absent is None:
        return phrase("guides.changes.added", place=place, what=what, after=_said(key, now))
    if now is None and absent is None:
        return phrase("guides.changes.removed", place=place, what=what, before=_said(key, was))
    before, after = (absent if one is None else _said(key, one) for one in (was, now))
    known = {"before": before or "", "after": after or ""}
    return phrase("guides.changes.changed", place=place, what=what, **known)


def _called(key: str) -> str:
    return phrases("guides.keys").get(key, f"`{key}`")


def _said(key: str, value: object) -> str:
    match value:
        case bool():
            return phrase("guides.words.yes" if value else "guides.words.no")
        case str() if key == "shows":
            return phrase("guides.words.asks_for", indicator=_indicator(value))
        case str():
            return _quoted(value)
        case tuple():
            of_indicators = key.startswith("shows")
            said = [_indicator(str(one)) if of_indicators else str(one) for one in value]
            return "; ".join(said) or phrase("guides.words.none")
        case _:
            return str(value)


def _indicator(name: str) -> str:
    return phrases("indicators").get(name, name)


def _quoted(text: str) -> str:
    return f'"{" ".join(text.split())}"'


# --- parts, questions and follow-ups ---


def _parts(before: Guide, after: Guide) -> Iterator[str]:
    was, now = _by_id(before.parts), _by_id(after.parts)
    for part_id in was.keys() - now.keys():
        place = phrase("guides.changes.part", id=part_id)
        yield phrase("guides.changes.part_gone", place=place, ask=was[part_id].title)
    for part_id, part in now.items():
        place = phrase("guides.changes.part", id=part_id)
        if part_id not in was:
            yield phrase("guides.changes.part_new", place=place, ask=part.title)
        else:
            yield from _keys(place, was[part_id], part)
    yield from _order(phrase("guides.changes.parts"), was, now)


def _questions(before: Guide, after: Guide) -> Iterator[str]:
    was, now = dict(before.everything_asked()), dict(after.everything_asked())
    stood, stands = _part_of(before), _part_of(after)
    renamed = dict(_renamed(was, now))
    for key, question in now.items():
        place = phrase("guides.changes.question", id=key)
        if key in was:
            if key in stood and stood[key].id != stands[key].id:
                known = {"before": stood[key].title, "after": stands[key].title}
                yield phrase("guides.changes.moved", place=place, **known)
            yield from _keys(place, was[key], question)
            yield from _options(key, was[key], question)
        elif key in renamed.values():
            old = next(one for one, new in renamed.items() if new == key)
            place = phrase("guides.changes.question", id=old)
            yield phrase("guides.changes.renamed", place=place, after=key)
        else:
            yield _new(place, question.ask, stands.get(key))
    for key in (key for key in was if key not in now and key not in renamed):
        place = phrase("guides.changes.question", id=key)
        yield phrase("guides.changes.gone", place=place, ask=_quoted(was[key].ask))
    yield from _orders(before, after)


def _new(place: str, ask: str, part: Part | None) -> str:
    under = phrase("guides.changes.under", part=part.title) if part else ""
    return phrase("guides.changes.new", place=place, under=under, ask=_quoted(ask))


def _renamed(was: Mapping[str, Question], now: Mapping[str, Question]) -> Iterator[tuple[str, str]]:
    """Yield the old and new name of each question that asks the same under another one."""
    for key in (key for key in was if key not in now):
        same = [one for one in now if one not in was and now[one].ask == was[key].ask]
        if len(same) == 1:
            yield key, same[0]


def _part_of(guide: Guide) -> dict[str, Part]:
    return {question.id: part for part in guide.parts for question in part.questions}


def _options(key: str, before: Question, after: Question) -> Iterator[str]:
    was = {option.value: option for option in before.options}
    now = {option.value: option for option in after.options}
    for value, option in (was | now).items():
        place = phrase("guides.changes.option", id=value, of=key)
        if value not in was:
            yield phrase("guides.changes.part_new", place=place, ask=_quoted(option.label))
        elif value not in now:
            yield phrase("guides.changes.part_gone", place=place, ask=_quoted(option.label))
        else:
            yield from _keys(place, was[value], option)
    yield from _order(phrase("guides.changes.options", id=key), was, now)


def _orders(before: Guide, after: Guide) -> Iterator[str]:
    """Yield each part and group whose questions come in another order."""
    for part_id, part in _by_id(after.parts).items():
        old = _by_id(before.parts).get(part_id)
        place = phrase("guides.changes.questions", id=part_id)
        yield from _order(place, _by_id(old.questions) if old else {}, _by_id(part.questions))
    groups = _by_id(question for _, question in before.questions())
    for _, group in after.questions():
        was = groups.get(group.id)
        place = phrase("guides.changes.fields", id=group.id)
        yield from _order(place, _by_id(was.fields) if was else {}, _by_id(group.fields))


def _probes(before: Guide, after: Guide) -> Iterator[str]:
    was, now = _by_id(before.probes), _by_id(after.probes)
    for key, probe in (was | now).items():
        place = phrase("guides.changes.probe", id=key)
        if key not in was:
            yield _new(place, probe.ask, None)
        elif key not in now:
            yield phrase("guides.changes.gone", place=place, ask=_quoted(probe.ask))
        else:
            yield from _keys(place, was[key], probe)
    yield from _order(phrase("guides.changes.probes"), was, now)


def _by_id(pieces: Iterable[_P]) -> dict[str, _P]:
    return {piece.id: piece for piece in pieces}


def _order(place: str, was: Mapping[str, Piece], now: Mapping[str, Piece]) -> Iterator[str]:
    """Yield a sentence where what stands in both comes in another order."""
    places = [list(was).index(key) for key in now if key in was]
    if any(one > other for one, other in pairwise(places)):
        yield phrase("guides.changes.order", place=place, after=", ".join(now))
