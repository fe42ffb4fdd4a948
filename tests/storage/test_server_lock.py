"""One server at a time holds an embedded file; several may serve on PostgreSQL."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.cipher import Cipher
from storage.errors import RecordsMovedError, RecordsServedError
from storage.server_lock import ServerLock
from storage.session import Store, embedded_url
from tests.factories import KEY, a_team, make_store
from tests.storage.conftest import Server

LOCK = "understory.db-lock"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_store(tmp_path).close()
    return tmp_path


def server(folder: Path) -> Store:
    store = Store(embedded_url(folder), Cipher(KEY))
    try:
        store.hold_for_server()
    except BaseException:
        store.close()
        raise
    return store


def test_a_second_server_is_refused_until_the_first_has_closed(folder: Path) -> None:
    with closing(server(folder)) as first:
        for _ in range(3):
            with pytest.raises(RecordsServedError):
                server(folder)
        with first.writing() as session:
            a_team(session)
    server(folder).close()
    assert (folder / LOCK).stat().st_mode & 0o777 == 0o600


def test_another_process_is_refused_and_one_that_was_killed_holds_nothing(folder: Path) -> None:
    program = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from storage.server_lock import ServerLock\n"
        f"lock = ServerLock(Path({str(folder / 'understory.db')!r}))\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(RecordsServedError):
            server(folder)
        other.kill()
    server(folder).close()


@pytest.mark.parametrize("way", ["another name for the folder", "another name for the file"])
def test_another_name_for_the_same_file_is_the_same_file(folder: Path, way: str) -> None:
    named = folder / "named"
    if way == "another name for the folder":
        named.symlink_to(folder)
    else:
        named.mkdir()
        (named / "understory.db").symlink_to(folder / "understory.db")
    with closing(server(folder)), pytest.raises(RecordsServedError):
        server(named)


def test_a_command_goes_on_beside_a_server(folder: Path) -> None:
    with closing(server(folder)), closing(Store(embedded_url(folder), Cipher(KEY))) as command:
        with command.writing() as session:
            a_team(session)
        command.check()


def test_a_server_whose_lock_was_deleted_acknowledges_nothing_more(folder: Path) -> None:
    with closing(server(folder)) as first:
        first.check()
        (folder / LOCK).unlink()
        with closing(server(folder)) as second, second.writing() as session:
            a_team(session)
        with pytest.raises(RecordsMovedError), first.writing():
            pass


def test_a_lock_that_is_deleted_as_it_is_taken_is_taken_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted: list[int] = []

    def deleting(_descriptor: int, _operation: int) -> None:
        if not deleted:
            (folder / LOCK).unlink()
            deleted.append(1)

    monkeypatch.setattr("storage.server_lock.flock", deleting)
    lock = ServerLock(folder / "understory.db")
    monkeypatch.undo()
    assert lock.path.exists()
    lock.release()


def test_several_may_serve_on_postgresql(postgres: Server) -> None:
    first = postgres.new_store()
    with closing(first), closing(Store(first.url, Cipher(KEY))) as second:
        first.hold_for_server()
        second.hold_for_server()
        second.check()
