"""Which children words take in or out of depth: "take 388 out and add 262". Pure.

Each clause with a reference needs a word that says which way it goes; in doubt nothing is changed.
References that stand beside one another ("313, 205 and 217 out") are one list and go one way.
"""

import re
from collections.abc import Mapping, Sequence

from practice.matching import plain
from practice.mentions import mentioned, names_only, places_named
from prompts.spoken_words import bare

_CLAUSES = re.compile(
    r"[,;.\n]|\b(?:and|but|then|also)\b|\b(?=instead of|rather than|not\b|for\b|with\b|add\b|put\b"
    r"|include\b|take\b|drop\b|remove\b|swap\b|replace\b|leave\b)",
    re.IGNORECASE,
)
_OUT = frozenset(
    {
        "out",
        "remove",
        "drop",
        "without",
        "not",
        "dont",
        "skip",
        "leave",
        "off",
        "delete",
        "instead",
        "rather",
        "swap",
        "replace",
        "no",
        "minus",
    }
)
_IN = frozenset(
    {
        "add",
        "in",
        "include",
        "put",
        "also",
        "plus",
        "want",
        "depth",
        "bring",
        "discuss",
        "do",
        "have",
        "need",
        "with",
        "for",
        "talk",
    }
)
_PLAINLY_IN = frozenset({"in", "add", "include", "put", "bring"})
_EXCHANGES = frozenset({"swap", "replace"})
_GIVES_WAY = frozenset({"for", "with"})

# "0417 and 0391 in depth, the rest quick": those and no others.
_THE_REST = re.compile(
    r"(?: and| with)?(?: the)? (?:rest|others?|other ones|everyone else|everybody else)"
    r"(?: (?:of|them|are|is|can|be|just|only|a|all|do|get|one|tap|each|quick|quickly|brief|briefly"
    r"|short|light|lightly|fast|no|change|wait|not|next|time|today|please|pls))*$"
)
_ONLY = re.compile(r"(?:just|only)\b(?=.* in (?:depth|detail|full)\b)")
_AROUND_THEM = re.compile(
    r"\b(?:just|only|do|lets|in|depth|detail|full|properly|today|please|pls|plz|ok|i want|want|to"
    r"|discuss|talk|about|take)\b"
)
_NOBODY = re.compile(
    r"(?:take |move |put |have |get )?(?:all|everyone|everybody|everything|them all|all of them"
    r"|the lot|all \w+) (?:out|off)(?: of depth)?"
    r"|(?:take |move |put )(?:out|off) (?:all|everyone|everybody|them all|all of them|the lot)"
    r"|(?:remove|drop) (?:all|everyone|everybody|them all|all of them|the lot|all \w+)"
    r"|(?:none|nobody|no one|noone|no children)(?: of them)?(?: in (?:depth|detail))?(?: today)?"
)
_BESIDE = re.compile(r"[\s,;/&+]*(?:\b(?:and|or|nor)\b)?[\s,;/&+]*")
_OF_DEPTH = re.compile(r"\b(?:in|into|for) (?:more |any )?(?:depth|detail|full)\b", re.IGNORECASE)
_LONGEST = 2000


def said_of_depth(words: str, refs: Sequence[str]) -> Mapping[str, bool] | None:
    """Return which children of `refs` words take in (True) or out (False) of depth.

    None where they name none or say neither of any, or tell at length; empty where one of several
    goes no way.
    """
    if len(words) > _LONGEST:
        return None
    listed = _with_lists_together(words, refs)
    clauses = [clause for clause in _CLAUSES.split(listed) if clause and clause.strip()]
    ways: dict[str, bool] = {}
    before, said_any, unclear = "", False, False
    for clause in clauses:
        named, spoken = mentioned(clause, refs), _spoken(clause)
        is_out, is_in = bool(spoken & _OUT), bool(spoken & _IN)
        if spoken & _GIVES_WAY and not spoken & _EXCHANGES:
            is_out, is_in = False, before == "exchange"
        way = "out" if is_out else "in" if is_in else "" if before == "exchange" else before
        said_any = said_any or bool(way)
        unclear = unclear or bool(named and is_out and spoken & _PLAINLY_IN)
        for ref in named:
            unclear = unclear or not way or ways.get(ref, way == "in") != (way == "in")
            ways[ref] = way == "in"
        before = "exchange" if spoken & _EXCHANGES else way or before
    if not ways or not said_any:
        return None
    swaps_none = bool(_EXCHANGES & {*bare(words).split()}) and not any(ways.values())
    return {} if unclear or (swaps_none and len(ways) > 1) else ways


def takes_everybody_out(words: str) -> bool:
    """Say whether words take whoever is in depth out of it: "all out", "none in depth today"."""
    return _NOBODY.fullmatch(bare(words)) is not None


def _with_lists_together(words: str, refs: Sequence[str]) -> str:
    """Return words with a plus between references that nothing but "and" or a comma parts."""
    text, together, at = plain(words), "", 0
    for start, end in places_named(text, refs):
        between = text[at:start]
        is_list = bool(together) and _BESIDE.fullmatch(between)
        together += f"{' + ' if is_list else between}{text[start:end]}"
        at = end
    return together + text[at:]


def _spoken(clause: str) -> set[str]:
    """Return the words of a clause; "not in depth" takes nobody in."""
    spoken = set(bare(clause).split())
    return set(bare(_OF_DEPTH.sub(" ", clause)).split()) if spoken & _OUT else spoken


def only_in_depth(words: str, refs: Sequence[str]) -> list[str]:
    """Return the children of `refs` whom words take in depth and no others; [] where they do not.

    Words that say anything else as well take nobody.
    """
    said = bare(words) if len(words) <= _LONGEST else ""
    end = _THE_REST.search(said)
    if end is None and not _ONLY.match(said):
        return []
    named = " ".join(_AROUND_THEM.sub(" ", said[: end.start()] if end else said).split())
    return mentioned(named, refs) if names_only(named, refs) else []
