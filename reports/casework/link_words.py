"""A doubt about a contact as a card: what is asked, what both rows tell side by side, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from practice.contact_answers import ContactAnswer, ContactQuestion
from prompts.phrases import Phrases
from reports.casework.linking import ANSWERS, Doubt
from reports.wording import TEMPLATES, full_day
from storage.link_rows import ContactRow
from storage.measures import NAMES, Named

say = Phrases(TEMPLATES, "linking").say
_WORDS = {"birth_date": "dates", "postcode": "postcodes"}
_TOLD = ("received_on", "source", "reason", "outcome")
_NEARLY = ("variant", "slip", "near")
_MOST = 99
"""Of 100: nobody is told that names prove anything."""


@dataclass(frozen=True)
class Pair:
    """A column of both rows, and how alike they are: in words, and as a `level`."""

    label: str
    left: str
    right: str
    alike: str
    level: str


@dataclass(frozen=True)
class Card:
    """What is asked about a contact: sentences, what stands side by side, and the answers."""

    heading: str
    sentences: tuple[str, ...]
    heads: tuple[str, str]
    pairs: tuple[Pair, ...]
    answers: tuple[tuple[str, str], ...]


def card(
    doubt: Doubt,
    contact: ContactRow,
    other: ContactRow | None,
    names: tuple[Named, Named] | None,
) -> Card:
    """Return a doubt as a card. `other` is the earlier contact; `names` are whom both rows name."""
    question, of = doubt.question, doubt.reason.of
    named = doubt.names_are_compared
    alike = tuple(_names(*names)) if names else ()
    pairs = (*alike, *(_told(contact, other) if other else ()))
    suffix = "_names" if question is ContactQuestion.EVENT and named else ""
    first, second = ("case", "call") if question is ContactQuestion.CHILD else ("earlier", "later")
    return Card(
        say(f"{question}.heading{suffix}"),
        tuple(filter(None, (*_sentences(doubt, contact, of), _agreement(alike)))),
        (say(f"page.of_{second}"), say(f"page.of_{first}")),
        pairs,
        tuple((answer.value, _button(question, answer, suffix)) for answer in ANSWERS),
    )


def said(question: ContactQuestion, answer: ContactAnswer, contact: str, of: str) -> str:
    """Return what was answered, in a sentence that names rows by their references alone."""
    told = (
        {"contact": contact} if question is ContactQuestion.OPEN else {"contact": contact, "of": of}
    )
    return say(f"{question}.said_{_key(answer)}", **told)


def _key(answer: ContactAnswer) -> str:
    return answer.value.replace(" ", "_")


def _button(question: ContactQuestion, answer: ContactAnswer, suffix: str) -> str:
    return say(f"{question}.{_key(answer)}{'' if answer is ContactAnswer.CANNOT_SAY else suffix}")


def _sentences(doubt: Doubt, contact: ContactRow, of: str) -> Iterable[str]:
    parts = {
        "contact": contact.ref,
        "day": full_day(contact.received_on),
        "source": say("parts.source", source=contact.source) if contact.source else "",
        "reason": say("parts.reason", reason=contact.reason) if contact.reason else "",
    }
    match doubt.question:
        case ContactQuestion.CHILD:
            yield say("child.told", **parts, of=of)
        case ContactQuestion.OPEN:
            yield say("open.told", **parts, child=of)
        case ContactQuestion.EVENT:
            yield say("event.told", contact=contact.ref, of=of)
            if not doubt.names_are_compared and contact.child_ref:
                yield say("event.about", child=contact.child_ref)
    if doubt.reason.probability is not None:
        yield say(f"{doubt.question}.sure", n=min(_MOST, round(doubt.reason.probability * 100)))


def _names(one: Named, other: Named) -> Iterable[Pair]:
    # numpy is slow to load, and few pages ask for names.
    from practice.linkage.likeness import likeness  # noqa: PLC0415
    from practice.linkage.people import Person  # noqa: PLC0415

    rows = [Person(of.ref, *(getattr(of, name) for name in NAMES)) for of in (one, other)]
    found = likeness(*rows)
    for name in NAMES:
        level = found.levels[name].name.lower()
        words = say(f"{_WORDS.get(name, 'names')}.{level}")
        if found.swapped and name in {"forename", "surname"}:
            words, level = say("names.swapped"), "variant"
        left, right = (_shown(name, getattr(of, name)) for of in (one, other))
        yield Pair(say(f"columns.{name}"), left, right, words, level)


def _shown(name: str, value: str) -> str:
    if not value:
        return say("columns.untold")
    try:
        return full_day(date.fromisoformat(value)) if name == "birth_date" else value
    except ValueError:
        return value


def _told(contact: ContactRow, other: ContactRow) -> Iterable[Pair]:
    for name in _TOLD:
        values = [getattr(of, name) for of in (contact, other)]
        if not any(values):
            continue
        level = "missing" if not all(values) else "exact" if len(set(values)) == 1 else "different"
        left, right = (_text(value) for value in values)
        yield Pair(say(f"columns.{name}"), left, right, say(f"others.{level}"), level)


def _text(value: date | str) -> str:
    if isinstance(value, date):
        return full_day(value)
    return value or say("columns.untold")


def _agreement(pairs: Sequence[Pair]) -> str:
    """Return which columns agree and which differ, in a sentence or three."""
    groups = (("same", ("exact",)), ("nearly", _NEARLY), ("different", ("different",)))
    told = []
    for name, levels in groups:
        labels = [one.label.lower() for one in pairs if one.level in levels]
        if labels:
            told.append(say(f"agrees.{name}", listed=", ".join(labels)))
    return " ".join(told)
