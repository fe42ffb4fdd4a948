"""Which columns hold encrypted text, and the place each value is bound to.

One registry: the noun modules seal and open by it, and the export decrypts by it. A column that
is not listed here is stored as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlmodel import Session

from storage.errors import StorageError
from storage.session import cipher_of

SEALED: Mapping[str, tuple[str, ...]] = {
    "action": ("what", "why", "how", "who"),
    "action_answer": ("difference", "in_the_way"),
    "addendum": ("text",),
    "audit_event": ("detail",),
    "child": ("forename", "surname", "birth_date", "postcode"),
    "claim": ("sentence",),
    "contact": ("forename", "surname", "birth_date", "postcode"),
    "contingency": ("plan",),
    "import_batch": ("file",),
    "imported_row": ("changes",),
    "enquiry": ("finding", "question"),
    "enquiry_answer": ("words",),
    "quotation": ("words",),
    "line": ("text",),
    "missed_supervision": ("words",),
    "outbox_message": ("body",),
    "outcome": ("what", "measure"),
    "seen": ("said",),
    "set_aside": ("payload",),
    "step": ("value",),
    "summary_view": ("view",),
}

# A step's value is encrypted only where it is free text: measures read the structured ones.
_FLAGS: Mapping[str, str] = {"step": "sealed"}

_KEYS: Mapping[str, tuple[str, ...]] = {
    "imported_row": ("batch_id", "row_id"),
    "seen": ("channel", "update_key"),
}


def place(table: str, row_id: str, column: str) -> str:
    """Return the place a value is bound to: "step/12ab/value".

    Raises StorageError where the registry does not list that column, so that nothing is sealed
    that the export could not open.
    """
    if column not in SEALED.get(table, ()):
        raise StorageError(f"{table}.{column} is not listed as encrypted")
    return f"{table}/{row_id}/{column}"


def seal(session: Session, text: str, table: str, row_id: str, column: str) -> str:
    """Return `text` encrypted for its place, with this session's key."""
    return cipher_of(session).seal(text, place(table, row_id, column))


def unseal(session: Session, value: str, table: str, row_id: str, column: str) -> str:
    """Return the text that was sealed for that place.

    Raises WrongKeyError where it was sealed with another key, or for another place.
    """
    return cipher_of(session).open(value, place(table, row_id, column))


def opener(
    session: Session, table: str, columns: Sequence[str]
) -> Callable[[str, Sequence[str | None]], list[str]]:
    """Return what opens these columns of one row after another, as `unseal` does; "" is nothing.

    It is given the row's id and its values, in the order of the columns.
    """
    open_value = cipher_of(session).open
    for column in columns:
        place(table, "", column)

    def opened(row_id: str, values: Sequence[str | None]) -> list[str]:
        return [
            open_value(value, f"{table}/{row_id}/{column}") if value else ""
            for column, value in zip(columns, values, strict=True)
        ]

    return opened


def row_key(table: str, row: Mapping[str, Any]) -> str:
    """Return what stands for `row` in a place: its id, or its primary key joined by "/"."""
    return "/".join(str(row[name]) for name in _KEYS.get(table, ("id",)))


def seal_row(session: Session, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return `row` (column -> value, with its key) with its text encrypted, ready to insert."""
    return _rewritten(seal, session, table, row)


def open_row(session: Session, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return `row` as read from its table with its text decrypted; raises as `unseal` does."""
    return _rewritten(unseal, session, table, row)


def _rewritten(
    rewrite: Callable[[Session, str, str, str, str], str],
    session: Session,
    table: str,
    row: Mapping[str, Any],
) -> dict[str, Any]:
    return {
        column: rewrite(session, value, table, row_key(table, row), column)
        if _is_sealed(table, row, column, value)
        else value
        for column, value in row.items()
    }


def _is_sealed(table: str, row: Mapping[str, Any], column: str, value: object) -> bool:
    if value is None or column not in SEALED.get(table, ()):
        return False
    flag = _FLAGS.get(table)
    return flag is None or bool(row[flag])
