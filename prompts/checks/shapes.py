"""Checks of the shape of questions: what each kind needs, and what a kept answer needs."""

from collections import Counter
from collections.abc import Iterator

from practice.evidence import INDICATORS
from practice.terms import (
    ActionEffect,
    ActionNext,
    ActionStatus,
    Likelihood,
    RestsOn,
    SignAnswer,
    done_with,
)
from prompts.checks.flaws import Flaw
from prompts.checks.scope import LISTS
from prompts.guide import Guide, Part, Probe
from prompts.kinds import KINDS
from prompts.phrases import phrases
from prompts.question import DEPTH_WORDS, NOT_SEEN, Keeps, Kind, Question

_KEYS_OF_KINDS = sorted(frozenset().union(*(kind.keys for kind in KINDS.values())))
_NEVER_FOR_NOTES = ("check", "hint", "keeps", "short")
_OFFER_NOTHING = (Kind.NOTE, Kind.GROUP, Kind.CHILD)
_MOST_ENTRIES, MOST_LENSES = 20, 4

_ACTION_ANSWERS = frozenset(ActionStatus)
_WITH_EFFECTS = _ACTION_ANSWERS - {ActionStatus.DONE} | {done_with(one) for one in ActionEffect}
"""The answers where a done action says at once what it did for the child."""
_FIELDS = {
    Keeps.ACTIONS: {
        "what": {Kind.TEXT},
        "why": {Kind.TEXT},
        "how": {Kind.TEXT},
        "who": {Kind.PERSON, Kind.TEXT},
        "by_when": {Kind.DATE},
    },
    Keeps.OUTCOMES: {
        "what": {Kind.TEXT},
        "measure": {Kind.TEXT},
        "by_when": {Kind.DATE},
        "rating": {Kind.SCALE},
    },
    Keeps.ACTION_ANSWERS: {"answer": {Kind.CHOICE}},
    Keeps.OUTCOME_RATINGS: {"rating": {Kind.SCALE}},
}
"""The fields that a group must hold, by what it keeps, and the kinds that each can be."""

_KINDS = {
    Keeps.CONTINGENCY: Kind.TEXT,
    Keeps.CONTINGENCY_DUE_ON: Kind.DATE,
    Keeps.CONTINGENCY_MOVED_TO: Kind.DATE,
    Keeps.CONTINGENCY_ANSWER: Kind.CHOICE,
    Keeps.SEEN: Kind.CHOICE,
}
"""The kind of question that keeps a single value; a group keeps the others."""
_VALUES = {Keeps.CONTINGENCY_ANSWER: frozenset(SignAnswer), Keeps.SEEN: frozenset({NOT_SEEN})}
"""The values that the options of a kept choice must have among them."""

_GOES_THROUGH = {Keeps.ACTION_ANSWERS: "last_actions", Keeps.OUTCOME_RATINGS: "last_outcomes"}


def flaws(guide: Guide) -> Iterator[Flaw]:
    """Yield what is wrong with the shape of a guide and its questions."""
    yield from _guide(guide)
    for place, question in guide.everything_asked():
        yield from _keys(place, question)
        yield from _needs(place, question)
    for probe in guide.probes:
        yield from _probe(probe)
    for _, question in guide.questions():
        if question.kind is Kind.GROUP:
            yield from _group(guide, question)
        if question.keeps is not None:
            yield from _kept(guide, question, question.keeps)
        for field in question.fields:
            if field.keeps is not None:
                what = "a field of a group has `keeps`"
                yield Flaw(f"{question.id}.{field.id}", what, "Put it on the group")


def _guide(guide: Guide) -> Iterator[Flaw]:
    if guide.minutes < 1:
        yield Flaw(None, "`minutes` is below 1", "Say how long it takes")
    if not guide.who:
        yield Flaw(None, "`who` names nobody", "Write practitioner, supervisor or both")
    if not any(question.kind is not Kind.NOTE for _, question in guide.questions()):
        yield Flaw(None, "the guide asks nothing", "Add a part with a question")
    yield from _shows(None, guide.shows_anywhere, "shows_anywhere")
    yield from _child(guide)
    yield from _depth(guide)
    for part in guide.parts:
        yield from _part(part)
    if sum(bool(part.lenses) for part in guide.parts) > 1:
        yield Flaw(None, "two parts ask lenses", "Keep them in one")
    kept = Counter(question.keeps for _, question in guide.questions() if question.keeps)
    for keeps, times in kept.items():
        if times > 1:
            remedy = "Keep each in one place"
            yield Flaw(None, f'"{keeps}" is kept by {times} questions', remedy)


