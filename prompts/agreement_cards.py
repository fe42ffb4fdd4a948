"""The cards of a reading: a part to agree, its words asked for, what it all came to. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from string import ascii_lowercase

from prompts.agreement_state import AGREED, DISAGREED, RETURNED, Agreement, PartToRead
from prompts.buttons import button, packed
from prompts.card import Card, Passage, Role, Tap
from prompts.indicators import claim_line
from prompts.options import StrikeClaim
from prompts.phrases import phrase, phrases

IN_WORDS = {"disagree": DISAGREED, "return": RETURNED}
"""The cards that are answered in words, with what each decides."""

ALL_CLAIMS = "claims"
"""The card behind a part that shows everything it is said to show."""

_STAND = 5
"""How many claims stand on the card of a part; the others stand behind [See all]."""
_IN_ROW = 3

_tap = partial(button, of="agreement")


def card_at(agreement: Agreement, lead: str = "") -> Card:
    """Return the card that an agreement stands at."""
    key = agreement.position.partition(":")[0]
    part = agreement.here()
    if part is None:
        return Card(lead)
    if key in IN_WORDS:
        return _words_card(agreement, key, lead)
    shown = _claims_card if key == ALL_CLAIMS else _part_card
    return shown(agreement, part, lead)


def _words_card(agreement: Agreement, key: str, lead: str) -> Card:
    """Ask for the words of a disagreement or a return, or for the rest of a long message."""
    ask = phrase("agreement.disagree_ask")
    if key == "return":
        ask = phrase("agreement.return_ask")
    done = ((button("done"),),) if agreement.parts else ()
    if agreement.parts:
        ask = phrase("cards.long_more")
    rows = (*done, (_tap("back"), button("later")), (button("tonight"),))
    return Card.of(lead, ask, rows=rows)


def part_lines(agreement: Agreement, part: PartToRead) -> list[str]:
    """Return a part as it is read: its place, its text, what it is said to show."""
    claims = _lettered(part, _STAND)
    more = len(part.claims) - len(claims)
    behind = [phrase("agreement.more", count=more)] if more else []
    return [_place(agreement, part), part.text, *_claim_lines(agreement, claims), *behind]


def _place(agreement: Agreement, part: PartToRead) -> str:
    number = agreement.to_read.index(part) + 1
    return phrase("agreement.place", number=number, total=len(agreement.to_read), title=part.title)


def _part_card(agreement: Agreement, part: PartToRead, lead: str) -> Card:
    ask = phrase("agreement.ask")
    lines = [lead, *part_lines(agreement, part), ask]
    rows = (
        (_tap("agree"), _tap("give_back")),
        (_tap("disagree"),),
        *packed(_strikes(agreement, _lettered(part, _STAND)), _IN_ROW),
        (_tap("see_all"),) if len(part.claims) > _STAND else (),
        (button("later"),),
        (button("tonight"),),
    )
    passages = [Passage(Role.PLACE, _place(agreement, part)), Passage(Role.ASK, ask)]
    if part.claims:
        passages.insert(1, Passage(Role.NAME, phrase("agreement.shows")))
    return replace(Card.of(*lines, rows=rows), passages=tuple(passages), folds=True)


def _claims_card(agreement: Agreement, part: PartToRead, lead: str) -> Card:
    """Show every claim of a part, each with its words and the tap to strike it."""
    claims = _lettered(part)
    ways = ((_tap("back"), button("later")), (button("tonight"),))
    taps = packed(_strikes(agreement, claims), _IN_ROW)
    return Card.of(lead, part.title, *_claim_lines(agreement, claims), rows=(*taps, *ways))


_Lettered = Mapping[str, tuple[int, tuple[str, str, str]]]
"""Claims by their letters: the number of each in its part, from 0, and the claim."""


def _lettered(part: PartToRead, most: int | None = None) -> _Lettered:
    return dict(zip(ascii_lowercase, list(enumerate(part.claims))[:most], strict=False))


def _claim_lines(agreement: Agreement, claims: _Lettered) -> list[str]:
    names = phrases("indicators")
    lines = [
        claim_line(
            "agreement.claim_struck" if claim in agreement.struck else "agreement.claim",
            letter,
            names[indicator],
            sentence,
        )
        for letter, (_, (claim, indicator, sentence)) in claims.items()
    ]
    return [phrase("agreement.shows"), *lines] if lines else []


def _strikes(agreement: Agreement, claims: _Lettered) -> list[Tap]:
    """Return a tap for each claim that is not struck, by the letter of its line."""
    return [
        _tap("strike", StrikeClaim(number), letter=letter)
        for letter, (number, claim) in claims.items()
        if claim[0] not in agreement.struck
    ]


def ending_card(agreement: Agreement) -> Card:
    """Return the card that says what a reading came to, once it is over."""
    lines = [phrase("agreement.done")]
    for decided, key in ((AGREED, "agreement.done_agreed"), (DISAGREED, "agreement.done_differs")):
        if titles := _titles(agreement, decided):
            lines.append(phrase(key, titles=titles))
    if titles := _titles(agreement, RETURNED):
        lines.append(phrase("agreement.done_returned", titles=titles))
    if agreement.struck:
        lines.append(phrase("agreement.done_struck", count=len(agreement.struck)))
    return Card(" ".join(lines))


def _titles(agreement: Agreement, decision: str) -> str:
    parts = [p for p in agreement.to_read if agreement.decided.get(p.draft_id) == decision]
    return ", ".join(part.title for part in parts)
