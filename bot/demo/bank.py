"""The texts that invented records are made of (bot/demo/texts): storylines, and what is thin."""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import Any

TEXTS = Path(__file__).parent / "texts"
ANY = "any"
_NO_STORYLINES = ("thin", "own_part", "lenses", "between", "audits", "groups", "one_child")
# Of what a child's story is told, one after the other: each leaves something to be asked.
_TELLINGS = (
    ("voice", "meaning", "practice"),
    ("help", "voice", "family"),
    ("risk", "voice"),
    ("practice", "voice", "meaning"),
)

_GIRL = {"she": "she", "him": "her", "her": "her", "hers": "hers", "herself": "herself"}
_BOY = {"she": "he", "him": "him", "her": "his", "hers": "his", "herself": "himself"}


@dataclass(frozen=True)
class Storyline:
    """What one kind of family is like, told so that a child's records make sense in order.

    The child is always a `girl`, or always a boy: every text is then read for evidence once only.

    `texts` are by what they answer and by phase: "start", "better", "stuck", "worse" or "any".
    `ages` are those at which such children become known, the first and the last.
    """

    name: str
    girl: bool
    ages: tuple[int, int]
    communication: str | None
    services: Sequence[str]
    statuses: Sequence[str]
    texts: Mapping[str, Mapping[str, Sequence[str]]]
    outcomes: Sequence[Mapping[str, str]]
    actions: Sequence[Mapping[str, str]]

    def choices(self, about: str, phase: str) -> Sequence[str]:
        """Return the texts that answer a question in a phase, those of any phase last."""
        texts = self.texts[about]
        return (*texts.get(phase, ()), *texts.get(ANY, ()))

    def tellings(self, phase: str) -> Sequence[Sequence[str]]:
        """Return how the story is told in a phase: the texts that follow one another, each time.

        Every choice of the child's words comes once, with the same others: few texts are to read.
        """
        voices = self.choices("voice", phase)
        return [_telling(self.choices, phase, n) for n in range(len(voices))]


def _telling(
    choices: Callable[[str, str], Sequence[str]], phase: str, number: int
) -> Sequence[str]:
    kinds = _TELLINGS[number % len(_TELLINGS)]
    listed = [choices(about, phase) for about in kinds]
    return [texts[number % len(texts)] for texts in listed if texts]


@cache
def storylines() -> tuple[Storyline, ...]:
    """Return every storyline, by its file's name."""
    files = sorted(TEXTS.glob("*.toml"))
    return tuple(_storyline(path) for path in files if path.stem not in _NO_STORYLINES)


def _storyline(path: Path) -> Storyline:
    read = _read(path.stem)
    texts = {about: table for about, table in read.items() if isinstance(table, dict)}
    first, last = read["ages"]
    who = (read["girl"], (first, last), read.get("communication"))
    facts = (*who, read["services"], read["statuses"])
    return Storyline(path.stem, *facts, texts, read["outcome"], read["action"])


@cache
def thin() -> Mapping[str, Any]:
    """Return what records often hold instead: process, by what it answers."""
    return _read("thin")


def thin_tellings() -> Sequence[Sequence[str]]:
    """Return how a story is told where little of the child is in it."""
    return [
        _telling(lambda about, _: thin()[about], ANY, number)
        for number in range(len(thin()["voice"]))
    ]


@cache
def for_lenses() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return what is answered to lenses, and to what a guide asks beside the story."""
    return _read("lenses")


@cache
def own_part() -> Mapping[str, Sequence[str]]:
    """Return what practitioners say of themselves, by question."""
    return _read("own_part")


@cache
def between() -> Mapping[str, Any]:
    """Return what is written between supervisions: decisions, handovers, preparations."""
    return _read("between")


GroupTexts = Mapping[str, Any]
"""What a group supervision says, by question, of a child of a `story`, brought to a `team`."""


@cache
def for_groups() -> Sequence[GroupTexts]:
    """Return what groups made of a child whom one of them brought."""
    return [{"story": story, **texts} for story, texts in _read("groups").items()]


@cache
def for_audits() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return what auditors write, by question and by what the record is like."""
    return _read("audits")


@cache
def one_child() -> Mapping[str, Any]:
    """Return what is said of one child at five supervisions, and written in between."""
    return _read("one_child")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def chance(rng: Random, share: float) -> bool:
    """Say yes so often: 0 never, 1 always."""
    return rng.random() < share


def least_told(rng: Random, told: Counter[str], used: set[str], texts: Sequence[str]) -> str:
    """Return one of the texts that were read least often; note that it is read, and used."""
    least = min(told[text] for text in texts)
    text = rng.choice([text for text in texts if told[text] == least])
    told[text] += 1
    used.add(text)
    return text


def fill(text: str, girl: bool, **more: str) -> str:
    """Return a text about one child: {she}, {him}, {her}, {hers} and {herself}, and `more`."""
    return text.format_map({**_pronouns(girl), **more})


@lru_cache(maxsize=2)
def _pronouns(girl: bool) -> Mapping[str, str]:
    words = _GIRL if girl else _BOY
    return {**words, **{name.capitalize(): word.capitalize() for name, word in words.items()}}
