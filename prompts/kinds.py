"""The kinds of question: how each is offered, read, shown, sealed and checked. One row a kind."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from prompts.days import Sense, full_day_words, read_date
from prompts.numbers import SCALE, counted, read_number, read_scale
from prompts.phrases import phrase
from prompts.question import Kind, Option, Question
from prompts.readings import UnclearError
from prompts.spoken_words import Meaning, bare, meaning_of
from prompts.steps import Json
from prompts.text import listed_number, spoken, tidy

_FEWEST_OPTIONS = 2
_YES_OR_NO = {Meaning.YES, Meaning.NO}
_AROUND = {"she", "he", "they", "it", "i", "we", "was", "were", "is", "are", "her", "him", "them"}
_SAYS_NO = {"not", "no", "never", "none", "nobody"}


@dataclass(frozen=True)
class AskedQuestion:
    """A question in a draft: what it can offer may depend on who takes part."""

    question: Question
    people: tuple[str, ...] = ()


FILLS_TEXTS = frozenset({Kind.SCALE, Kind.NUMBER, Kind.DATE})
"""The kinds whose answers later fields of the same entry may say again: "You said {rating}"."""

Offer = tuple[str, Json]
"""What a button says, and the answer it stands for."""
Problem = tuple[str, str]
"""What is wrong with a question, and what to do about it."""


def _nothing_offered(_: AskedQuestion) -> list[Offer]:
    return []


def _nothing_wrong(_: Question) -> Iterator[Problem]:
    return iter(())


def _label(question: Question, value: Json) -> str:
    labels = {option.value: option.label for option in question.options}
    return labels.get(str(value), str(value))


@dataclass(frozen=True)
class QuestionKind:
    """What is to be known of a kind of question.

    `read` takes what was typed and the day, and raises UnclearError where it is no answer and
    DoubtError where it may be several; a kind without it is not answered in one message. `shown` is
    an answer as a person reads it. `keys` are those of a question that stand on this kind and no
    other; `problems` yields what such a question lacks.
    """

    read: Callable[[AskedQuestion, str, date], Json] | None = None
    offers: Callable[[AskedQuestion], list[Offer]] = _nothing_offered
    shown: Callable[[Question, Json], str] = _label
    row: int | None = None
    """How many buttons stand in a row; as many as fit a phone where it says nothing."""
    is_read_back: bool = False
    """Whether an answer that was typed is shown as it was understood."""
    is_sealed: bool = False
    """Whether answers are free text, to be encrypted."""
    takes_several: bool = False
    """Whether any number of what it offers can be chosen."""
    may_be_long: bool = False
    """Whether an answer may come in several messages."""
    holds_answer: bool = True
    fits_group: bool = True
    needs_example: bool = True
    keys: frozenset[str] = frozenset()
    problems: Callable[[Question], Iterator[Problem]] = _nothing_wrong


# --- offering and reading ---


def _text(asked: AskedQuestion, text: str, _: date) -> Json:
    if not text:
        raise UnclearError(asked.question.id)
    return text


def _options(asked: AskedQuestion) -> list[Offer]:
    return [(option.label, option.value) for option in asked.question.options]


def _option(asked: AskedQuestion, text: str, _: date) -> Json:
    return _named(asked.question, text)


def _named(question: Question, text: str) -> Json:
    """Return the value of the option whose number or words `text` is, or the only one it begins.

    A yes or a no begins none: it is an answer only where the options are a yes and a no.
    """
    said, options = bare(text), question.options
    if number := listed_number(spoken(text), len(options)):
        return options[number - 1].value
    near = [o for o in options if said and said in {bare(o.label), bare(o.value)}]
    if not near and (meaning := meaning_of(text)) in _YES_OR_NO:
        near = [o for o in options if _answers(meaning, o, options)]
    elif not near:
        near = [o for o in options if said and bare(o.label).startswith(said)]
        near = near or _beside_the_question(question, said)
    if len(near) != 1:
        raise UnclearError(text)
    return near[0].value


def _beside_the_question(question: Question, said: str) -> list[Option]:
    """Return the options that words name where they repeat the question: "seen alone at home"."""
    asked = (_AROUND | {*bare(question.ask).split()}) - _SAYS_NO
    telling = [word for word in said.split() if word not in asked]
    options = [(one, bare(one.label).split()) for one in question.options]
    same = [one for one, label in options if [w for w in label if w not in asked] == telling]
    return same if telling else []


def _answers(meaning: Meaning, option: Option, options: Sequence[Option]) -> bool:
    """Say whether an option is a yes or a no: "No, not yet", or "Not done" beside "Done"."""
    label, words = option.label.casefold(), meaning.value
    if label == words or label.startswith(f"{words},"):
        return True
    labels = {bare(one.label) for one in options}
    if meaning is Meaning.NO:
        return bare(label).startswith("not ") and bare(label).removeprefix("not ") in labels
    return f"not {bare(label)}" in labels


def _several_options(asked: AskedQuestion, text: str, _: date) -> Json:
    """Return the values of options that are told by their numbers or their words."""
    try:
        return [_named(asked.question, text)]
    except UnclearError:
        parts = re.split(r",| and |\n", text)
        words = text.replace(",", " ").replace(" and ", " ").split()
        numbered = all(word.isdecimal() for word in words)
        found = [_named(asked.question, one.strip()) for one in (words if numbered else parts)]
    return list(dict.fromkeys(found))


def _number(asked: AskedQuestion, text: str, _: date) -> Json:
    question = asked.question
    return read_number(text, question.least or 0, question.most, question.unit or "")


def _date(asked: AskedQuestion, text: str, today: date) -> Json:
    sense = Sense.AHEAD if asked.question.ahead else Sense.ANY
    return read_date(text, today, sense).isoformat()


def _people(asked: AskedQuestion) -> list[Offer]:
    return [(name, name) for name in asked.people]


def _person(asked: AskedQuestion, text: str, today: date) -> Json:
    number = listed_number(text, len(asked.people))
    return asked.people[number - 1] if number else _text(asked, text, today)


def _day(_: Question, value: Json) -> str:
    return full_day_words(date.fromisoformat(str(value)))


def _labels(question: Question, value: Json) -> str:
    chosen = value if isinstance(value, list | tuple) else [value]
    return ", ".join(_label(question, one) for one in chosen)


def refs_in(value: Json) -> list[str]:
    """Return the references of an answer that names one child, or several."""
    return [str(ref) for ref in value] if isinstance(value, list | tuple) else [str(value)]


def named_together(refs: Sequence[str]) -> str:
    """Return references as they are read: "CH-0417, CH-0391 and CH-0402"."""
    *first, last = refs
    return phrase("cards.and", first=", ".join(first), last=last) if first else last


# --- what a guide must say ---


def _wants_options(question: Question) -> Iterator[Problem]:
    if len(question.options) < _FEWEST_OPTIONS:
        what = f"a {question.kind} has fewer than {_FEWEST_OPTIONS} options"
        yield what, "Write them under `options`"


def _wants_ends(question: Question) -> Iterator[Problem]:
    if not (question.low and question.high):
        yield "a scale does not word both ends", "Say what 0 means in `low` and 10 in `high`"


def _wants_unit(question: Question) -> Iterator[Problem]:
    if not question.unit:
        yield "a number has no `unit`", "Say what is counted, such as visits"
    if question.least is not None and question.most is not None and question.least > question.most:
        yield "`least` is above `most`", "Swap them"


KINDS: Mapping[Kind, QuestionKind] = {
    Kind.TEXT: QuestionKind(
        _text,
        _options,
        is_sealed=True,
        may_be_long=True,
        needs_example=False,
        keys=frozenset({"shows", "options"}),
    ),
    Kind.CHOICE: QuestionKind(
        _option, _options, keys=frozenset({"options"}), problems=_wants_options
    ),
    Kind.CHOICES: QuestionKind(
        _several_options,
        _options,
        _labels,
        takes_several=True,
        fits_group=False,
        keys=frozenset({"options"}),
        problems=_wants_options,
    ),
    Kind.SCALE: QuestionKind(
        lambda _, text, __: read_scale(text),
        lambda _: [(str(number), number) for number in SCALE],
        row=6,
        is_read_back=True,
        keys=frozenset({"low", "high", "last"}),
        problems=_wants_ends,
    ),
    Kind.DATE: QuestionKind(_date, shown=_day, is_read_back=True, keys=frozenset({"ahead"})),
    Kind.CHILD: QuestionKind(
        shown=lambda _, value: named_together(refs_in(value)),
        fits_group=False,
        keys=frozenset({"proposes_from", "joins"}),
    ),
    Kind.PERSON: QuestionKind(_person, _people, is_sealed=True),
    Kind.GROUP: QuestionKind(
        holds_answer=False,
        fits_group=False,
        needs_example=False,
        keys=frozenset({"fields", "each", "add", "another", "at_most"}),
    ),
    Kind.NUMBER: QuestionKind(
        _number,
        shown=lambda question, value: counted(value, question.unit or ""),
        is_read_back=True,
        keys=frozenset({"unit", "least", "most", "last"}),
        problems=_wants_unit,
    ),
    Kind.NOTE: QuestionKind(holds_answer=False, fits_group=False, needs_example=False),
}


def read_answer(asked: AskedQuestion, text: str, today: date) -> Json:
    """Return what `text` answers: text, an option's value (or several), a number or an ISO date.

    Raises UnclearError where it cannot be read so, and DoubtError where it may be read in several
    ways.
    """
    read = KINDS[asked.question.kind].read
    if read is None:
        raise UnclearError(asked.question.id)
    return read(asked, tidy(text), today)


def shown(question: Question, value: Json) -> str:
    """Return an answer as a person reads it."""
    return KINDS[question.kind].shown(question, value)
