"""The card that asks which child, or children, a draft is about."""

from prompts.buttons import button, packed
from prompts.card import Tap
from prompts.interview.child.found import (
    PAGE,
    candidates,
    caseloads,
    listed,
    meant_perhaps,
    near_unknown,
    page,
    proposed,
    shown_caseload,
    siblings_to_add,
    unknown_named,
)
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.kinds import named_together
from prompts.options import AlsoAbout, ChildPage, ChildrenOf, Choice, Meant, Named
from prompts.phrases import phrase
from prompts.unknown_child import unknown_line

_SHORT = 9
_TOGETHER = 2


def asking(now: Interview, slot: Slot, question: list[str]) -> list[str]:
    """Return the lines that ask; `question` are the guide's own, for a card that proposes none."""
    unknown = unknown_named(now, slot) if now.children() else []
    said = _unknown(now, slot, unknown)
    return said if said and _is_asked(now, slot) else [*said, *_asking(now, question)]


def _is_asked(now: Interview, slot: Slot) -> bool:
    """Say whether what is said of unknown references asks whether the one proposed is meant."""
    named = proposed(now)
    guessed = bool(named and now.detail.get("guess"))
    return guessed and named == near_unknown(now, slot)


def _unknown(now: Interview, slot: Slot, unknown: list[str]) -> list[str]:
    """Return what is said of references in the story that are nobody's."""
    if not unknown:
        return []
    near = near_unknown(now, slot)
    other = [] if near else [phrase("cards.unknown_other")]
    return [" ".join([unknown_line(unknown, near), *other])]


def _asking(now: Interview, question: list[str]) -> list[str]:
    if named := proposed(now):
        known = "reflection.proposed" if now.guide.ends == "share" else "alone.proposed"
        key = "cards.did_you_mean" if now.detail.get("guess") else known
        return [phrase(key, child=named_together(named))]
    if candidates(now):
        key = "cards.which_of_near" if now.detail.get("guess") else "cards.which_of_these"
        return [phrase(key)]
    return [*question, *_which_are_listed(now)]


def _which_are_listed(now: Interview) -> list[str]:
    known = shown_caseload(now)
    if known is None or len(known.refs) <= PAGE:
        return []
    first = page(now) * PAGE
    last = min(first + PAGE, len(known.refs))
    return [phrase("cards.children_listed", first=first + 1, last=last, count=len(known.refs))]


def rows(now: Interview, slot: Slot) -> list[tuple[Tap, ...]]:
    """Return the buttons of the card, but for the ways out that every card has."""
    away = button("not_a_reflection") if now.guide.ends == "share" else button("later")
    near = meant_perhaps(now, slot) if proposed(now) and not now.guide.is_of_one_child else []
    meant = [button("also", Meant(n), child=ref) for n, ref in enumerate(near)]
    none = [button("no_child")] if slot.question.may_skip else []
    return [*_answers(now), *packed(meant), (*none, away)]


def also_rows(now: Interview) -> list[tuple[Tap, ...]]:
    """Return the buttons that put a reflection on the file of a sibling it names as well."""
    siblings = siblings_to_add(now)
    taps = [button("also", AlsoAbout(n), child=ref) for n, ref in enumerate(siblings)]
    return packed(taps)


def _answers(now: Interview) -> list[tuple[Tap, ...]]:
    named = proposed(now)
    if len(named) == 1:
        return [(button("yes"), button("other_child"))]
    if named:
        only = [button("only", Choice(n), child=ref) for n, ref in enumerate(named)]
        return [(_everyone(named), button("other_child")), *packed(only)]
    taps = [Tap(ref, Choice(n)) for n, ref in enumerate(listed(now))]
    if candidates(now):
        return [*packed(taps), (button("other_child"),)]
    return [*_in_rows(taps), *_ways(now)]


def _everyone(named: list[str]) -> Tap:
    if len(named) == _TOGETHER:
        return button("yes_both", Named.YES)
    return button("yes_all", Named.YES, count=len(named))


def _in_rows(taps: list[Tap]) -> list[tuple[Tap, ...]]:
    longest = max((len(tap.label) for tap in taps), default=0)
    return packed(taps, 3 if longest <= _SHORT else None)


def _ways(now: Interview) -> list[tuple[Tap, ...]]:
    """Return the ways from what is listed to other children."""
    known, shown = caseloads(now), shown_caseload(now)
    if shown is None:
        whose = [_whose(one.name, number) for number, one in enumerate(known)]
        return packed(whose)
    pages = -(-len(shown.refs) // PAGE)
    following = ChildPage((page(now) + 1) % pages if pages else 0)
    more = (button("more_children", following),) if pages > 1 else ()
    whose_else = (button("other_child"),) if len(known) > 1 else ()
    return [(*more, *whose_else)] if more or whose_else else []


def _whose(name: str, number: int) -> Tap:
    if not name:
        return button("own_children", ChildrenOf(number))
    return button("children_of", ChildrenOf(number), name=name)
