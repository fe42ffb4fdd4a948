"""The card that asks where words belong that wait for a place, and where they can go."""

from collections.abc import Sequence
from dataclasses import dataclass

from prompts.buttons import button, packed
from prompts.card import Card, Tap
from prompts.effects import DraftDiscarded, Effect, NoteBack, ReflectionBegun, WordsOfChild
from prompts.kept import Kept, KeptWords, Place, Why
from prompts.kinds import named_together
from prompts.options import Named, Option, PutIn
from prompts.phrases import phrase
from prompts.text import is_sentence, shortened

_SHOWN = 300
_NAMED = 24
_MOST_AT_ONCE = 6


@dataclass(frozen=True)
class Ways:
    """Where the words that wait can go: what they may answer, the card that stands, the rest.

    `to_child` is the way to what is written about the child whom they name; `about` names whom the
    draft is about; `stay` are the ways to leave them with that where the card takes no words.
    """

    before: Place | None
    here: Place | None
    places: Sequence[Place]
    may_begin: bool
    to_child: Tap | None = None
    about: str = ""
    stay: Sequence[Tap] = ()


def kept_card(kept: Kept, ways: Ways, lead: str = "") -> Card:
    """Return the card that asks where the first of the words that wait belong."""
    first, more = kept.first, len(kept.waiting) - 1
    words = shortened(first.words, _SHOWN)
    waits = phrase("kept.more", more=more) if more else ""
    if first.why == Why.ANOTHER_CHILD:
        said, ask, rows = _whose(first, words, ways)
        lines = [lead, first.under, said, waits, ask]
    elif first.why == Why.READ:
        said = phrase("kept.read", under=first.under, words=words)
        lines = [lead, ways.about, said, waits, phrase("kept.ask")]
        rows = [
            (button("note", Named.NOTE_BACK, of="kept", name=first.to),),
            *_own_rows(first, ways, listing=kept.listing),
        ]
    elif first.why in {Why.REPLY, Why.AGAIN}:
        ask = phrase("kept.ask_again" if first.why == Why.AGAIN else "kept.ask")
        lines = [lead, phrase(f"kept.{first.why}", words=words), waits, ask]
        rows = _own_rows(first, ways, listing=kept.listing)
    elif first.why == Why.QUESTION:
        said = phrase("kept.question", words=words)
        rows = [(button("a_story", of="kept"), button("a_question", of="kept"))]
        lines = [lead, said, phrase("kept.where_to_look"), waits]
    else:
        said = phrase(f"kept.{first.why}", words=words)
        rows = [*_place_rows(ways), (button("back"),)] if kept.listing else _ways_rows(ways)
        if kept.are_of_a_burst:
            rows.insert(0, (button("together", of="kept", count=more + 1),))
        lines = [lead, ways.about, first.under, said, waits, phrase("kept.ask")]
    return Card.of(*lines, rows=(*rows, (button("later"),), (button("tonight"),)))


def _own_rows(first: KeptWords, ways: Ways, *, listing: bool) -> list[tuple[Tap, ...]]:
    """Return where words belong that are no note; they begin something new where none was open."""
    if not first.fresh:
        return [*_place_rows(ways), (button("back"),)] if listing else _ways_rows(ways)
    begins = button("new_reflection", Named.ANSWER_HERE, of="kept")
    return [(begins,), (button("leave_out", of="kept"),)]


def _whose(first: KeptWords, words: str, ways: Ways) -> tuple[str, str, list[tuple[Tap, ...]]]:
    """Return what is said and asked of words that name another child, and the buttons that say."""
    child, other = first.child, ways.to_child
    if first.placed:
        none = button("not_child", Named.LEAVE_OUT, of="kept", name=child)
        said = phrase("kept.also_child", child=child, words=words)
        return said, phrase("kept.ask_also", child=child), [(other,) if other else (), (none,)]
    said = phrase("kept.another_child", child=child, words=words)
    if first.also:
        said = f"{said}\n{phrase('kept.asks_next', children=named_together(first.also))}"
    return (said, *_whose_first(child, ways))


