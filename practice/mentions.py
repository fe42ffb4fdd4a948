"""Children's references mentioned in passing, in a message written about something else.

Numbers in such a message are mostly not children: times, dates, telephone numbers, ages,
amounts. A reference counts when it is written with its letters ("ch 417"), or as a bare number of
three digits or more ("0417", "417") where nothing beside it speaks for another meaning. What is
found is never filed: the person is asked. A slip of the finger ("0471") is found apart from it.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice, zip_longest

from practice.dictated_numbers import in_figures
from practice.matching import MOST_SUGGESTIONS, near_refs, plain, unpadded
from practice.numbers_in_text import (
    CALLED,
    FEWEST_SPACED_DIGITS,
    MET,
    Text,
    chains,
    cut,
    is_linked,
    is_measure,
    is_time,
    means_something_else,
)
from practice.reference_index import ReferenceIndex, known_by

# A word of another alphabet says something, though no reference is written in it.
_OTHER_LETTERS = re.compile(r"[^\W\d_a-z]")
_TOGETHER = re.compile(r" ?[/+&] ?|,")
_JOINED = re.compile(r"\s?[-./:#_]\s?|")
_FEWEST_DIGITS_OF_A_SLIP = 4
_MOST_SLIPS = 20
_DOES = frozenset({"was", "is", "has", "had", "were", "told", "said", "says", "seemed", "looked"})
_AND = frozenset({"and", "or", "plus", "with"})
_FEWEST_DIGITS_BESIDE_A_COMMA = 4
_CORRECTS = frozenset({"sorry", "mean", "meant", "wait", "actually", "rather", "oops"})
_AROUND_IT = frozenset({"no", "not", "i", "it", "its", "is", "was", "that", "um", "er", "uh"})
_NAMING = frozenset({"no", "it", "its", "i", "is", "was", "about", "mean", "meant", "sorry", "the",
                     "other", "one", "this", "that", "only", "just", "actually", "both", "and",
                     "or", "two", "siblings", "twins", "together", "for", "child", "children",
                     "case", "ref", "reference", "number", "s"})  # fmt: skip


def mentioned(text: str, refs: Sequence[str]) -> list[str]:
    """Return the references among `refs` that `text` mentions, in order, each once.

    A mention that fits two references gives both. Time grows with the length of the text.
    """
    read = cut(in_figures(plain(text)))
    found = list(_mentions(read, known_by(tuple(refs))))
    after = [places for places, _ in found[1:]]
    stand = [meant for (places, meant), put in zip_longest(found, after)
             if put is None or not _is_taken_back(read, places, put)]  # fmt: skip
    return list(dict.fromkeys(ref for meant in stand for ref in meant))


def _is_taken_back(read: Text, said: range, put: range) -> bool:
    """Say whether a mention is corrected by the one right after it: "0401 no sorry 0403"."""
    between = {read.run(at) for at in range(said[-1] + 1, put[0])}
    return bool(between & _CORRECTS) and between <= _CORRECTS | _AROUND_IT


def nearly_mentioned(text: str, refs: Sequence[str]) -> list[str]:
    """Return the references that `text` may mean with a slip of the finger, each once.

    None of those that it mentions; and beside those only two digits that changed places count. A
    slip that more than MOST_SUGGESTIONS references would explain says nothing.
    """
    read, index = cut(in_figures(plain(text))), known_by(tuple(refs))
    known = list(_mentions(read, index))
    meant = {ref for _, found in known for ref in found}
    taken = {at for places, _ in known for at in places}
    slips: dict[str, None] = {}
    for written in islice(dict.fromkeys(_unknown(read, index, taken)), _MOST_SLIPS):
        swapped, others = near_refs(written, refs)
        likely = swapped or ([] if meant else others)
        slips |= dict.fromkeys(likely if len(likely) <= MOST_SUGGESTIONS else [])
    return [ref for ref in slips if ref not in meant]


def unknown_references(text: str, refs: Sequence[str]) -> list[str]:
    """Return what `text` writes as a reference and fits none of `refs`, as written, each once.

    With its letters ("CH-0423"), after a word that says so ("seen 423"), beside a reference that is
    known ("0417 and 0419", "0417/0419"), or as a number with a leading zero, as long as theirs.
    """
    read, index = cut(in_figures(plain(text))), known_by(tuple(refs))
    taken = {at for places, _ in _mentions(read, index) for at in places}
    return list(dict.fromkeys(written.upper() for _, written in _unknown_in(read, index, taken)))


def places_named(lowered: str, refs: Sequence[str]) -> list[tuple[int, int]]:
    """Return from where to where a text, plain already, writes a reference: known, or nobody's."""
    read, index = cut(lowered), known_by(tuple(refs))
    known = [places for places, _ in _mentions(read, index)]
    taken = {at for places in known for at in places}
    found = [(read.runs[places[0]].start(), read.runs[places[-1]].end()) for places in known]
    for at, written in _unknown_in(read, index, taken):
        end = read.runs[at].end()
        found.append((end - len(written), end))
    return sorted(found)


