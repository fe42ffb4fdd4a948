"""What commands write is for this account alone, whole or not at all."""

import stat
from pathlib import Path

import pytest

from bot.cli import private_file


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_is_private(tmp_path: Path) -> None:
    private_file.write(tmp_path / "n.html", "Priya")
    assert (mode(tmp_path / "n.html"), (tmp_path / "n.html").read_text()) == (0o600, "Priya")


def test_a_file_that_everybody_could_read_is_private_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "n.html"
    path.write_text("before")
    path.chmod(0o644)
    private_file.write(path, "after")
    assert (mode(path), path.read_text()) == (0o600, "after")


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("before")
    (tmp_path / "link").symlink_to("real")
    private_file.write(tmp_path / "link", "after")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "after"


def test_a_device_is_written_to_and_not_replaced() -> None:
    private_file.write(Path("/dev/null"), "gone")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("place", ["no/such/folder/n.html", "n\0.html", "x" * 300])
def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path, place: str) -> None:
    with pytest.raises((OSError, ValueError)):
        private_file.write(tmp_path / place, "Priya")
    assert list(tmp_path.iterdir()) == []
