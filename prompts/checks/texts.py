"""Checks of the words of a guide: none missing, {names} known, buttons short enough."""

from collections.abc import Iterator

from prompts.checks.flaws import Flaw
from prompts.checks.scope import CONTEXT, LISTS
from prompts.errors import PromptsError
from prompts.guide import Guide
from prompts.kinds import FILLS_TEXTS, KINDS
from prompts.placeholders import placeholders
from prompts.question import Option, Piece, Question

LONGEST_LABEL = 30
MOST_ROWS = 8
LONGEST_SHORT = 20
LONGEST_TEXT = 1000
LONGEST_TITLE = 30
FILLED = ("ask", "hint", "last", "low", "high")
"""The keys whose {names} are filled in when the question is asked."""


def flaws(guide: Guide) -> Iterator[Flaw]:
    """Yield what is wrong with the words of a guide."""
    yield from _names(guide)
    yield from _words(None, guide, set())
    for part in guide.parts:
        yield from _words(f"part {part.id}", part, set())
    for _, question in guide.questions():
        yield from _question(question.id, question, set(guide.names))
        known = set(guide.names) | LISTS.get(question.each or "", frozenset())
        for field in question.fields:
            yield from _question(f"{question.id}.{field.id}", field, known)
            known = known | ({field.id} if field.kind in FILLS_TEXTS else set())
    for probe in guide.probes:
        yield from _words(probe.id, probe, {*guide.names, "quote"})
    for place, question in guide.everything_asked():
        yield from _options(place, question)


def _names(guide: Guide) -> Iterator[Flaw]:
    for name in guide.names:
        if name not in CONTEXT:
            known = ", ".join(sorted(CONTEXT))
            yield Flaw(None, f'`names` holds "{name}", which nothing fills in', f"Use {known}")


def _question(place: str, question: Question, names: set[str]) -> Iterator[Flaw]:
    yield from _words(place, question, names)
    if KINDS[question.kind].needs_example and not question.example:
        what = f"a question of kind {question.kind} has no `example`"
        yield Flaw(place, what, "Add an answer as people would type it")
    if question.short and len(question.short) > LONGEST_SHORT:
        what = f'`short` "{question.short}" is longer than {LONGEST_SHORT} characters'
        yield Flaw(place, what, "Shorten it: it is the name of a line")


def _words(place: str | None, piece: Guide | Piece, names: set[str]) -> Iterator[Flaw]:
    for key, text in piece:
        if not isinstance(text, str) or key in {"when", "check"}:
            continue
        if not text.strip():
            yield Flaw(place, f"`{key}` is empty", "Write the words, or take the line out")
        if len(text) > LONGEST_TEXT:
            what = f"`{key}` is longer than {LONGEST_TEXT} characters"
            yield Flaw(place, what, "Say one thing in a message")
        yield from _braces(place, key, text, names if key in FILLED else set())


def _braces(place: str | None, key: str, text: str, names: set[str]) -> Iterator[Flaw]:
    try:
        held = placeholders(text, plurals=False)
    except PromptsError:
        remedy = "Write a plain {name}; write {{ and }} for braces that people should see"
        yield Flaw(place, f"`{key}` has braces that cannot be read", remedy)
        return
    for name in sorted(held - names):
        what = f"`{key}` holds {{{name}}}, which is not known there"
        yield Flaw(place, what, _remedy(key, names))


def _remedy(key: str, names: set[str]) -> str:
    if key not in FILLED:
        return f"Names are filled in only in {', '.join(FILLED)}"
    return f"Use one of {', '.join(sorted(names))}" if names else "List it in the guide's `names`"


def _options(place: str, question: Question) -> Iterator[Flaw]:
    if len(question.options) > MOST_ROWS:
        what = f"there are {len(question.options)} options"
        yield Flaw(place, what, f"Keep to {MOST_ROWS}, which fit a phone")
    for option in question.options:
        yield from _words(place, option, set())
        yield from _label(place, option)
    for key in ("value", "label"):
        said = [str(getattr(option, key)).casefold() for option in question.options]
        for twice in sorted({text for text in said if said.count(text) > 1}):
            yield Flaw(place, f'two options have the {key} "{twice}"', "Make each one different")


def _label(place: str, option: Option) -> Iterator[Flaw]:
    if len(option.label) > LONGEST_LABEL:
        what = f'the button "{option.label}" is longer than {LONGEST_LABEL} characters'
        yield Flaw(place, what, "Shorten it, and say the rest in `hint`")
