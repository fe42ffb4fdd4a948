"""The council's own files in the demo's folder: told alike, imported as any, and imported again."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from bot.demo.council import opening
from bot.demo.files.council import Rows, council_of
from bot.demo.files.deliveries import Delivery, deliveries
from bot.demo.files.folder import COMING, FOLDER, bring_in, remove, write
from bot.demo.files.planted import NAMED_ALONE, RANG_AGAIN, TEAM_OF_FEWER
from bot.demo.folder import open_folder
from bot.demo.running import settings_of
from bot.imports import KINDS, aliases
from bot.sheets.columns import read_rows
from bot.sheets.file import read
from bot.sheets.plan import Plan
from bot.store import open_store
from practice.calendar import Month
from reports import kept, summary
from reports.casework.judging import Judgement, judged
from reports.casework_view import CaseworkFigure
from reports.view import Summary
from storage import batches, link_rows, people
from storage.imports import Cell
from storage.many_rows import unwatched
from storage.measures import Session
from storage.measures.doubts import Named
from storage.session import Store
from tests.bot.demo.councils import DAY, demo_of
from tests.factories import spare

MORNING = opening(DAY)
OCTOBER = Month(2026, 10)


@dataclass(frozen=True)
class Demo:
    path: Path
    store: Store


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    path = tmp_path / "demo"
    copytree(demo_of(), path)
    folder = open_folder(path, DAY, DAY, fresh=False)
    with closing(open_store(settings_of(folder))) as store:
        spare(store)
        write(store, path, DAY)
        yield Demo(path, store)


def plan_of(store: Store, file: Path, kind: str) -> Plan:
    of = KINDS[kind]
    parsed = read_rows(read(file), of.columns, aliases(kind), unwatched)
    with store.reading() as session:
        return of.check(session, replace(parsed, today=DAY))


def told(store: Store) -> Sequence[Delivery]:
    with store.reading() as session:
        return list(deliveries(council_of(session, DAY)))


def of_month(rows: Rows, column: str, month: Month) -> Sequence[dict[str, Cell]]:
    return [dict(row) for row in rows if str(row[column]).startswith(str(month))]


def test_there_is_a_file_of_every_kind_but_notes_from_before(demo: Demo) -> None:
    here = {file.stem for file in (demo.path / FOLDER).glob("*.csv")}
    assert here == set(KINDS) - {"supervision-notes"}


def test_they_are_imported_once_each_as_a_batch_that_is_listed(demo: Demo) -> None:
    assert bring_in(demo.store, demo.path, DAY, MORNING) == 7
    assert bring_in(demo.store, demo.path, DAY, MORNING) == 0
    with demo.store.reading() as session:
        names = [facts.file for facts in batches.listed(session)]
    assert sorted(names) == sorted(
        f"{kind}.csv"
        for kind in ("establishment", "contacts", "referrals", "assessments", "section47",
                     "conferences", "plans")
    )  # fmt: skip


def test_importing_any_of_them_again_changes_nothing_and_refuses_nothing(demo: Demo) -> None:
    bring_in(demo.store, demo.path, DAY, MORNING)
    for file in (demo.path / FOLDER).glob("*.csv"):
        plan = plan_of(demo.store, file, file.stem)
        assert (plan.has_work, [*plan.rejected], [*plan.queried]) == (False, [], []), file.name


def test_the_same_day_tells_the_same(demo: Demo) -> None:
    assert [one.rows for one in told(demo.store)] == [one.rows for one in told(demo.store)]


def test_they_are_about_the_demos_own_children_and_workers_at_the_time(demo: Demo) -> None:
    first = told(demo.store)[0].rows
    workers = {row["person_ref"] for row in first["people"]}
    with_child = {
        (row["child_ref"], row["person_ref"], row["team"]) for row in first["involvements"]
    }
    children = {row["child_ref"] for row in first["children"]}
    for kind in ("assessments", "section47", "conferences", "plans"):
        assert {row["child_ref"] for row in first[kind]} <= children, kind
    for row in (*first["assessments"], *first["section47"]):
        assert row["person_ref"] in workers
        assert (row["child_ref"], row["person_ref"], row["team"]) in with_child
    made = {row["enquiry_ref"]: row["child_ref"] for row in first["section47"]}
    assert all(made[row["enquiry_ref"]] == row["child_ref"] for row in first["conferences"])


def test_nothing_in_a_file_lies_after_the_month_it_is_of(demo: Demo) -> None:
    first, *later = told(demo.store)
    for delivery in (first, *later):
        month = delivery.month or OCTOBER
        for kind in ("contacts", "referrals", "assessments", "section47", "conferences"):
            days = [
                value
                for row in delivery.rows.get(kind, ())
                for name, value in row.items()
                if name.endswith("_on") and value is not None
            ]
            assert max(map(str, days)) <= f"{month.last}", kind


@pytest.mark.long
def test_the_stories_are_in_the_rows(demo: Demo) -> None:
    first = told(demo.store)[0]
    contacts = first.rows["contacts"]
    bring_in(demo.store, demo.path, DAY, MORNING)
    calls = [month.value or 0 for month in figure(built(demo.store, OCTOBER, MORNING)).series]
    assert max(calls[:-6]) < 25 < min(calls[-6:])
    abuse = [
        sum(bool(row["domestic_abuse"]) for row in of_month(contacts, "received_on", month))
        for month in (Month(2026, 5), OCTOBER)
    ]
    assert abuse[1] > 1.4 * abuse[0]
    outcomes = Counter(row["outcome"] for row in of_month(contacts, "received_on", OCTOBER))
    assert set(outcomes) == {None}
    assert None not in {row["outcome"] for row in of_month(contacts, "received_on", Month(2026, 8))}
    shares = [_share(first.rows["section47"], since) for since in ("2025-10", "2026-04")]
    assert shares[0] > 0.4
    assert shares[1] < 0.25


def _share(enquiries: Rows, since: str) -> float:
    until = f"{int(since[:4])}-12" if since > "2026" else "2026-03"
    theirs = [
        row["outcome"] == "conference"
        for row in enquiries
        if row["team"] == TEAM_OF_FEWER
        and since <= str(row["started_on"])[:7] <= until
        and row["outcome"]
    ]
    return sum(theirs) / len(theirs)


@pytest.mark.thorough
def test_as_the_clock_moves_a_month_on_its_files_come(demo: Demo) -> None:
    bring_in(demo.store, demo.path, DAY, MORNING)
    before = built(demo.store, OCTOBER, MORNING)
    later = MORNING + timedelta(days=30)
    assert bring_in(demo.store, demo.path, DAY, later) == 6
    after = built(demo.store, OCTOBER.next(), later)
    assert on_open_cases(before) > 35
    assert 0 < on_open_cases(after) < 20


def test_a_handful_of_calls_are_in_doubt_each_about_the_child_whom_it_names(demo: Demo) -> None:
    bring_in(demo.store, demo.path, DAY, MORNING)
    within = figure(built(demo.store, OCTOBER, MORNING), "contacts.true").range
    assert within is not None
    assert 4 <= within.unlooked <= 2 * (NAMED_ALONE + RANG_AGAIN)
    births = {
        (str(row["birth_date"]), str(row["postcode"])): str(row["child_ref"])
        for row in told(demo.store)[0].rows["children"]
    }
    with demo.store.reading() as session:
        judgement = judged(session, OCTOBER, MORNING, [])
        named = {
            one.contact.ref: (births[str(opened.birth_date), opened.postcode], one.doubts[0].of)
            for one in judgement.counted.doubtful
            if (opened := opened_contact(session, judgement, one.contact.ref)).is_named
        }
    assert len(named) >= NAMED_ALONE - 1
    assert all(meant == proposed for meant, proposed in named.values())


def opened_contact(session: Session, judgement: Judgement, ref: str) -> Named:
    return link_rows.named(session, "contact", judgement.contacts[ref].id)


def built(store: Store, month: Month, at: datetime) -> Summary:
    with store.reading() as session:
        team = people.team_by_name(session, "Hartwell")
    assert team
    kept.bring_up_to_date(store, team.id, month, at)
    with store.reading() as session:
        return summary.build(session, team, month, at, None)


def on_open_cases(of: Summary) -> float:
    return figure(of).now.value or 0


def figure(of: Summary, key: str = "contacts.on_open_cases") -> CaseworkFigure:
    return next(one for one in of.casework if one.key == key)


def test_what_others_put_beside_them_stays_as_they_are_removed(demo: Demo) -> None:
    (demo.path / FOLDER / "mine.txt").write_text("mine")
    remove(demo.path)
    assert [file.name for file in (demo.path / FOLDER).iterdir()] == ["mine.txt"]
    (demo.path / FOLDER / "mine.txt").unlink()
    write(demo.store, demo.path, DAY)
    assert (demo.path / FOLDER / COMING).is_dir()