def names_only(text: str, refs: Sequence[str], beside: Collection[str] = ()) -> bool:
    """Say whether `text` only says which child is meant: "no, 417", "0417 and 0391".

    `beside` are words that may stand there besides. References that are nobody's count too where
    any word may.
    """
    read, index = cut(in_figures(plain(text))), known_by(tuple(refs))
    taken = {at for places, _ in _mentions(read, index) for at in places}
    if beside:
        taken |= {at for at, _ in _unknown_in(read, index, taken)}
    others = {read.run(at) for at in range(len(read.runs)) if at not in taken}
    if _OTHER_LETTERS.search(read.text):
        return False
    return bool(taken) and others <= _NAMING | index.letters | {*beside}


def _mentions(read: Text, index: ReferenceIndex) -> Iterator[tuple[range, list[str]]]:
    """Yield what is mentioned: the runs that say so, and the references that they fit."""
    if not (read.has_numbers or index.has_letters_alone):
        return
    free = _numbers_of_their_own(read, index)
    at = 0
    while at < len(read.runs):
        lengths = index.lengths.get(unpadded(read.run(at)), ())
        length = next((n for n in lengths if _is_spelt(read, at, n, index)), 0)
        if length:
            yield range(at, at + length), index.by_key[_key(read, at, length)]
        elif at in free and (meant := _bare(read, at, index)):
            yield range(at, at + 1), meant
        at += length or 1


def _key(read: Text, at: int, length: int) -> tuple[str, ...]:
    return tuple(unpadded(read.run(n)) for n in range(at, at + length))


def _is_spelt(read: Text, at: int, length: int, index: ReferenceIndex) -> bool:
    last, key = at + length - 1, _key(read, at, length)
    if last >= len(read.runs) or key not in index.by_key or not read.stands_free(at, last):
        return False
    if all(part.isdigit() for part in key):
        return _is_written_out(read, at, last, index.by_key[key])
    return all(_is_joined(read, n) for n in range(at, last))


def _is_written_out(read: Text, first: int, last: int, refs: list[str]) -> bool:
    # A reference of numbers alone ("24/0117") looks like a date or a time: every mark must be so.
    written = read.text[read.runs[first].start() : read.runs[last].end()]
    longer = is_linked(read, first - 1) or is_linked(read, last)
    return not longer and written in [plain(ref) for ref in refs]


def _is_joined(read: Text, at: int) -> bool:
    if _JOINED.fullmatch(read.gap(at)):
        return True
    # "a 12 year old" is not child A-12: a word and a space before a short number say nothing.
    long_enough = len(read.run(at + 1)) >= FEWEST_SPACED_DIGITS
    return read.gap(at) == " " and long_enough and not is_measure(read.word_after(at + 1))


def _numbers_of_their_own(read: Text, index: ReferenceIndex) -> set[int]:
    """Return which runs are numbers that belong to no date, time or telephone number.

    Of numbers written as one ("27/3/2026", "0191 498 0417"), either all are references or none:
    some of them may be nobody's where they are named as one names two children ("0417/0499").
    """
    return {
        at
        for chain in chains(read)
        if len(chain) == 1
        or all(_bare(read, n, index) for n in chain)
        or _are_named_together(read, chain, index)
        for at in chain
    }


def _are_named_together(read: Text, chain: list[int], index: ReferenceIndex) -> bool:
    """Say whether numbers written as one name several children, whom nobody need know."""
    pairs = all(_goes_with_next(read, at) for at in chain[:-1])
    return pairs and not any(_is_no_child(read, at, index) for at in chain)


def _goes_with_next(read: Text, at: int) -> bool:
    """Say whether a number and the next are as long and written as two of a kind: "0417/0419"."""
    number, gap = read.run(at), read.gap(at)
    fewest = _FEWEST_DIGITS_BESIDE_A_COMMA if gap == "," else FEWEST_SPACED_DIGITS
    alike = number.isdigit() and len(number) == len(read.run(at + 1)) >= fewest
    return bool(alike and _TOGETHER.fullmatch(gap))


