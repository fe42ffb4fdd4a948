"""People's names in prose: known ones, those with a title, and what looks like one."""

from collections.abc import Iterator

from practice.privacy.found import Found, Kind
from practice.privacy.known_names import KnownNames
from practice.privacy.likely_names import LikelyNames
from practice.privacy.meant import Meaning
from practice.privacy.prose import Prose

_JOINS = frozenset({" ", "-", "'", "\u2019", ". ", "  ", ", "})
_SHORTEST_JOINED = 6


def names_in(prose: Prose, known: KnownNames, *, only_known: bool) -> Iterator[Found]:
    """Yield the names in a text, or the known ones; words that follow one another are one name."""
    meaning = Meaning(prose, known)
    hits = {at for at in range(len(prose.words)) if meaning.is_known(at)}
    hits |= _beside(prose, known, hits)
    spans = [(at, at) for at in hits]
    if not only_known:
        spans += LikelyNames(prose).spans()
    yield from (Found(start, end, Kind.NAME) for start, end in _joined(prose, sorted(spans)))


def _beside(prose: Prose, known: KnownNames, hits: set[int]) -> set[int]:
    """Return the words that are a known name by the word beside them: "grace okafor"."""
    found = set()
    for at in range(len(prose.words) - 1):
        if (at in hits) != (at + 1 in hits) and known.follow(prose, at):
            found |= {at, at + 1}
        if prose.low(at + 1) == "and" and prose.after(at) and (at in hits) != (at + 2 in hits):
            found |= {n for n in (at, at + 2) if prose.low(n) in known.exact}
        joined = prose.low(at) + prose.low(at + 1)
        if (
            len(joined) >= _SHORTEST_JOINED
            and joined in known.exact
            and prose.gap(at) in _JOINS
            and at not in hits
        ):
            found |= {at, at + 1}
    return found


def _joined(prose: Prose, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield from where to where names stand; `spans` are the first and last words of names."""
    first = last = -1
    for begin, end in spans:
        if first >= 0 and (
            begin <= last or (begin == last + 1 and prose.gap(last) in _JOINS - {", ", ". "})
        ):
            last = max(last, end)
            continue
        if first >= 0:
            yield prose.words[first].start, prose.words[last].end
        first, last = begin, end
    if first >= 0:
        yield prose.words[first].start, prose.words[last].end
