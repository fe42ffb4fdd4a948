"""What a record is said to show, on its check card and on the card behind it that shows it all."""

from collections.abc import Collection
from string import ascii_lowercase

from prompts.buttons import button, packed
from prompts.card import Card, Tap
from prompts.indicators import claim_line, indicator_names
from prompts.interview.claims import (
    Proposed,
    claims,
    not_found,
    not_opened,
    perhaps,
    shows_nothing_yet,
    standing,
)
from prompts.interview.copied_words import is_copied
from prompts.interview.proposals import Proposal
from prompts.interview.state import Interview
from prompts.options import Named, Option, ShowsIt, TakeOut
from prompts.phrases import phrase, phrases
from prompts.text import quoted

_MOST_NAMED = 3
"""How many indicators one line names: never a list of everything that was not found."""
_IN_ROW = 3


def claim_lines(interview: Interview) -> list[str]:
    """Return what stands on the check card: claims, sentences to ask about, what will not count."""
    stand = standing(interview)
    lines = [phrase("cards.shows")] if stand else []
    lines += [*_lettered_lines(interview, stand), *_more_lines(interview, stand)]
    lines += [phrase("cards.confirms")] if stand else []
    asked = _perhaps_lettered(interview)
    lines += [_perhaps_line(letter, proposal) for letter, proposal in asked.items()]
    return [*lines, *_not_counted_lines(interview)]


def claim_rows(interview: Interview) -> list[tuple[Tap, ...]]:
    """Return the taps of the check card for its claims, for those behind it, and for sentences."""
    stand = standing(interview)
    more = len(claims(interview)) > len(stand)
    return [
        *packed(_claim_taps(interview, stand), _IN_ROW),
        *([(button("see_all"),)] if more else []),
        *packed(_perhaps_taps(interview)),
    ]


def all_claims_card(interview: Interview, lead: str = "") -> Card:
    """Return the card that shows every claim, each with its words and the tap to take it out."""
    names = list(claims(interview))
    lines = [phrase("cards.shows"), *_lettered_lines(interview, names), phrase("cards.confirms")]
    taps = packed(_claim_taps(interview, names), _IN_ROW)
    ways = ((button("back", Named.CHECK), button("later")), (button("tonight"),))
    return Card.of(lead, *lines, rows=(*taps, *ways))


def said_of_unopened(interview: Interview) -> list[str]:
    """Return the line that says, as a record is sent, what is not counted; none where all is."""
    unseen = len(not_opened(interview)) if interview.guide.records_claims else 0
    return [phrase("cards.not_opened", count=unseen)] if unseen else []


def option_lettered(interview: Interview, letter: str, *, of_all: bool) -> Option | None:
    """Return what a letter on the check card stands for, or on the card that shows `all`."""
    shown = claims(interview) if of_all else standing(interview)
    name, _ = _lettered(interview).get(letter, ("", None))
    if name in shown:
        return TakeOut(name)
    asked = {} if of_all else _perhaps_lettered(interview)
    return ShowsIt(asked[letter].indicator) if letter in asked else None


def _lettered(interview: Interview) -> dict[str, tuple[str, Proposed]]:
    """Return the claims by their letters: first those that stand on the check card."""
    listed, stand = claims(interview), standing(interview)
    names = [*stand, *(name for name in listed if name not in stand)]
    return {
        letter: (name, listed[name]) for letter, name in zip(ascii_lowercase, names, strict=False)
    }


def _perhaps_lettered(interview: Interview) -> dict[str, Proposal]:
    letters = ascii_lowercase[len(claims(interview)) :]
    return dict(zip(letters, perhaps(interview), strict=False))


def _lettered_lines(interview: Interview, names: Collection[str]) -> list[str]:
    known = phrases("indicators")
    return [
        claim_line(_claim_key(interview, name, claim), letter, known[name], claim.sentence)
        for letter, (name, claim) in _lettered(interview).items()
        if name in names
    ]


def _claim_taps(interview: Interview, names: Collection[str]) -> list[Tap]:
    taken = interview.taken_out
    return [
        button("put_back" if name in taken else "take_out", TakeOut(name), letter=letter)
        for letter, (name, claim) in _lettered(interview).items()
        if name in names and _claim_key(interview, name, claim) != "cards.claim_copied"
    ]


def _claim_key(interview: Interview, name: str, claim: Proposed) -> str:
    if name in interview.taken_out:
        return "cards.claim_out"
    return "cards.claim_copied" if is_copied(interview, claim.sentence) else "cards.claim"


def _more_lines(interview: Interview, stand: Collection[str]) -> list[str]:
    """Return how many claims stand behind the card, and that those not opened do not count."""
    more, unseen = len(claims(interview)) - len(stand), len(not_opened(interview))
    if not more:
        return []
    if not unseen:
        return [phrase("cards.more", count=more)]
    if unseen == more:
        return [phrase("cards.more_unseen", count=more)]
    return [phrase("cards.more_part_unseen", count=more, unseen=unseen)]


def _perhaps_line(letter: str, proposal: Proposal) -> str:
    name = phrases("indicators")[proposal.indicator]
    words = quoted(proposal.sentence)
    return phrase("cards.perhaps", letter=letter, name=name, words=words)


def _perhaps_taps(interview: Interview) -> list[Tap]:
    asked = _perhaps_lettered(interview)
    return [
        button("shows_it", ShowsIt(proposal.indicator))
        if len(asked) == 1
        else button("shows_it_lettered", ShowsIt(proposal.indicator), letter=letter)
        for letter, proposal in asked.items()
    ]


def _not_counted_lines(interview: Interview) -> list[str]:
    """Return what was asked for and is not proposed: answered, then not found."""
    named = {"answered": shows_nothing_yet(interview), "cannot_find": not_found(interview)}
    return [
        phrase(f"cards.{key}", indicators=indicator_names(names[:_MOST_NAMED]))
        for key, names in named.items()
        if names
    ]