def _part(part: Part) -> Iterator[Flaw]:
    if not (part.questions or part.lenses):
        yield Flaw(None, f'part "{part.id}" has no question', "Add one, or take it out")
    if not 0 <= part.unprompted <= part.lenses <= MOST_LENSES:
        remedy = f"`unprompted` is at most `lenses`, and that at most {MOST_LENSES}"
        yield Flaw(None, f'part "{part.id}" asks an odd number of lenses', remedy)


def _child(guide: Guide) -> Iterator[Flaw]:
    asks = any(q.kind is Kind.CHILD and not q.may_skip for _, q in guide.questions())
    asks = asks or "child" in guide.names
    if guide.is_of_one_child and not asks:
        what = f'a guide that ends in "{guide.ends}" does not always ask which child'
        yield Flaw(None, what, "Add a question of kind child with `may_skip = false`")


def _depth(guide: Guide) -> Iterator[Flaw]:
    asked = dict(guide.everything_asked()).get(DEPTH_WORDS)
    always = asked and asked.kind is Kind.TEXT and not asked.may_skip and asked.when is None
    if guide.ends == "audit" and not always:
        what = "an audit does not always ask for the words that show the depth"
        remedy = f'Add a text "{DEPTH_WORDS}" with `may_skip = false`, without `when`'
        yield Flaw(None, what, remedy)


def _keys(place: str, question: Question) -> Iterator[Flaw]:
    for key in _KEYS_OF_KINDS:
        if key in question.model_fields_set and key not in KINDS[question.kind].keys:
            named = " or ".join(sorted(name for name, kind in KINDS.items() if key in kind.keys))
            yield Flaw(place, f"`{key}` stands on a {question.kind}", f"It is for a {named} only")
    if question.kind is Kind.NOTE:
        for key in _NEVER_FOR_NOTES:
            if key in question.model_fields_set:
                yield Flaw(place, f"`{key}` stands on a note", "A note only says something")


def _needs(place: str, question: Question) -> Iterator[Flaw]:
    for what, remedy in KINDS[question.kind].problems(question):
        yield Flaw(place, what, remedy)
    yield from _shows(place, question.shows)
    if question.shows and question.kind is not Kind.TEXT:
        yield Flaw(place, f"`shows` stands on a {question.kind}", "Only texts show anything")


def _shows(
    place: str | None, shows: tuple[str, ...] | str | None, key: str = "shows"
) -> Iterator[Flaw]:
    for named in (shows,) if isinstance(shows, str) else shows or ():
        if named not in INDICATORS:
            known = ", ".join(INDICATORS)
            yield Flaw(place, f'`{key}` names no indicator: "{named}"', f"Use {known}")


def _probe(probe: Probe) -> Iterator[Flaw]:
    yield from _shows(probe.id, probe.shows)
    if probe.quotes is not None and probe.quotes not in phrases("indicators"):
        what = f'`quotes` names no indicator that is looked for: "{probe.quotes}"'
        yield Flaw(probe.id, what, f"Use {', '.join(phrases('indicators'))}")
    if ("{quote}" in probe.ask) != (probe.plain is not None):
        what = "`ask` with {quote} and `plain` go together"
        yield Flaw(probe.id, what, "Write in `plain` what is asked where nothing can be quoted")
    if probe.quotes is not None and "{quote}" not in probe.ask:
        yield Flaw(probe.id, "`quotes` stands without {quote}", "Write {quote} into `ask`")


def _another(guide: Guide, group: Question) -> Iterator[Flaw]:
    """Yield what keeps the next question's card from offering another entry."""
    following = guide.following(group)
    if group.another is None:
        return
    if group.add is None:
        remedy = "Write `add` too: it is asked where a sibling's part answered the next question"
        yield Flaw(group.id, "a group has `another` and no `add`", remedy)
    if following is None or following.when or following.kind in _OFFER_NOTHING:
        what = "`another` needs a next question in its part that is always asked"
        yield Flaw(group.id, what, "Put a text, a choice or a number without `when` after it")


