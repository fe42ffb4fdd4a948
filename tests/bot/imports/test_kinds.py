from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest

import bot.imports
from bot.cli.imports import KindName
from bot.imports import KINDS, aliases
from bot.sheets.errors import CellError
from bot.sheets.sheet import heading_key
from storage import imported_notes, imports, registers
from storage.session import Session, Store
from tests.bot.imports.council import CHILDREN, PEOPLE, TEAMS, a_store, bring_in, check
from tests.each import each
from tests.factories import make_store, records_in

FILES = {
    "teams": TEAMS,
    "people": PEOPLE,
    "children": CHILDREN,
    "involvements": "child_ref,person_ref,started_on\nCH-0417,P1,1/9/2026\n",
    "establishment": "team,posts,from_month\nNorth,7.5,2026-10\n",
    "contacts": "contact_ref,received_on,source,forename,birth_date,domestic_abuse,team\n"
    "CO-1,1/9/2026,police,Ana,2/3/2015,yes,North\nCO-2,2/9/2026,,,,,\n",
    "referrals": "referral_ref,contact_ref,child_ref,received_on,team\n"
    "RE-1,CO-1,CH-0417,1/9/2026,North\n",
    "assessments": "assessment_ref,child_ref,started_on,authorised_on,person_ref\n"
    "AS-1,CH-0417,1/9/2026,3/10/2026,P1\n",
    "section47": "enquiry_ref,child_ref,started_on,outcome,team\n"
    "EN-1,CH-0417,1/9/2026,conference,North\n",
    "conferences": "conference_ref,enquiry_ref,child_ref,held_on,plan_made\n"
    "IC-1,EN-1,CH-0417,15/9/2026,yes\n",
    "plans": "plan_ref,child_ref,kind,started_on,seen_alone\nPL-1,CH-0417,CP,15/9/2026,no\n",
    "supervision-notes": "note_ref,held_on,kind,supervisor_ref,practitioner_ref,child_ref,text\n"
    "SN-1,1/9/2025,case,P2,P1,CH-0417,Ana said she hates the noise.\n",
}

# docs/data.md and the contract with other programs hold these names.
COLUMNS = {
    "teams": "team, parent",
    "people": "person_ref, name, role, team, supervisor_ref, employment, fte, "
    "newly_qualified_until, started_on, left_on, email",
    "children": "child_ref, forename, surname, birth_date, postcode, status, opened_on, "
    "closed_on, restricted, family_ref, communication",
    "involvements": "child_ref, person_ref, team, started_on, ended_on, end_reason, part",
    "establishment": "team, posts, from_month",
    "contacts": "contact_ref, received_on, source, reason, domestic_abuse, triaged, child_ref, "
    "forename, surname, birth_date, postcode, outcome, threshold_met, team",
    "referrals": "referral_ref, contact_ref, child_ref, received_on, decided_on, source, "
    "outcome, team",
    "assessments": "assessment_ref, child_ref, referral_ref, started_on, authorised_on, "
    "child_seen_on, outcome, person_ref, team",
    "section47": "enquiry_ref, child_ref, strategy_discussion_on, started_on, completed_on, "
    "source, outcome, outcome_reason, person_ref, team",
    "conferences": "conference_ref, enquiry_ref, child_ref, held_on, plan_made",
    "supervision-notes": "note_ref, held_on, kind, minutes, supervisor_ref, practitioner_ref, "
    "child_ref, text, actions, practitioner_agreed_on, supervisor_agreed_on",
    "plans": "plan_ref, child_ref, kind, started_on, ended_on, last_visit_on, seen_alone",
}


def known_rows(session: Session, kind: str) -> Mapping[Any, imports.Known]:
    if kind == "supervision-notes":
        return imported_notes.known(session, imported_notes.refs(session))
    register = getattr(registers, kind.upper(), None)
    if register is not None:
        return registers.known(session, register, registers.refs(session, register))
    where = registers if kind == "establishment" else imports
    refs = [["CH-0417"]] if kind == "children" else []
    known: Mapping[Any, imports.Known] = getattr(where, f"known_{kind}")(session, *refs)
    return known


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path)
    yield store
    store.close()


def test_the_command_offers_every_kind() -> None:
    assert set(get_args(KindName)) == {*KINDS, "annex-a"}


@each("kind", KINDS)
def test_every_kind_has_its_module_its_test_and_the_columns_agreed(kind: str) -> None:
    module = kind.replace("-", "_")
    assert (Path(bot.imports.__file__).parent / f"{module}.py").exists()
    assert (Path(__file__).parent / f"test_{module}.py").exists()
    assert ", ".join(column.name for column in KINDS[kind].columns) == COLUMNS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_stored_has_every_column_of_the_file(empty: Store, kind: str) -> None:
    for earlier in KINDS:
        bring_in(empty, earlier, FILES[earlier])
    with empty.reading() as session:
        known = known_rows(session, kind)
    stored = next(iter(known.values())).values
    assert set(stored) >= {column.name for column in KINDS[kind].columns}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_again_changes_nothing(empty: Store, kind: str) -> None:
    for earlier in KINDS:
        bring_in(empty, earlier, FILES[earlier])
    again = check(empty, kind, FILES[kind])
    assert (again.added, again.changed) == ([], {})


