"""`understory reader sample`: texts drawn into a workbook, and which are not."""

import stat
from collections.abc import Sequence

import pytest
from openpyxl import load_workbook

from practice.evidence import INDICATORS
from tests.bot.cli.commands import Here
from tests.bot.cli.reader.marked import PLAIN, WHY, deeds, draw, is_one_line, tell, texts, writing
from tests.factories import a_child, a_person
from tests.rewriting import rewriting


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


def test_every_indicator_has_a_definition(council: Here) -> None:
    definitions = draw(council).worksheets[1]
    named = {row[0].value: row[1].value for row in definitions.iter_rows()}
    assert all(named[name] for name in INDICATORS)
