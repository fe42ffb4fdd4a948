"""`understory reader`: texts drawn into a workbook, marked by hand, and what is said of them."""

import json
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import Session, col, select

from bot.cli import reader_texts
from practice import estimates
from practice.evidence import INDICATORS, READER_VERSION, Bar, Found, Reading
from storage import drafts
from storage.drafts import StepRow
from storage.tables import AuditEvent, Child, Person, ReaderCheck, Record
from tests.bot.cli.commands import Here, is_one_sentence, records
from tests.factories import a_child, a_person, a_team, make_store, records_in
from tests.reports.factories import a_meeting, a_record, noon
from tests.rewriting import rewriting

DAY = date(2026, 3, 2)
WHY = "He hides because shouting frightens him."
PLAIN = "We met at school on Tuesday."


@contextmanager
def writing(here: Here) -> Iterator[Session]:
    store = records(here)
    with store.writing() as session:
        yield session
    store.close()


def tell(
    session: Session, writer: Person, child: Child, *texts: str, question: str = "words"
) -> list[Record]:
    """Add records of a writer that were sent, each with one text."""
    made = []
    for text in texts:
        record = a_record(session, a_meeting(session, writer, DAY), child)
        with rewriting(session):
            record.guide, record.version, record.writer_id = "case-supervision", 2, writer.id
        steps = (("answered", question, text), ("submitted", None, None))
        rows = [
            StepRow(n, kind, asked, 0, said, said is not None, writer.id, noon(DAY))
            for n, (kind, asked, said) in enumerate(steps, 1)
        ]
        drafts.add_steps(session, record.draft_id, rows)
        made.append(record)
    return made


@pytest.fixture
def council(here: Here) -> Here:
    """Six writers with eight texts each: every second text gives a reason."""
    make_store(here.records, records=_six_writers()).close()
    return here


@cache
def _six_writers() -> bytes:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        with store.writing() as session:
            team, child = a_team(session), a_child(session)
            for number in range(6):
                worker = a_person(session, f"Worker {number}", team=team)
                tell(session, worker, child, *(f"{n}. {(WHY, PLAIN)[n % 2]}" for n in range(8)))
        store.close()
        return records_in(Path(folder))


