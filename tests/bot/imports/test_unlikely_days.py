"""Days that nobody meant: of something to come, of a child not born or grown up, of no day."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.imports import KINDS
from bot.sheets.plan import Plan
from storage.session import Store
from tests.bot.imports.council import CHILDREN, PEOPLE, TEAMS, a_store, bring_in, places, read
from tests.each import each

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("records")
    store = a_store(folder, teams=TEAMS, people=PEOPLE, children=CHILDREN)
    yield store
    store.close()


def check(store: Store, kind: str, text: str) -> Plan:
    parsed = read(kind, text)
    with store.reading() as session:
        return KINDS[kind].check(session, type(parsed)(**{**vars(parsed), "today": TODAY}))


WHOLE = {
    "children": ("opened_on", "child_ref,status,closed_on,opened_on", "CH-1,CIN,"),
    "involvements": ("started_on", "child_ref,person_ref,started_on", "CH-0417,P1"),
    "people": ("started_on", "person_ref,name,role,team,started_on", "P9,Ed Ray,manager,North"),
    "establishment": ("from_month", "team,posts,from_month", "North,8"),
}


@each("kind", list(WHOLE))
def test_a_day_ahead_is_asked_about_and_one_far_ahead_refused_in_every_file(
    store: Store, kind: str
) -> None:
    column, head, row = WHOLE[kind]
    soon = check(store, kind, f"{head}\n{row},2027-03-01\n")
    assert (places(soon.queried), places(soon.rejected)) == ([(2, column, "2027-03-01")], [])
    far = check(store, kind, f"{head}\n{row},2036-03-01\n")
    assert places(far.rejected) == [(2, column, "2036-03-01")]


def test_the_end_of_what_runs_is_no_far_day(store: Store) -> None:
    head = "child_ref,person_ref,started_on,ended_on\nCH-0417,P1,2026-01-12"
    plan = check(store, "involvements", f"{head},2099-12-31\n")
    assert places(plan.rejected) == [(2, "ended_on", "2099-12-31")]
    assert "leave it empty" in plan.rejected[0].remedy


CHILD = ("children", "opened_on", "child_ref,status")
CALL = ("contacts", "received_on", "contact_ref,reason")


@each("kind", [CHILD, CALL])
def test_a_birth_that_no_child_had_by_then_is_asked_about(
    store: Store, kind: tuple[str, str, str]
) -> None:
    name, column, head = kind
    rows = [
        "X1,CIN,2026-01-05,2001-06-01",
        "X2,CIN,2026-01-05,1999-12-01",
        "X3,CIN,2026-01-05,2026-09-01",
        "X4,CIN,2025-01-05,2026-09-01",
        "X5,CIN,2026-11-05,2027-03-01",
        "X6,CIN,2026-11-05,2029-03-01",
    ]
    plan = check(store, name, f"{head},{column},birth_date\n" + "\n".join(rows))
    assert places(plan.queried) == [
        (3, "birth_date", "1999-12-01"),
        (5, "birth_date", "2026-09-01"),
        (6, "birth_date", "2027-03-01"),
    ]
    assert places(plan.rejected) == [(7, "birth_date", "2029-03-01")]
    assert "26 years" in plan.queried[0].why


def test_a_case_that_closed_without_a_day_or_runs_past_it_is_asked_about(store: Store) -> None:
    rows = "CH-0417,closed,\nCH-0418,CP,2026-05-01\nCH-1,closed,2026-05-01\nCH-2,CIN,\n"
    plan = check(store, "children", "child_ref,status,closed_on\n" + rows)
    assert places(plan.queried) == [(2, "closed_on", ""), (3, "status", "CP")]


def test_what_is_stored_so_is_not_asked_about_every_month(tmp_path: Path) -> None:
    rows = "child_ref,status,closed_on\nCH-1,closed,\nCH-2,CIN,2026-05-01\n"
    store = a_store(tmp_path)
    bring_in(store, "children", rows)
    assert not check(store, "children", rows).queried
    store.close()