def _is_no_child(read: Text, at: int, index: ReferenceIndex) -> bool:
    is_spelt = read.run(at - 1) in index.letters and read.gap(at - 1) == ""
    is_called = read.word_before(at) in CALLED
    is_glued = not read.stands_free(at - is_spelt, at)
    return is_glued or (not is_called and means_something_else(read, at))


def _bare(read: Text, at: int, index: ReferenceIndex) -> list[str]:
    if _is_no_child(read, at, index):
        return []
    return index.of_number(read.run(at)) or _ending(read, at, index)


def _ending(read: Text, at: int, index: ReferenceIndex) -> list[str]:
    """Return whom a number means as the end of the one before it: "0417/19"."""
    number, before = read.run(at), read.run(at - 1)
    is_end = read.gap(at - 1) == "/" and 0 < len(number) < FEWEST_SPACED_DIGITS
    if not is_end or not index.of_number(before):
        return []
    return index.of_number(before[: -len(number)] + number)


# --- slips ---


def _unknown(read: Text, index: ReferenceIndex, taken: set[int]) -> Iterator[str]:
    """Yield what is written as a reference is and is none: with letters, or as a bare number."""
    for chain in chains(read):
        at = chain[0]
        if len(chain) > 1 or at in taken or len(read.run(at)) < FEWEST_SPACED_DIGITS:
            continue
        if read.run(at - 1) in index.letters and _is_joined(read, at - 1):
            yield read.run(at - 1) + read.run(at)
        elif read.stands_free(at, at) and _may_be_a_slip(read, at):
            yield read.run(at)


def _may_be_a_slip(read: Text, at: int) -> bool:
    number, before = read.run(at), read.word_before(at)
    if means_something_else(read, at) and before not in CALLED:
        return False
    named = before in CALLED | MET or read.text.endswith("#", 0, read.runs[at].start())
    # "got there 1033" is a time; "0838" is written as references are, and a time after "at" alone.
    whole = len(number) >= _FEWEST_DIGITS_OF_A_SLIP
    return named or (whole and (number.startswith("0") or not is_time(number)))


# --- references that nobody is known by ---


def _unknown_in(read: Text, index: ReferenceIndex, taken: set[int]) -> Iterator[tuple[int, str]]:
    """Yield the runs that are written as references which nobody is known by, each as written."""
    free = (chain for chain in chains(read) if len(chain) == 1 or taken & set(chain))
    for at in (at for chain in free for at in chain if at not in taken):
        if written := _unknown_at(read, at, index, taken):
            yield at, written


def _unknown_at(read: Text, at: int, index: ReferenceIndex, taken: set[int]) -> str:
    """Return the reference written at a run, which is none of those known; "" where none is."""
    number = read.run(at)
    if len(number) < FEWEST_SPACED_DIGITS or not read.stands_free(at, at):
        return _spelt_at(read, at, index)
    if spelt := _spelt_at(read, at, index):
        return spelt
    before = read.word_before(at)
    if means_something_else(read, at) and before not in CALLED:
        return ""
    named = before in CALLED | MET or _is_beside_one(read, at, taken)
    lengths = {len(written) for written in index.by_written}
    # "0923 was there" is somebody, "left 0923" is a time.
    somebody = not is_time(number) or read.is_possessive(at) or read.word_after(at) in _DOES
    whole = number.startswith("0") and len(number) in lengths and somebody
    return number if named or whole else ""


def _spelt_at(read: Text, at: int, index: ReferenceIndex) -> str:
    """Return a number with the letters of references before it, as it is written."""
    long_enough = len(read.run(at)) >= FEWEST_SPACED_DIGITS
    is_spelt = read.run(at - 1) in index.letters and _is_joined(read, at - 1)
    if not long_enough or not is_spelt or not read.stands_free(at - 1, at):
        return ""
    return read.text[read.runs[at - 1].start() : read.runs[at].end()]


def _is_beside_one(read: Text, at: int, taken: set[int]) -> bool:
    """Say whether a number and a known reference are named together: "417 and 419", "417/419"."""
    after = read.run(at - 1) in _AND and at - 2 in taken
    if after or (read.run(at + 1) in _AND and at + 2 in taken):
        return True
    after = at - 1 in taken and _goes_with_next(read, at - 1)
    return after or (at + 1 in taken and _goes_with_next(read, at))
