"""What files that are brought in hold, as JSON Schema: each kind's columns and their types."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.sheets import cells, days
from bot.sheets.cells import Cell, OneOf
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column, FileKind

_TYPES: Mapping[Callable[[str], Cell], Mapping[str, str]] = {
    cells.words: {"type": "string", "description": "text"},
    cells.name: {"type": "string", "description": "text"},
    cells.name_of_staff: {"type": "string", "description": "text"},
    cells.ref: {"type": "string", "description": "reference"},
    child_ref: {"type": "string", "description": "reference"},
    days.day: {"type": "string", "format": "date", "description": "date"},
    days.month: {"type": "string", "description": "month"},
    cells.minutes: {"type": "integer", "description": "minutes"},
    cells.prose: {"type": "string", "description": "text of many lines"},
    cells.posts: {"type": "number", "description": "number"},
    cells.share_of_full_time: {"type": "number", "description": "share of full time"},
    cells.email: {"type": "string", "format": "email", "description": "e-mail address"},
    cells.postcode: {"type": "string", "description": "postcode"},
}


def schema(kinds: Sequence[FileKind]) -> dict[str, Any]:
    """Return the JSON Schema of a row of each kind, by kind, as text is read from its cells."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Files that understory import reads",
        "description": "A row of KIND is a $defs/KIND. Empty cells are left out.",
        "$defs": {kind.name: _row(kind.columns) for kind in kinds},
    }


def _row(columns: Sequence[Column]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: _property(column) for column in columns},
        "required": [one.name for one in columns if one.required or one.required_of_new],
        "x-known-by": [one.name for one in columns if one.required],
    }


def _property(column: Column) -> dict[str, Any]:
    return {**type_of(column), "examples": [column.example]}


def type_of(column: Column) -> dict[str, Any]:
    """Return what the cells of a column hold, as JSON Schema; its description is in plain words."""
    read = column.read
    if isinstance(read, OneOf):
        return {"type": "string", "enum": list(read.options), "description": "one of these words"}
    if read is cells.yes_no:
        return {"type": "string", "enum": ["yes", "no"], "description": "yes or no"}
    return dict(_TYPES[read])
