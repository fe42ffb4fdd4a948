"""What is encrypted is listed, bound to its place, and comes back as it was."""

import re

import pytest
from sqlmodel import SQLModel

from storage.encryption import SEALED, open_row, place, row_key, seal_row
from storage.errors import StorageError, WrongKeyError
from storage.session import Store
from storage.tables import TABLES


def test_a_place_names_the_table_the_row_and_the_column() -> None:
    assert place("step", "12ab", "value") == "step/12ab/value"


@pytest.mark.parametrize(("table", "column"), [("child", "status"), ("nothing", "value")])
def test_nothing_is_sealed_that_the_registry_does_not_list(table: str, column: str) -> None:
    with pytest.raises(StorageError):
        place(table, "12ab", column)


def test_a_row_without_an_id_is_known_by_its_key() -> None:
    assert row_key("seen", {"channel": "web", "update_key": "k1"}) == "web/k1"
    assert row_key("child", {"id": "c1", "ref": "CH-1"}) == "c1"


@pytest.mark.parametrize("table", sorted(SEALED))
def test_a_row_comes_back_and_is_refused_elsewhere(embedded_store: Store, table: str) -> None:
    key = {"id": "r1", "channel": "web", "update_key": "k1", "sealed": True, "became": "no change"}
    key |= {"batch_id": "b1", "row_id": "r1"}
    row = {**key, **dict.fromkeys(SEALED[table], "She was seen alone.")}
    with embedded_store.reading() as session:
        sealed = seal_row(session, table, row)
        assert "She was seen alone." not in sealed.values()
        assert sealed["became"] == "no change"
        assert open_row(session, table, sealed) == row
        with pytest.raises(WrongKeyError):
            open_row(session, table, {**sealed, "id": "r2", "row_id": "r2", "update_key": "k2"})


def test_what_is_unknown_stays_unknown(embedded_store: Store) -> None:
    row = {"id": "a1", "what": "UpdateContext", "why": None, "how": None, "who": None}
    with embedded_store.reading() as session:
        sealed = seal_row(session, "action", row)
        assert sealed["why"] is None
        assert open_row(session, "action", sealed) == row


def test_a_structured_step_stays_readable_for_the_measures(embedded_store: Store) -> None:
    row = {"id": "s1", "value": "7", "sealed": False}
    with embedded_store.reading() as session:
        assert seal_row(session, "step", row) == row
        assert open_row(session, "step", row) == row


def test_every_column_said_to_be_encrypted_is_in_the_registry() -> None:
    for table, columns in SEALED.items():
        assert set(columns) <= set(SQLModel.metadata.tables[table].c.keys())
    for model in TABLES:
        words = re.sub(r"\s+", " ", model.__doc__ or "")
        assert ("encrypted" in words) == (str(model.__tablename__) in SEALED), model.__tablename__
