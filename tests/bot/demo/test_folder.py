"""The demo's folder: made private, kept, begun anew, and never somebody else's."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.clock import DEMO_FILE
from bot.demo.council import opening
from bot.demo.folder import DemoFolder, DemoFolderError, open_folder

DAY = date(2026, 11, 24)
OTHER = date(2027, 1, 29)


def opened(path: Path, today: date | None = None, *, fresh: bool = False) -> DemoFolder:
    return open_folder(path, today, DAY, fresh=fresh)


def test_it_is_made_for_this_account_alone_with_a_key(tmp_path: Path) -> None:
    folder = opened(tmp_path / "deep" / "demo")
    assert folder.day == DAY
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert (folder.path / "key").stat().st_mode & 0o777 == 0o600
    assert folder.key.strip()


def test_a_second_start_finds_the_key_and_the_day_it_was_made_for(tmp_path: Path) -> None:
    first = opened(tmp_path / "demo", OTHER)
    again = opened(tmp_path / "demo")
    assert (again.key, again.day) == (first.key, OTHER)


def test_another_day_is_refused_unless_it_is_made_anew(tmp_path: Path) -> None:
    first_key = opened(tmp_path / "demo").key
    with pytest.raises(DemoFolderError, match="was made for 2026-11-24"):
        opened(tmp_path / "demo", OTHER)
    records = tmp_path / "demo" / "understory.db"
    records.write_text("old")
    anew = opened(tmp_path / "demo", OTHER, fresh=True)
    assert (anew.day, records.exists()) == (OTHER, False)
    assert anew.key != first_key


@pytest.mark.parametrize("name", ["key", "understory.db"])
@pytest.mark.parametrize("fresh", [True, False])
def test_records_that_the_demo_did_not_make_are_left_alone(
    tmp_path: Path, name: str, fresh: bool
) -> None:
    (tmp_path / name).write_text("theirs")
    with pytest.raises(DemoFolderError, match="did not make"):
        opened(tmp_path, fresh=fresh)
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text() == "theirs"


def test_other_files_in_the_folder_stay_when_it_is_made_anew(tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    opened(tmp_path, fresh=True)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_in_its_place_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("a file")
    with pytest.raises(DemoFolderError, match="cannot be used"):
        opened(tmp_path / "demo")


def test_a_day_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    opened(tmp_path)
    (tmp_path / DEMO_FILE).write_text("{")
    with pytest.raises(DemoFolderError, match="cannot be used"):
        opened(tmp_path)


def test_the_clock_begins_in_the_morning_of_the_day(tmp_path: Path) -> None:
    since = opened(tmp_path, OTHER).clock().now() - opening(OTHER)
    assert timedelta() <= since < timedelta(minutes=1)


def test_a_restart_never_runs_the_clock_back(tmp_path: Path) -> None:
    folder = opened(tmp_path)
    clock = folder.clock()
    moved = clock.forward(timedelta(days=9))
    again = opened(tmp_path).clock().now()
    assert moved <= again <= moved + timedelta(minutes=2)


def test_the_day_is_kept_when_the_clock_moves(tmp_path: Path) -> None:
    folder = opened(tmp_path)
    folder.clock().forward(timedelta(days=9))
    assert json.loads((tmp_path / DEMO_FILE).read_text())["day"] == f"{DAY}"
    assert opened(tmp_path).day == DAY
