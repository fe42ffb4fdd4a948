"""Inputs to the cards of the end: check, change a line, not quite, send."""

from collections.abc import Callable

from prompts.card import Card
from prompts.interview import check_cards as cards
from prompts.interview.path import Slot
from prompts.interview.state import CHANGE, NOT_QUITE
from prompts.interview.turns import Place, Turn, ask, away, standing, to_check
from prompts.phrases import phrase
from prompts.steps import Step

_SENDINGS = {
    "share": ("shared", Step("submitted", value={"visibility": "shared"})),
    "keep_private": ("kept", Step("submitted", value={"visibility": "kept"})),
    "finished": ("finished", Step("left", value={"done": True})),
    "drop": ("dropped", Step("left")),
    "send_again": ("sent again", Step("submitted")),
}


def at_the_end(place: Place, option: str | None) -> Turn:
    """Return the turn for an input to the check card or one of the cards behind it."""
    offered = {tap.option for row in standing(place.now).rows for tap in row}
    if option not in offered and not (option or "").startswith("c:"):
        return _unclear(place)
    if option in _SENDINGS:
        ending, step = _SENDINGS[option]
        return place.add(step).turn(ending=ending)
    return _card(place, option or "")


def _card(place: Place, option: str) -> Turn:
    shown = _CARDS.get(option)
    return shown(place) if shown else _line(place, option)


def _unclear(place: Place) -> Turn:
    card = standing(place.now)
    lead = phrase("errors.unclear.check")
    return place.turn(Card(f"{lead}\n{card.text}", card.rows))


def _change(place: Place) -> Turn:
    asked = place.add(Step("asked", CHANGE))
    return asked.turn(cards.change_card(asked.now))


def _not_quite(place: Place) -> Turn:
    asked = place.add(Step("asked", NOT_QUITE))
    return asked.turn(cards.not_quite_card(asked.now))


def _missing(place: Place) -> Turn:
    opened = place.add(Step("reopened"))
    gaps = [s for s in opened.now.questions() if cards.is_missing(opened.now, s)]
    return ask(opened, gaps[0], {}) if gaps else to_check(place)


_CARDS: dict[str, Callable[[Place], Turn]] = {
    "later": lambda place: away(place, "left"),
    "check": to_check,
    "change": _change,
    "not_quite": _not_quite,
    "missing": _missing,
}


def _line(place: Place, option: str) -> Turn:
    """Take a claim out (n:), change a line (c:), or add an entry to a group (m:)."""
    kind, _, which = option.partition(":")
    if kind == "n":
        return to_check(place.add(Step("struck", which, value=which)))
    listed = [line[0] for line in cards.check_lines(place.now)]
    slots = listed if kind == "c" else cards.addable(place.now)
    number = int(which) if which.isascii() and which.isdecimal() and which[:3] == which else 0
    if not 1 <= number <= len(slots):
        return _unclear(place)
    slot = slots[number - 1]
    if kind == "c":
        return ask(place, slot, {"edit": True, "check": True})
    return _add_entry(place, slot)


def _add_entry(place: Place, more: Slot) -> Turn:
    """Ask for one more entry of a group, from the check card and back to it."""
    added = place.add(Step("answered", more.key, more.entry, "add"))
    entry = more.entry + 1
    fields = [s for s in added.now.questions() if s.group == more.group and s.entry == entry]
    return ask(added, fields[0], {"edit": True, "check": True}) if fields else to_check(added)
