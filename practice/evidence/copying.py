"""Copied text: the passages of a text that stand in an earlier one, word for word or nearly.

A run of some twelve words of the writer's own prose, or two sentences in any order. Names, dates
and numbers are alike, a verb is the same in any tense, and of the words one in five may differ.
Shingling: runs of three words that both texts share are chained into passages.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from practice.evidence.own_prose import ANY, Prose, Unit, prose_of, words_of
from practice.matching import share_in_order

SHORTEST_RUN = 12
SHORTEST_SENTENCE = 4
SENTENCES = 2
ALIKE = 0.8
_ALIKE_AT_AN_END = 0.5

_SHINGLE = 3
_FURTHEST = 8
_MOST_DRIFT = 4
_STEPS = {
    (i, j)
    for i in range(1, _FURTHEST + 1)
    for j in range(1, _FURTHEST + 1)
    if abs(i - j) <= _MOST_DRIFT
}
"""How far the next words that both texts share may stand from the last, in each."""
_MOST_PLACES = 8
"""So many places of the same three words are looked at: "no no no" has thousands."""


@dataclass(frozen=True)
class Passage:
    """Where a text says again, from `start` to `end`, what stands in the earlier text `earlier`.

    `earlier` is its index; there it stands from `earlier_start` to `earlier_end`.
    """

    start: int
    end: int
    earlier: int
    earlier_start: int
    earlier_end: int


@dataclass(frozen=True)
class _Run:
    """Words of both texts that are alike: from the first to before the last, in each."""

    start: int
    end: int
    earlier_start: int
    earlier_end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def copied(text: str, earlier: Sequence[str]) -> list[Passage]:
    """Return the passages of `text` that stand in one of `earlier`, in the order of `text`.

    Headings, questions, the wording of a scale, phrases that any record might hold, and what is
    marked as quoted in new prose are no copies. Of passages that overlap the longest is returned,
    of equal ones that of the first earlier text.
    """
    prose, bases = prose_of(text), dict[str, str]()
    shingles = _shingles(prose.words)
    found = [
        Passage(
            prose.words[run.start].start,
            prose.words[run.end - 1].end,
            index,
            words[run.earlier_start].start,
            words[run.earlier_end - 1].end,
        )
        for index, other in enumerate(earlier)
        if shingles
        for words in (words_of(other, bases),)
        for run in _copied_runs(prose, shingles, words)
    ]
    return _apart(found)


def _shingles(words: Sequence[Unit]) -> Mapping[tuple[str, ...], list[int]]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(words) - _SHINGLE + 1):
        shingle = tuple(word.norm for word in words[i : i + _SHINGLE])
        if sum(norm == ANY for norm in shingle) < _SHINGLE - 1:
            places[shingle].append(i)
    return places


def _copied_runs(
    prose: Prose, shingles: Mapping[tuple[str, ...], list[int]], words: Sequence[Unit]
) -> list[_Run]:
    runs = [
        run for chain in _chains(shingles, words) for run in _trimmed(prose.words, words, chain)
    ]
    runs = [_widened(prose, words, run) for run in runs]
    long = [run for run in runs if prose.own_words(run.start, run.end) >= SHORTEST_RUN]
    sentences = _whole_sentences(prose, runs)
    return long + (sentences if len({run.start for run in sentences}) >= SENTENCES else [])


def _chains(
    shingles: Mapping[tuple[str, ...], list[int]], words: Sequence[Unit]
) -> list[list[tuple[int, int]]]:
    norms = [word.norm for word in words]
    chains: list[list[tuple[int, int]]] = []
    # By where a chain ends in `words`, then in the text: few end near any place.
    ends = defaultdict[int, dict[int, int]](dict)
    for j, shingle in enumerate(zip(norms, norms[1:], norms[2:], strict=False)):
        places = shingles.get(shingle)
        if not places:
            continue
        near = [(j - on, ends[j - on]) for on in range(1, _FURTHEST + 1) if j - on in ends]
        for i in places[:_MOST_PLACES]:
            before = [
                (chain, at, end)
                for at, row in near
                for end, chain in row.items()
                if (i - end, j - at) in _STEPS
            ]
            chain, at, end = min(before, default=(len(chains), -1, -1))
            if before:
                del ends[at][end]
            else:
                chains.append([])
            chains[chain].append((i, j))
            ends[j][i] = chain
    return chains


def _trimmed(
    text: Sequence[Unit], words: Sequence[Unit], chain: list[tuple[int, int]]
) -> Iterator[_Run]:
    """Yield the chain as a run, or in two where too many words between differ."""
    run = _Run(chain[0][0], chain[-1][0] + _SHINGLE, chain[0][1], chain[-1][1] + _SHINGLE)
    if _alike(text, words, run) >= ALIKE:
        yield run
        return
    middle = len(chain) // 2
    widest = max(
        range(1, len(chain)),
        key=lambda k: (chain[k][0] - chain[k - 1][0], -abs(k - middle)),
        default=0,
    )
    if widest:
        yield from _trimmed(text, words, chain[:widest])
        yield from _trimmed(text, words, chain[widest:])


def _alike(text: Sequence[Unit], words: Sequence[Unit], run: _Run) -> float:
    """Return the share of the words of a run that stand in both texts in the same order."""
    mine = [word.norm for word in text[run.start : run.end]]
    theirs = [word.norm for word in words[run.earlier_start : run.earlier_end]]
    return share_in_order(mine, theirs)


def _widened(prose: Prose, words: Sequence[Unit], run: _Run) -> _Run:
    """Return the run as far as the ends of its sentences, where enough of those is alike too."""
    start, end = prose.sentence_start(run.start), prose.sentence_end(run.end)
    before, after = run.start - start, end - run.end
    for back, on in ((before, after), (before, 0), (0, after)):
        wider = _Run(
            run.start - back,
            run.end + on,
            max(0, run.earlier_start - back),
            min(len(words), run.earlier_end + on),
        )
        added = (
            _Run(wider.start, run.start, wider.earlier_start, run.earlier_start),
            _Run(run.end, wider.end, run.earlier_end, wider.earlier_end),
        )
        if (
            max(back, on) <= _FURTHEST
            and _alike(prose.words, words, wider) >= ALIKE
            and all(_alike(prose.words, words, more) >= _ALIKE_AT_AN_END for more in added)
        ):
            return wider
    return run


def _whole_sentences(prose: Prose, runs: Sequence[_Run]) -> list[_Run]:
    """Return the sentences of own prose that lie whole in a run."""
    return [
        run
        for run in runs
        if any(
            end - start >= SHORTEST_SENTENCE
            and prose.own_words(start, end) == end - start
            and _overlap(run, start, end) >= ALIKE * (end - start)
            for start, end in prose.sentences[
                prose.sentence_of(run.start) : prose.sentence_of(run.end - 1) + 1
            ]
        )
    ]


def _overlap(run: _Run, start: int, end: int) -> int:
    return min(run.end, end) - max(run.start, start)


def _apart(found: list[Passage]) -> list[Passage]:
    kept: list[Passage] = []
    for passage in sorted(found, key=lambda p: (p.start - p.end, p.earlier, p.start)):
        at = bisect_left(kept, passage.start, key=lambda p: p.start)
        free_before = at == 0 or kept[at - 1].end <= passage.start
        if free_before and (at == len(kept) or passage.end <= kept[at].start):
            kept.insert(at, passage)
    return kept