@pytest.fixture(autouse=True)
def reads_reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reader find a reason wherever "because" stands, and nothing else."""

    def look(text: str) -> Reading:
        found = (Found("why", 0, len(text), Bar.PROPOSE, 0.9),) if "because" in text else ()
        perhaps = Found("impact", 0, len(text), Bar.SAID, 0.4)
        return Reading("made up", (*found, perhaps))

    monkeypatch.setattr(reader_texts, "look", look)


def draw(here: Here, *words: str) -> Workbook:
    result = here.run("reader", "sample", "--out", "marks.xlsx", *words)
    assert (result.exit_code, result.stderr) == (0, "")
    return load_workbook(here.folder / "marks.xlsx")


def texts(book: Workbook) -> list[str]:
    return [str(row[1].value) for row in book.worksheets[0].iter_rows(min_row=2)]


Mark = Callable[[str], Sequence[object]]


def fill_in(here: Here, book: Workbook, says: Mark, indicator: str = "why") -> None:
    """Let two people mark every text for an indicator."""
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        for marker, mark in enumerate(says(str(sheet.cell(row, 2).value)), 1):
            column = headings.index(f"{indicator} {marker}") + 1
            sheet.cell(row, column).value = mark  # type: ignore[assignment]
    book.save(here.folder / "marks.xlsx")


def both(text: str) -> Sequence[object]:
    return ("y", "Yes ") if WHY in text else ("n", 0)


def kept(here: Here) -> Sequence[ReaderCheck]:
    store = records(here)
    with store.reading() as session:
        found = session.exec(select(ReaderCheck).order_by(col(ReaderCheck.id))).all()
    store.close()
    return found


def deeds(here: Here) -> list[tuple[str, str, str | None]]:
    store = records(here)
    with store.reading() as session:
        events = session.exec(select(AuditEvent).order_by(col(AuditEvent.id))).all()
    store.close()
    return [(event.deed, event.noun, event.noun_id) for event in events]


def test_texts_are_drawn_into_a_private_file_and_it_says_what_that_holds(council: Here) -> None:
    result = council.run("reader", "sample", "--out", "marks.xlsx", "--texts", "30")
    said = result.stdout.splitlines()
    place = council.folder / "marks.xlsx"
    assert said[0].startswith(f"The file {place.resolve()} holds case text, so keep it on this")
    assert said[1].startswith("30 texts by 6 writers drawn.")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    drawn = texts(load_workbook(place))
    assert len(drawn) == 30
    assert all(WHY in text or PLAIN in text for text in drawn)


def test_the_audit_says_how_many_were_drawn_and_no_word_of_them(council: Here) -> None:
    draw(council, "--texts", "30")
    assert deeds(council) == [("30 texts drawn to check the reader", "reader_check", None)]


def test_fewer_are_drawn_where_there_are_no_more(council: Here) -> None:
    assert len(texts(draw(council))) == 48


def test_a_seed_draws_the_same_and_another_draws_others(council: Here) -> None:
    ids = []
    for number, seed in enumerate(("1", "1", "2")):
        out = f"{number}.xlsx"
        council.run("reader", "sample", "--texts", "20", "--seed", seed, "--out", out)
        sheet = load_workbook(council.folder / out).worksheets[0]
        ids.append([row[0].value for row in sheet.iter_rows(min_row=2)])
    assert ids[0] == ids[1]
    assert set(ids[0]) != set(ids[2])


def test_no_writer_fills_the_sample(council: Here) -> None:
    with writing(council) as session:
        tell(session, a_person(session), a_child(session), *(f"Mine {n}." for n in range(60)))
    assert sum(text.startswith("Mine") for text in texts(draw(council, "--texts", "28"))) == 4


def test_what_is_not_in_free_words_or_says_none_is_not_drawn(here: Here) -> None:
    with writing(here) as session:
        worker, child = a_person(session), a_child(session)
        tell(session, worker, child, "Drawn.", "None.", "n/a", "a" * 40_000)
        tell(session, worker, child, "Asked after.", question="probe.impact")
        tell(session, worker, child, "Eats at school.", question="outcomes.what")
        tell(session, worker, child, "Sunil", question="outcomes.who")
        for record in tell(session, worker, child, "Of a guide nobody knows."):
            with rewriting(session):
                record.guide = "unknown"
    assert sorted(texts(draw(here))) == ["Asked after.", "Drawn."]


def test_reflections_personal_parts_and_restricted_children_are_not_drawn(here: Here) -> None:
    with writing(here) as session:
        worker, child = a_person(session), a_child(session)
        for visibility in ("kept", "shared", "personal"):
            for record in tell(session, worker, child, f"{visibility}."):
                with rewriting(session):
                    record.visibility = visibility
        tell(session, worker, a_child(session, restricted=True), "Restricted.")
    result = here.run("reader", "sample", "--out", "marks.xlsx")
    assert (result.exit_code, is_one_line(result.stderr)) == (2, True)
    assert not (here.folder / "marks.xlsx").exists()
    assert deeds(here) == []


def is_one_line(said: str) -> bool:
    return said.count("\n") == 1 and is_one_sentence(said)


@pytest.mark.parametrize(
    "words",
    [
        ("--out", "marks.xls"),
        ("--out", "marks"),
        ("--out", "nowhere/marks.xlsx"),
        ("--texts", "0"),
        ("--texts", "many"),
    ],
)
def test_what_a_sample_cannot_do_is_one_sentence(council: Here, words: Sequence[str]) -> None:
    result = council.run("reader", "sample", *words)
    assert (result.exit_code, result.stdout, is_one_line(result.stderr)) == (2, "", True)


def test_a_file_that_is_there_is_left_as_it_is(council: Here) -> None:
    council.file("marks.xlsx", "mine")
    (council.folder / "gone.xlsx").symlink_to("nowhere")
    for name in ("marks.xlsx", "gone.xlsx"):
        result = council.run("reader", "sample", "--out", name)
        assert (result.exit_code, is_one_line(result.stderr)) == (2, True)
    assert (council.folder / "marks.xlsx").read_text() == "mine"
    assert not (council.folder / "nowhere").exists()
    assert deeds(council) == []


def test_a_check_says_agreement_precision_and_recall_and_keeps_the_counts(council: Here) -> None:
    fill_in(council, draw(council), both)
    result = council.run("reader", "check", "marks.xlsx")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == (
        "why · marked by both: 48 · agreement: 1.00 (0.85 to 1.00) · "
        "precision: 24 of 24 (0.86 to 1.00) · recall: 24 of 24 (0.86 to 1.00)"
    )
    (row,) = kept(council)
    assert (row.reader, row.indicator) == (READER_VERSION, "why")
    told = (row.first_alone, row.second_alone, row.found, row.missed)
    assert (*told, row.found_wrongly, row.rightly_left) == (0, 0, 24, 0, 0, 24)
    assert deeds(council)[-1] == ("reader checked", "reader_check", None)


def test_only_what_both_marked_counts_and_a_disagreement_is_no_truth(council: Here) -> None:
    def says(text: str) -> Sequence[object]:
        number = int(text.split(".")[0])
        return {0: ("y", "n"), 1: ("n", "\u2713"), 2: ("y", None), 3: (None, None)}.get(
            number, both(text)
        )

    fill_in(council, draw(council), says)
    council.run("reader", "check", "marks.xlsx")
    (row,) = kept(council)
    assert (row.first_alone, row.second_alone, row.found, row.rightly_left) == (6, 6, 12, 12)


def test_what_is_only_perhaps_there_is_not_found(council: Here) -> None:
    fill_in(council, draw(council), both, "impact")
    said = council.run("reader", "check", "marks.xlsx").stdout
    assert "impact · marked by both: 48 " in said
    assert "precision: too few to say · recall: 0 of 24" in said


def test_under_ten_it_is_too_few_to_say(council: Here) -> None:
    fill_in(council, draw(council, "--texts", "9"), both)
    said = council.run("reader", "check", "marks.xlsx").stdout
    assert said.count("too few to say") == 3
    assert len(kept(council)) == 1


def test_marks_that_are_all_alike_have_no_agreement(council: Here) -> None:
    fill_in(council, draw(council), lambda _: ("n", "n"))
    assert (
        "agreement: all marks are the same" in council.run("reader", "check", "marks.xlsx").stdout
    )


def test_rows_that_were_altered_or_are_unknown_are_told_and_left_out(council: Here) -> None:
    book = draw(council, "--texts", "30")
    sheet = book.worksheets[0]
    sheet["B2"] = "Kayleigh hid."
    sheet["A3"] = "f" * 32
    sheet.append([cell.value for cell in sheet[4]])
    fill_in(council, book, both)
    sheet["C5"] = "Kayleigh"
    book.save(council.folder / "marks.xlsx")
    result = council.run("reader", "check", "marks.xlsx")
    assert result.stdout.splitlines()[:5] == [
        "Row 4 was left out: its id stands in another row too.",
        "Row 32 was left out: its id stands in another row too.",
        "Row 2 was left out: its text was changed.",
        "Row 3 was left out: its id is not that of a text to check here.",
        "Row 5, child_voice 1: this is neither y nor n, so it counts as blank.",
    ]
    assert "Kayleigh" not in result.output
    assert "marked by both: 27 " in result.stdout


def test_of_many_rows_that_are_left_out_the_first_ten_are_told(council: Here) -> None:
    book = draw(council, "--texts", "30")
    fill_in(council, book, lambda _: ("perhaps", "n"))
    result = council.run("reader", "check", "marks.xlsx")
    assert result.exit_code == 2
    assert result.stdout.splitlines()[10:] == ["... and 20 more."]


def test_a_text_whose_child_was_restricted_since_is_left_out(council: Here) -> None:
    fill_in(council, draw(council), both)
    with writing(council) as session:
        child = session.exec(select(Child)).one()
        child.restricted = True
        session.add(child)
    result = council.run("reader", "check", "marks.xlsx")
    assert (result.exit_code, is_one_line(result.stderr)) == (2, True)
    assert kept(council) == []


def unmarked(here: Here) -> str:
    draw(here)
    return "marks.xlsx"


def of_others(here: Here) -> str:
    return here.file("people.csv", "person_ref,name\nP1,Priya\n")


def empty(here: Here) -> str:
    return here.file("empty.xlsx", "")


def nowhere(_: Here) -> str:
    return "nowhere.xlsx"


@pytest.mark.parametrize("of", [unmarked, of_others, empty, nowhere])
def test_a_file_that_says_nothing_of_the_reader_is_one_sentence(
    council: Here, of: Callable[[Here], str]
) -> None:
    result = council.run("reader", "check", of(council))
    assert (result.exit_code, result.stdout, is_one_line(result.stderr)) == (2, "", True)
    assert "imported" not in result.stderr
    assert kept(council) == []


def publish(folder: Path, monkeypatch: pytest.MonkeyPatch, reader: str) -> None:
    path = folder / "error_rates.json"
    writers = {f"w{n}": [18, 2, 1, 19] for n in range(12)}
    path.write_text(json.dumps({"reader": reader, "by_writer": {"why": writers}}))
    monkeypatch.setattr(estimates.published_error_rates, "__defaults__", (path,))


def test_beside_what_they_say_stands_what_would_have_been_estimated(
    council: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(council.folder, monkeypatch, READER_VERSION)
    book = draw(council)
    fill_in(council, book, both)
    fill_in(council, book, both, "impact")
    said = council.run("reader", "check", "marks.xlsx").stdout
    assert "why · they say: 24 of 48 · estimated: " in said
    assert "impact · they say: 24 of 48 · no estimate: no error rates are published" in said


@pytest.mark.parametrize("reader", ["another", None])
def test_without_error_rates_of_this_reader_it_says_that_nothing_is_estimated(
    council: Here, monkeypatch: pytest.MonkeyPatch, reader: str | None
) -> None:
    if reader:
        publish(council.folder, monkeypatch, reader)
    else:
        nowhere_at_all = council.folder / "none.json"
        monkeypatch.setattr(estimates.published_error_rates, "__defaults__", (nowhere_at_all,))
    fill_in(council, draw(council), both)
    said = council.run("reader", "check", "marks.xlsx").stdout
    assert said.count("There is no estimate beside them: ") == 1


def test_every_indicator_has_a_definition(council: Here) -> None:
    definitions = draw(council).worksheets[1]
    named = {row[0].value: row[1].value for row in definitions.iter_rows()}
    assert all(named[name] for name in INDICATORS)