def _group(guide: Guide, group: Question) -> Iterator[Flaw]:
    if not group.fields:
        yield Flaw(group.id, "a group has no `fields`", "Write what each entry asks")
    for field in group.fields:
        if not KINDS[field.kind].fits_group:
            what = f"a {field.kind} stands inside a group"
            yield Flaw(f"{group.id}.{field.id}", what, "Ask it outside the group")
    if group.each is not None and group.each not in LISTS:
        what = f'`each` names no list: "{group.each}"'
        yield Flaw(group.id, what, f"Use {', '.join(sorted(LISTS))}")
    if group.each is not None and group.add is not None:
        what = "a group with `each` also has `add`"
        yield Flaw(group.id, what, "Take one of them out: its entries come from the list")
    yield from _another(guide, group)
    if not 1 <= group.at_most <= _MOST_ENTRIES:
        yield Flaw(group.id, "`at_most` is out of reach", f"Write 1 to {_MOST_ENTRIES}")
    if group.each is None and group.fields and not group.fields[0].may_skip:
        what = "the first field cannot be skipped, so nobody can say there is none"
        yield Flaw(group.id, what, "Take `may_skip = false` off its first field")


def _kept(guide: Guide, question: Question, keeps: Keeps) -> Iterator[Flaw]:
    if guide.ends != "meeting":
        what = f'a reflection cannot keep "{keeps}"'
        yield Flaw(question.id, what, "Take `keeps` out: reflections enter no measure")
    wanted = _KINDS.get(keeps, Kind.GROUP)
    if question.kind is not wanted:
        what = f'"{keeps}" stands on a {question.kind}'
        yield Flaw(question.id, what, f"It needs a {wanted}")
        return
    if question.each != _GOES_THROUGH.get(keeps):
        through = _GOES_THROUGH.get(keeps)
        remedy = f'Write each = "{through}"' if through else "Take `each` out"
        yield Flaw(question.id, f'"{keeps}" does not fit its `each`', remedy)
    missing = _VALUES.get(keeps, frozenset()) - {option.value for option in question.options}
    if missing:
        what = f'"{keeps}" has no option with the value "{min(missing)}"'
        yield Flaw(question.id, what, "Add it under `options`")
    yield from _kept_fields(question, keeps)


def _kept_fields(question: Question, keeps: Keeps) -> Iterator[Flaw]:
    fields = {field.id: field for field in question.fields}
    for name, kinds in _FIELDS.get(keeps, {}).items():
        field = fields.get(name)
        if field is None or field.kind not in kinds:
            named = " or ".join(sorted(kinds))
            what = f'"{keeps}" needs a field "{name}" of kind {named}'
            yield Flaw(question.id, what, "Add it under `fields`")
    answers = {
        option.value for name in fields if name == "answer" for option in fields[name].options
    }
    if keeps is Keeps.ACTION_ANSWERS:
        yield from _action_answers(question, answers)
    likely = fields.get("likely") if keeps is Keeps.ACTIONS else None
    if likely and {option.value for option in likely.options} - frozenset(Likelihood):
        yield Flaw(question.id, "how likely is said in other words", f"Use {', '.join(Likelihood)}")
    rests_on = fields.get("rests_on")
    if rests_on and {option.value for option in rests_on.options} - frozenset(RestsOn):
        what = "a rating rests on other values than are known"
        yield Flaw(question.id, what, f"Use {', '.join(RestsOn)}")


def _action_answers(question: Question, answers: set[str]) -> Iterator[Flaw]:
    """Check what an action can be answered with, and what is said of one that is not done."""
    has_difference = any(field.id == "difference" for field in question.fields)
    if answers not in (_ACTION_ANSWERS, _WITH_EFFECTS):
        what = '"action answers" knows only its own values for "answer"'
        remedy = "Use done, partly, not done, no longer needed; or for done: " + ", ".join(
            sorted(_WITH_EFFECTS - _ACTION_ANSWERS)
        )
        yield Flaw(question.id, what, remedy)
    elif answers == _ACTION_ANSWERS and not has_difference:
        what = '"action answers" needs a field "difference" of kind text'
        yield Flaw(question.id, what, "Add it under `fields`, or say it in the answers for done")
    for field in question.fields:
        known = frozenset(ActionNext) if field.id in {"then", "then_now"} else None
        if known and {option.value for option in field.options} - known:
            what = f'"{field.id}" knows only its own values'
            yield Flaw(f"{question.id}.{field.id}", what, f"Use {', '.join(ActionNext)}")