@each("kind", KINDS)
def test_every_alias_is_of_a_column_and_of_one_column_only(kind: str) -> None:
    known = aliases(kind)
    names = {column.name for column in KINDS[kind].columns}
    assert set(known.headings) <= names
    assert set(known.values) <= names
    others = [heading_key(alias) for listed in known.headings.values() for alias in listed]
    own = [heading_key(name) for name in names]
    assert len(others + own) == len(set(others + own))


@each("kind", KINDS)
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


# One stored row of each kind with a value in every column.
FULL = {
    "teams": "team,parent\nNorth,Council\n",
    "people": "person_ref,name,role,team,supervisor_ref,employment,fte,newly_qualified_until,"
    "started_on,left_on,email\nP9,Zo,practitioner,North,P2,agency,0.6,1/9/2027,1/9/2026,"
    "1/10/2026,zo@council.example\n",
    "children": "child_ref,forename,surname,birth_date,postcode,status,opened_on,closed_on,"
    "restricted,family_ref,communication\nCH-9,Zo,Doe,1/2/2015,DL1 5QT,CLA,1/1/2026,1/6/2026,no,"
    "F-9,signs\n",
    "involvements": "child_ref,person_ref,team,started_on,ended_on,end_reason,part\n"
    "CH-0417,P1,South,1/9/2026,1/10/2026,left,co-worker\n",
    "establishment": "team,posts,from_month\nSouth,6,2026-10\n",
    "contacts": "contact_ref,received_on,source,reason,domestic_abuse,triaged,child_ref,forename,"
    "surname,birth_date,postcode,outcome,threshold_met,team\nCO-9,1/9/2026,police,domestic abuse,"
    "yes,no,CH-0417,Zo,Doe,1/2/2015,DL1 5QT,already open,unclear,South\n",
    "referrals": "referral_ref,contact_ref,child_ref,received_on,decided_on,source,outcome,team\n"
    "RE-9,CO-9,CH-0417,1/9/2026,2/9/2026,police,assessment,South\n",
    "assessments": "assessment_ref,child_ref,referral_ref,started_on,authorised_on,child_seen_on,"
    "outcome,person_ref,team\nAS-9,CH-0417,RE-9,1/9/2026,2/10/2026,3/9/2026,CIN plan,P1,South\n",
    "section47": "enquiry_ref,child_ref,strategy_discussion_on,started_on,completed_on,source,"
    "outcome,outcome_reason,person_ref,team\nEN-9,CH-0417,31/8/2026,1/9/2026,9/9/2026,police,"
    "no further action,not substantiated,P1,South\n",
    "conferences": "conference_ref,enquiry_ref,child_ref,held_on,plan_made\n"
    "IC-9,EN-9,CH-0417,15/9/2026,no\n",
    "plans": "plan_ref,child_ref,kind,started_on,ended_on,last_visit_on,seen_alone\n"
    "PL-9,CH-0417,CIN,1/9/2026,1/10/2026,20/9/2026,yes\n",
    "supervision-notes": "note_ref,held_on,kind,minutes,supervisor_ref,practitioner_ref,child_ref,"
    "text,actions,practitioner_agreed_on,supervisor_agreed_on\nSN-9,1/9/2025,group,60,P2,P1,"
    "CH-0417,She was seen at school.,Ring the school,2/9/2025,3/9/2025\n",
}


def blanked(kind: str, cell: str) -> str:
    """Return the full row of a kind with `cell` in every column that a row can be without."""
    headings, row = FULL[kind].splitlines()
    columns = {column.name: column for column in KINDS[kind].columns}
    cells = (
        kept if columns[name].required or (cell and not columns[name].removable) else cell
        for name, kept in zip(headings.split(","), row.split(","), strict=True)
    )
    return f"{headings}\n{','.join(cells)}\n"


@cache
def _full_records() -> bytes:
    with TemporaryDirectory() as folder:
        with closing(a_store(Path(folder))) as store:
            for files in (FILES, FULL):
                for kind in KINDS:
                    bring_in(store, kind, files[kind])
        return records_in(Path(folder))


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path, records=_full_records(), waits_for_the_disk=False)
    yield store
    store.close()


@each("kind", KINDS)
def test_every_column_is_in_the_full_row(kind: str) -> None:
    # A column that is added to a kind gets a value there, so that the two tests below hold it too.
    assert FULL[kind].splitlines()[0].split(",") == [column.name for column in KINDS[kind].columns]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("blank", ["", " ", "\u200b", "_x000D_"])
def test_an_empty_cell_changes_nothing_whatever_its_column(
    full: Store, kind: str, blank: str
) -> None:
    plan = check(
        full, kind, blanked(kind, "").replace(",,", f",{blank},").replace(",,", f",{blank},")
    )
    assert (plan.added, plan.changed, plan.rejected, plan.unchanged) == ([], {}, [], 1)


@pytest.mark.parametrize("kind", KINDS)
def test_none_in_brackets_removes_every_value_that_a_row_can_be_without(
    full: Store, kind: str
) -> None:
    plan = bring_in(full, kind, blanked(kind, "(none)"))
    removable = {c.name for c in KINDS[kind].columns if c.removable and not c.required}
    assert {change.column for change in plan.removals} == removable
    assert all(change.before is not None for change in plan.removals)
    assert check(full, kind, blanked(kind, "(none)")).unchanged == 1
