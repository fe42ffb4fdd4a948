"""Checks of the lenses: conditions that can be read, known indicators, and their words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from practice.evidence import INDICATORS
from prompts.checks.flaws import Flaw
from prompts.checks.scope import CONTEXT
from prompts.checks.texts import LONGEST_TEXT, LONGEST_TITLE
from prompts.conditions import BrokenConditionError, names_in
from prompts.errors import PromptsError
from prompts.lens import WORDS, Lens
from prompts.placeholders import placeholders

_QUOTE = frozenset({"quote"})


def flaws(lenses: Sequence[Lens]) -> Iterator[Flaw]:
    """Yield what is wrong with the lenses, each with the id of the lens."""
    for named, times in Counter(lens.id for lens in lenses).items():
        if times > 1:
            yield Flaw(named, f'the id "{named}" is used {times} times', "Give each its own id")
    for lens in lenses:
        yield from _conditions(lens)
        yield from _words(lens)
        yield from _shows(lens)


def _conditions(lens: Lens) -> Iterator[Flaw]:
    for key, condition in lens.conditions.items():
        try:
            names = names_in(condition)
        except BrokenConditionError as error:
            yield Flaw(lens.id, f"`{key}`: {error}", "See the conditions in docs/guides.md")
            continue
        for name in sorted(names - {WORDS, *CONTEXT}):
            known = ", ".join(sorted({WORDS, *CONTEXT}))
            yield Flaw(
                lens.id, f'`{key}` holds the name "{name}", which is not known', f"Use {known}"
            )
        if key == "sentence" and WORDS not in names:
            yield Flaw(lens.id, "`sentence` asks nothing of the words", f"Name {WORDS} in it")


def _words(lens: Lens) -> Iterator[Flaw]:
    for key in ("title", "because", "ask", "hint"):
        text = getattr(lens, key)
        if text is None:
            continue
        longest = LONGEST_TITLE if key == "title" else LONGEST_TEXT
        if not text.strip() or len(text) > longest:
            yield Flaw(lens.id, f"`{key}` is empty or longer than {longest}", "Say one thing")
        try:
            held = placeholders(text, plurals=False) - (_QUOTE if key == "ask" else frozenset())
        except PromptsError:
            held = frozenset({"{"})
        if held:
            yield Flaw(lens.id, f"`{key}` has braces that nothing fills", "Only {quote}, in `ask`")
    if ("{quote}" in lens.ask) != (lens.sentence is not None):
        what = "`sentence` and {quote} in `ask` go together"
        yield Flaw(lens.id, what, "Write both, or neither")


def _shows(lens: Lens) -> Iterator[Flaw]:
    for named in lens.shows:
        if named not in INDICATORS:
            known = ", ".join(INDICATORS)
            yield Flaw(lens.id, f'`shows` names no indicator: "{named}"', f"Use {known}")
