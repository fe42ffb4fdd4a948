"""Reading what a person typed as an answer, and showing an answer back."""

from collections.abc import Callable
from datetime import date

from prompts.days import UnclearError, day_words, read_date
from prompts.guide import Kind, Question
from prompts.steps import Json
from prompts.text import listed_number, tidy


def _whole(text: str, least: int, most: int) -> int:
    bare = text.strip().split("/")[0].split(" out of ")[0].strip()
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 6):  # noqa: PLR2004
        raise UnclearError(text)
    number = int(bare)
    if not least <= number <= most:
        raise UnclearError(text)
    return number


def _one(question: Question, text: str) -> str:
    said = text.casefold().strip()
    if number := listed_number(said, len(question.options)):
        return question.options[number - 1].value
    same = [o for o in question.options if said in {o.label.casefold(), o.value.casefold()}]
    near = same or [o for o in question.options if said and o.label.casefold().startswith(said)]
    if len(near) != 1:
        raise UnclearError(text)
    return near[0].value


def _text(question: Question, text: str, _: date) -> Json:
    if not text:
        raise UnclearError(question.id)
    return text


_READERS: dict[Kind, Callable[[Question, str, date], Json]] = {
    Kind.TEXT: _text,
    Kind.PERSON: _text,
    Kind.CHOICE: lambda question, text, _: _one(question, text),
    Kind.SCALE: lambda _q, text, _: _whole(text, 0, 10),
    Kind.NUMBER: lambda q, text, _: _whole(text, q.least or 0, q.most or 999_999),
    Kind.DATE: lambda _q, text, today: read_date(text, today).isoformat(),
}


def read_answer(question: Question, text: str, today: date) -> Json:
    """Return what `text` answers to `question`: text, an option's value, a number or an ISO date.

    Raises UnclearError where it cannot be read so.
    """
    reader = _READERS.get(question.kind)
    if reader is None:
        raise UnclearError(question.id)
    return reader(question, tidy(text), today)


def is_sealed(question: Question) -> bool:
    """Return whether the answers to `question` are free text, to be encrypted."""
    return question.kind in {Kind.TEXT, Kind.PERSON}


def shown(question: Question, value: Json) -> str:
    """Return an answer as a person reads it."""
    labels = {option.value: option.label for option in question.options}
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(item), str(item)) for item in value)
    if question.kind is Kind.DATE and isinstance(value, str):
        return day_words(date.fromisoformat(value))
    if question.kind is Kind.NUMBER and question.unit:
        return f"{value} {question.unit}"
    return labels.get(str(value), str(value))
