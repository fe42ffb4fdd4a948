"""`understory reader check`: what is said of texts that two people marked."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlmodel import col, select

from practice import estimates
from practice.evidence import READER_VERSION
from storage.tables import Child, ReaderCheck
from tests.bot.cli.commands import Here, records
from tests.bot.cli.reader.marked import both, deeds, draw, fill_in, is_one_line, writing


def kept(here: Here) -> Sequence[ReaderCheck]:
    store = records(here)
    with store.reading() as session:
        found = session.exec(select(ReaderCheck).order_by(col(ReaderCheck.id))).all()
    store.close()
    return found


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
