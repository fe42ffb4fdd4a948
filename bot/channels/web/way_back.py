"""The way from a record back to the list that it was opened from: its filter, order and page."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from bot.channels.web.words import words
from bot.summary_paths import BEHIND, EXPECTED, OWN, THREAD

RECORDS, JOURNAL = "/records", "/journal"
_LONGEST = 500
_LISTS: Mapping[str, frozenset[str]] = {
    RECORDS: frozenset({"child", "practitioner", "waits", "page"}),
    JOURNAL: frozenset({"page"}),
    EXPECTED: frozenset({"team", "month", "months"}),
    THREAD: frozenset({"team", "month", "months", "seed", "of", "number"}),
    OWN: frozenset({"month"}),
    BEHIND: frozenset({"measure", "month", "team", "show", "sort", "page", "showing", "above"}),
}

_LABELS = {
    RECORDS: "back.records",
    JOURNAL: "back.journal",
    THREAD: "back.thread",
    EXPECTED: "back.expected",
    OWN: "back.own",
}


def opened_from(listed: str) -> str:
    """Return what the address of a record says of the address of the list it stands in."""
    return urlencode({"back": listed})


def list_address(asked: str) -> str:
    """Return the address of the list that was asked for, made anew; of no list, all records.

    What comes in an address is anybody's to write: nothing leads anywhere else from it.
    """
    path, _, query = asked.partition("#")[0].partition("?")
    known = _LISTS.get(path) if len(asked) <= _LONGEST else None
    if known is None:
        return RECORDS
    kept = {name: value for name, value in parse_qsl(query) if name in known}
    return f"{path}?{urlencode(kept)}" if kept else path


def way_back(asked: str) -> dict[str, str]:
    """Return the link back to the list that a record was opened from."""
    address = list_address(asked)
    label = _LABELS.get(address.partition("?")[0])
    return {"href": address, "label": words(label or "back.list")}