def _whose_first(child: str, ways: Ways) -> tuple[str, list[tuple[Tap, ...]]]:
    part = _part_of_this(ways)
    other = ways.to_child or button("new_visit", Named.NEW_REFLECTION, of="kept")
    ask = phrase("kept.ask_child", child=child) if ways.to_child else phrase("kept.ask_visit")
    ask = ask if part or ways.stay else phrase("kept.ask")
    is_here = ways.to_child is not None and ways.to_child.option is not Named.NEW_REFLECTION
    ask = ask if is_here or not ways.to_child else phrase("kept.ask_beside", child=child)
    both = (button("both", of="kept"),) if part and is_here else ()
    rows = [(part, other), both] if part else [*((tap,) for tap in ways.stay), (other,)]
    return ask, [*rows, (button("leave_out", of="kept"),)]


def elsewhere_tap(child: str) -> Tap:
    """Return the way to something new about a child whom what is open is not about."""
    return button("reflection_of", Named.NEW_REFLECTION, of="kept", name=child)


def _part_of_this(ways: Ways) -> Tap | None:
    """Return the button for words that are about the child of the card; None if none takes them."""
    if ways.here is not None and ways.before in {None, ways.here}:
        return button("part", Named.ANSWER_HERE, of="kept")
    if ways.before is None:
        return None
    if ways.to_child is not None and ways.before.label == ways.to_child.label:
        return None
    return button("part", Named.ADD_BEFORE, of="kept")


def aside_button(words: str) -> Tap:
    """Return the button that asks where words belong which were set aside before."""
    return button("aside", Named.ELSEWHERE, of="kept", words=shortened(words, _NAMED))


def said_of_aside(words: str) -> str:
    """Return what became of words that answer nothing; "" where they tell nothing."""
    return phrase("kept.set_aside", words=shortened(words, _SHOWN)) if is_sentence(words) else ""


def effect_away(first: KeptWords, option: Option, *, is_empty: bool) -> Effect | None:
    """Return what is done with words that leave the draft by an option; None where they stay.

    A draft that `is_empty`, opened for these words alone, goes with them.
    """
    if option is Named.LEAVE_OUT and is_empty:
        return DraftDiscarded()
    away: dict[Option, Effect] = {
        Named.NEW_REFLECTION: ReflectionBegun(first.words, first.child),
        Named.OTHER_CHILD: WordsOfChild(first.child, first.words),
        Named.NOTE_BACK: NoteBack(first.words, first.note_on),
    }
    return away.get(option)


def asks_next_child(first: KeptWords, option: Option | None) -> bool:
    """Say whether words are asked about for the next child whom they name, after an option.

    Not where they are left out, or go on as something new, which is asked about as a whole.
    """
    gone = {Named.NEW_REFLECTION, Named.NOTE_BACK, *(() if first.placed else (Named.LEAVE_OUT,))}
    return bool(first.also) and option not in gone


def asks_where(card: Card) -> bool:
    """Say whether a card is the one that asks where words belong."""
    return any(tap.option in {Named.LEAVE_OUT, Named.A_QUESTION} for tap in card.taps())


def _ways_rows(ways: Ways) -> list[tuple[Tap, ...]]:
    rows: list[tuple[Tap, ...]] = []
    if ways.before is not None:
        rows.append((Tap(ways.before.label, Named.ADD_BEFORE),))
    if ways.here is not None and ways.here != ways.before:
        rows.append((Tap(ways.here.here_label, Named.ANSWER_HERE),))
    if not rows and len(ways.places) <= _MOST_AT_ONCE:
        rows = _place_rows(ways)
    elif not rows:
        rows = [(button("listed", Named.ANOTHER_PLACE, of="kept"),)]
    elif set(ways.places) - {ways.before, ways.here}:
        rows.append((button("another_place", of="kept"),))
    if ways.may_begin:
        rows.append((button("new_reflection", of="kept"),))
    return [*rows, (button("leave_out", of="kept"),)]


def _place_rows(ways: Ways) -> list[tuple[Tap, ...]]:
    taps = [Tap(place.label, PutIn(number)) for number, place in enumerate(ways.places, 1)]
    return packed(taps)
