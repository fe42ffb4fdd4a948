from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import bot.imports
from bot.cli.imports import KindName
from bot.imports import KINDS, aliases
from bot.sheets.columns import heading_key
from bot.sheets.errors import CellError
from storage import imports
from storage.session import Store
from tests.bot.imports.council import CHILDREN, PEOPLE, TEAMS, a_store, bring_in, check

FILES = {
    "teams": TEAMS,
    "people": PEOPLE,
    "children": CHILDREN,
    "involvements": "child_ref,person_ref,started_on\nCH-0417,P1,1/9/2026\n",
}

# docs/imports.md and the contract with other programs hold these names.
COLUMNS = {
    "teams": "team, parent",
    "people": "person_ref, name, role, team, supervisor_ref, employment, fte, "
    "newly_qualified_until, started_on, left_on, email",
    "children": "child_ref, forename, surname, birth_date, postcode, status, opened_on, "
    "closed_on, restricted, family_ref",
    "involvements": "child_ref, person_ref, team, started_on, ended_on, end_reason",
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield store
    store.close()


def test_the_command_offers_every_kind() -> None:
    assert set(get_args(KindName)) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_module_its_test_and_the_columns_agreed(kind: str) -> None:
    assert (Path(bot.imports.__file__).parent / f"{kind}.py").exists()
    assert (Path(__file__).parent / f"test_{kind}.py").exists()
    assert ", ".join(column.name for column in KINDS[kind].columns) == COLUMNS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_stored_has_every_column_of_the_file(empty: Store, kind: str) -> None:
    for earlier, text in FILES.items():
        bring_in(empty, earlier, text)
    with empty.reading() as session:
        refs = [["CH-0417"]] if kind == "children" else []
        known = getattr(imports, f"known_{kind}")(session, *refs)
    stored = next(iter(known.values())).values
    assert set(stored) >= {column.name for column in KINDS[kind].columns}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_again_changes_nothing(empty: Store, kind: str) -> None:
    for earlier, text in FILES.items():
        bring_in(empty, earlier, text)
    again = check(empty, kind, FILES[kind])
    assert (again.added, again.changed) == ([], {})


@pytest.mark.parametrize("kind", KINDS)
def test_every_alias_is_of_a_column_and_of_one_column_only(kind: str) -> None:
    known = aliases(kind)
    names = {column.name for column in KINDS[kind].columns}
    assert set(known.headings) <= names
    assert set(known.values) <= names
    others = [heading_key(alias) for listed in known.headings.values() for alias in listed]
    own = [heading_key(name) for name in names]
    assert len(others + own) == len(set(others + own))


@pytest.mark.parametrize("kind", KINDS)
def test_every_other_word_stands_for_a_value_that_is_read(kind: str) -> None:
    read = {column.name: column.read for column in KINDS[kind].columns}
    for column, words in aliases(kind).values.items():
        for word, value in words.items():
            assert word == word.casefold()
            with pytest.raises(CellError):
                read[column](word)
            assert read[column](value) == value


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_twice_changes_nothing(kind: str, empty: Store) -> None:
    first = None
    for before in list(KINDS)[: list(KINDS).index(kind) + 1]:
        first = bring_in(empty, before, FILES[before])
    assert first
    assert first.added
    again = check(empty, kind, FILES[kind])
    assert (again.added, again.changed, again.queried, again.rejected) == ([], {}, [], [])
    assert again.unchanged == len(first.added)
