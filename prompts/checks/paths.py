"""Checks of the way through a guide: ids, conditions, and questions that could never be asked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from prompts.checks.flaws import Flaw
from prompts.checks.scope import LISTS
from prompts.conditions import FUNCTIONS, BrokenConditionError, names_in, shows_in, values_in
from prompts.guide import Guide, Probe
from prompts.kinds import KINDS, AskedQuestion
from prompts.question import Kind, Question

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")

Known = Mapping[str, Question | None]
"""What a condition can ask about: earlier questions, and context names (None)."""


def flaws(guide: Guide) -> Iterator[Flaw]:
    """Yield what is wrong with the ids, conditions and probes of a guide."""
    yield from _ids(guide)
    known: dict[str, Question | None] = dict.fromkeys(guide.names)
    later = {question.id for _, question in guide.questions()}
    for _, question in guide.questions():
        yield from _conditions(question.id, question, known, later)
        fields = {**known, **dict.fromkeys(LISTS.get(question.each or "", ()))}
        for field in question.fields:
            unasked = later | {other.id for other in question.fields}
            yield from _conditions(f"{question.id}.{field.id}", field, fields, unasked)
            fields[field.id] = field
        yield from _taken_from(question, known)
        known[question.id] = question
    yield from _probes(guide)


def _ids(guide: Guide) -> Iterator[Flaw]:
    ids = [question.id for _, question in guide.questions()] + [p.id for p in guide.probes]
    yield from _twice(ids, None)
    yield from _twice([part.id for part in guide.parts], None)
    for _, question in guide.questions():
        yield from _twice([field.id for field in question.fields], question.id)
    for place, named in _every_id(guide):
        taken = {*guide.names, *FUNCTIONS, *(ids if "." in place else ())}
        if named in taken:
            what = f'the id "{named}" stands for something else in this guide'
            yield Flaw(place, what, "Give it another id")
        if not _ID.fullmatch(named):
            remedy = "Use small letters, digits and underscores, a letter first, 40 at most"
            yield Flaw(place, f'"{named}" cannot be an id', remedy)


def _every_id(guide: Guide) -> Iterator[tuple[str, str]]:
    for place, question in guide.everything_asked():
        yield place, question.id
    for probe in guide.probes:
        yield probe.id, probe.id


def _twice(ids: list[str], place: str | None) -> Iterator[Flaw]:
    for named, times in Counter(ids).items():
        if times > 1:
            what = f'the id "{named}" is used {times} times'
            yield Flaw(place or named, what, "Give each its own id")


def _conditions(place: str, question: Question, known: Known, later: set[str]) -> Iterator[Flaw]:
    if question.when is not None:
        yield from _condition(place, "when", question.when, known, later)
    if question.check is not None:
        answered = {**known, "answer": question}
        yield from _condition(place, "check", question.check, answered, later)
    if (question.check is None) != (question.check_message is None):
        remedy = "Write both, or take both out"
        yield Flaw(place, "`check` and `check_message` go together", remedy)


def _condition(
    place: str, key: str, expression: str, known: Known, later: set[str]
) -> Iterator[Flaw]:
    try:
        names, shown = names_in(expression), shows_in(expression)
    except BrokenConditionError as error:
        yield Flaw(place, f"`{key}`: {error}", "See the conditions in docs/guides.md")
        return
    if not names and not shown:
        what = f"`{key}` depends on no answer, so it is always the same"
        yield Flaw(place, what, "Name an earlier question, or take it out")
    for name in sorted(names):
        yield from _name(place, key, name, known, later)
    for name, text in sorted(values_in(expression)):
        yield from _value(place, key, known.get(name), text)


def _name(place: str, key: str, name: str, known: Known, later: set[str]) -> Iterator[Flaw]:
    question = known.get(name)
    if question is not None and not KINDS[question.kind].holds_answer:
        what = f'`{key}` asks about "{name}", a {question.kind}, which holds no answer of its own'
        yield Flaw(place, what, "Ask about a question that people answer")
    if name in known:
        return
    if name in later:
        what = f'`{key}` depends on "{name}", which is not answered yet by then'
        remedy = "Ask about an earlier question, or move this one further down"
        yield Flaw(place, what, remedy)
        return
    remedy = "Use the id of an earlier question, or a name listed in `names`"
    yield Flaw(place, f'`{key}` holds the name "{name}", which is not known', remedy)


def _value(place: str, key: str, question: Question | None, text: str) -> Iterator[Flaw]:
    offers = KINDS[question.kind].offers(AskedQuestion(question)) if question else []
    if question and offers and text not in {str(value) for _, value in offers}:
        what = f'`{key}` compares "{question.id}" with "{text}", which is none of its options'
        yield Flaw(place, what, "Use the `value` of one of its options")


def _taken_from(question: Question, known: Known) -> Iterator[Flaw]:
    for key in ("proposes_from", "joins"):
        named = getattr(question, key)
        earlier = known.get(named or "")
        if named is not None and (earlier is None or earlier.kind is not Kind.TEXT):
            what = f'`{key}` names "{named}", which is no earlier text question'
            yield Flaw(question.id, what, "Name a question of kind text that comes before")


def _probes(guide: Guide) -> Iterator[Flaw]:
    if guide.probes and guide.probes_at_most < 1:
        what = "there are probes, but `probes_at_most` lets none be asked"
        yield Flaw(None, what, "Raise it, or take the probes out")
    if guide.probes_each < 1 or guide.probes_at_most < 0:
        remedy = "`probes_each` is 1 or more, `probes_at_most` is 0 or more"
        yield Flaw(None, "the number of probes cannot be that low", remedy)
    for probe in guide.probes:
        yield from _probe(guide, probe)


def _probe(guide: Guide, probe: Probe) -> Iterator[Flaw]:
    asked = [question for _, question in guide.questions()]
    ids = [question.id for question in asked]
    if probe.after not in ids:
        what = f'`after` names "{probe.after}", which is no question here, so it is never asked'
        yield Flaw(probe.id, what, "Name the question that it follows")
        return
    followed = asked[ids.index(probe.after)]
    if not KINDS[followed.kind].holds_answer:
        what = f'`after` names "{probe.after}", a {followed.kind}, so it is never asked'
        yield Flaw(probe.id, what, "Name a question that people answer")
    by_then = asked[: ids.index(probe.after) + 1]
    known: Known = dict.fromkeys(guide.names) | {question.id: question for question in by_then}
    yield from _condition(probe.id, "when", probe.when, known, set(ids))
