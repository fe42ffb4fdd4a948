"""References that nobody is known by: what is said of them, and who may be meant. Pure."""

from collections.abc import Iterable, Sequence

from practice.matching import MOST_SUGGESTIONS, near_refs
from practice.mentions import unknown_references
from prompts.kinds import named_together
from prompts.phrases import phrase


def nearest(unknown: Iterable[str], refs: Sequence[str]) -> list[str]:
    """Return the children a slip of the finger away from references that are nobody's."""
    found: dict[str, None] = {}
    for written in unknown:
        swapped, others = near_refs(written, refs)
        likely = swapped or others
        found |= dict.fromkeys(likely if len(likely) <= MOST_SUGGESTIONS else [])
    return list(found)


def unknown_line(unknown: Sequence[str], near: Sequence[str]) -> str:
    """Return the sentence that says which references are nobody's, and whom they may mean."""
    refs = named_together(list(unknown))
    if not near:
        return phrase("cards.unknown", refs=refs)
    named = phrase("cards.either", first=", ".join(near[:-1]), last=near[-1]) if near[1:] else ""
    return phrase("cards.unknown_near", refs=refs, near=named or near[0])


def said_of(words: str, told: Iterable[str], refs: Sequence[str], *, stays: bool = True) -> str:
    """Return what is said once of references in words that are nobody's; "" where none are.

    Those that stand in what was `told` before were said then. `stays` adds that they stand.
    """
    unknown = unknown_references(words, refs) if refs else []
    before = {ref for text in told for ref in unknown_references(text, refs)} if unknown else ()
    unknown = [ref for ref in unknown if ref not in before]
    if not unknown:
        return ""
    said = unknown_line(unknown, nearest(unknown, refs))
    return f"{said} {phrase('cards.unknown_stays')}" if stays else said
