"""The cards by which a writer points to what the program did not find: what, which line, where."""

from practice.evidence import passages_of
from prompts.buttons import button, packed
from prompts.card import Card, Tap
from prompts.interview.check_cards import clipped, line_name
from prompts.interview.claims import pointable, to_point_to
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.options import Named, PointAt, PointLine, PointWords
from prompts.phrases import phrase, phrases
from prompts.text import quoted

PAGE = 10
_IN_ROW = 5


def there_card(interview: Interview, lead: str = "") -> Card:
    """Return the card that asks what is there, which line shows it, or which words of the line."""
    indicator, line = pointed_at(interview)
    if indicator is None:
        return _what_card(interview, lead)
    if line is None:
        return _line_card(interview, indicator, lead)
    return _words_card(interview, line, lead)


def pointed_at(interview: Interview) -> tuple[str | None, tuple[Slot, str] | None]:
    """Return the indicator and the line (its slot and text) that were chosen so far."""
    indicator, number = interview.detail.get("indicator"), interview.detail.get("line")
    if not isinstance(indicator, str):
        return None, None
    lines = pointable(interview, indicator)
    known = isinstance(number, int) and 1 <= number <= len(lines)
    return indicator, lines[int(str(number)) - 1] if known else None


def _what_card(interview: Interview, lead: str) -> Card:
    names = phrases("indicators")
    taps = [
        Tap(f"{number} {names[name]}", PointAt(name))
        for number, name in enumerate(to_point_to(interview), 1)
    ]
    return Card.of(lead, phrase("cards.there_what"), rows=(*((tap,) for tap in taps), _back()))


def _line_card(interview: Interview, indicator: str, lead: str) -> Card:
    asks = phrase("cards.there_line", indicator=phrases("indicators")[indicator])
    lines, taps = [], []
    for number, (slot, text) in enumerate(pointable(interview, indicator), 1):
        name = line_name(interview, slot)
        lines.append(phrase("cards.check_line", number=number, name=name, answer=clipped(text)))
        taps.append(Tap(f"{number} {name}", PointLine(number)))
    return Card.of(lead, asks, *lines, rows=(*packed(taps), _back()))


def _words_card(interview: Interview, line: tuple[Slot, str], lead: str) -> Card:
    """Show the sentences of a line, numbered, a page of them at a time."""
    sentences, first = passages_of(line[1]), _first(interview)
    page = list(enumerate(sentences, 1))[first : first + PAGE]
    lines = [phrase("cards.there_passage", number=n, words=quoted(words)) for n, words in page]
    taps = [Tap(str(number), PointWords(number)) for number, _ in page]
    more = ((button("further"),),) if len(sentences) > PAGE else ()
    rows = (*packed(taps, _IN_ROW), *more, _back())
    return Card.of(lead, phrase("cards.there_words"), *lines, rows=rows)


def next_page(interview: Interview) -> int:
    """Return where the next page of sentences begins; after the last one comes the first."""
    _, line = pointed_at(interview)
    following = _first(interview) + PAGE
    return following if line and following < len(passages_of(line[1])) else 0


def _first(interview: Interview) -> int:
    first = interview.detail.get("from")
    return first if isinstance(first, int) else 0


def _back() -> tuple[Tap, ...]:
    return (button("back_to_check", Named.CHECK),)
