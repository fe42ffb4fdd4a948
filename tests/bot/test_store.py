import base64
import logging
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import DEMO_FILE
from bot.config import Settings, load
from bot.errors import SettingsError
from bot.store import FolderError, explain, open_store
from storage import errors
from storage.cipher import make_key
from storage.errors import InTheWay
from storage.session import BUSY_SECONDS, Store
from storage.tables import Team
from tests.each import each
from tests.factories import KEY, make_store

BASE64_KEY = base64.b64encode(KEY).decode()


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "UNDERSTORY_DATA", "UNDERSTORY_KEY", "UNDERSTORY_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


def set_up(folder: Path, **more: str) -> Settings:
    return load(UNDERSTORY_DATA=str(folder), UNDERSTORY_KEY=BASE64_KEY, **more)


def sentence_of(settings: Settings) -> str:
    with pytest.raises(errors.StorageError) as refused:
        open_store(settings)
    return explain(refused.value)


def test_new_records_are_made_in_a_private_folder(tmp_path: Path) -> None:
    store = open_store(set_up(tmp_path / "deep" / "records"))
    store.check()
    store.close()
    assert (tmp_path / "deep" / "records").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "deep" / "records" / "understory.db").stat().st_mode & 0o777 == 0o600


def test_the_key_in_the_folder_opens_a_demos_records(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    (tmp_path / "key").touch(mode=0o600)
    (tmp_path / "key").write_text(BASE64_KEY + "\n")
    open_store(load(UNDERSTORY_DATA=str(tmp_path))).close()


@pytest.mark.parametrize(("mode", "warnings"), [(0o600, 0), (0o640, 1), (0o604, 1)])
def test_a_key_that_others_can_read_is_warned_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, mode: int, warnings: int
) -> None:
    (tmp_path / "key").write_text(BASE64_KEY)
    (tmp_path / "key").chmod(mode)
    with caplog.at_level(logging.WARNING, "bot.store"):
        open_store(load(UNDERSTORY_DATA=str(tmp_path))).close()
    assert len(caplog.records) == warnings
    assert BASE64_KEY not in caplog.text


@pytest.mark.parametrize("key", [None, "short", "A" * 40, "ключ", "A" * 43 + "="])
def test_no_key_or_half_a_key_is_refused_and_not_repeated(tmp_path: Path, key: str | None) -> None:
    given = {"UNDERSTORY_KEY": key} if key else {}
    with pytest.raises(SettingsError) as refused:
        open_store(load(UNDERSTORY_DATA=str(tmp_path / "records"), **given))
    assert key is None or key not in str(refused.value)
    assert not (tmp_path / "records").exists()


def warnings_at_start(settings: Settings, caplog: pytest.LogCaptureFixture) -> list[str]:
    with caplog.at_level(logging.WARNING, "bot.store"):
        open_store(settings, serving=True).close()
    return [line.getMessage() for line in caplog.records if "beside the records" in line.message]


@pytest.mark.parametrize("way", ["the default", "by name", "below", "by a link"])
def test_a_server_says_where_the_key_lies_in_what_is_backed_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    records = tmp_path / "records"
    place = {"the default": "key", "by name": "my.key", "below": "keys/key", "by a link": "key"}
    key = records / place[way]
    key.parent.mkdir(parents=True)
    key.touch(mode=0o600)
    key.write_text(BASE64_KEY)
    (tmp_path / "link").symlink_to(records)
    folder = tmp_path / "link" if way == "by a link" else records
    given = {} if way in {"the default", "by a link"} else {"UNDERSTORY_KEY_FILE": str(key)}
    said = warnings_at_start(load(UNDERSTORY_DATA=str(folder), **given), caplog)
    assert len(said) == 1
    assert BASE64_KEY not in caplog.text


@pytest.mark.parametrize("way", ["the environment", "elsewhere", "a demo"])
def test_a_server_is_quiet_where_the_key_lies_elsewhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    records = tmp_path / "records"
    records.mkdir()
    key = (records if way == "a demo" else tmp_path) / "key"
    key.touch(mode=0o600)
    key.write_text(BASE64_KEY)
    if way == "a demo":
        (records / DEMO_FILE).write_text("{}")
    given = {
        "the environment": {"UNDERSTORY_KEY": BASE64_KEY},
        "elsewhere": {"UNDERSTORY_KEY_FILE": str(key)},
    }
    settings = load(UNDERSTORY_DATA=str(records), **given.get(way, {}))
    assert warnings_at_start(settings, caplog) == []


def test_a_second_server_is_refused(tmp_path: Path) -> None:
    with (
        closing(open_store(set_up(tmp_path), serving=True)),
        pytest.raises(errors.RecordsServedError),
    ):
        open_store(set_up(tmp_path), serving=True).close()


def test_a_server_is_not_started_on_a_damaged_file(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with store.writing() as session:
        session.add_all(Team(name=f"{number:0800}") for number in range(300))
    store.close()
    records = tmp_path / "understory.db"
    whole = bytearray(records.read_bytes())
    whole[len(whole) - 6000] ^= 1
    records.write_bytes(whole)
    with pytest.raises(errors.RecordsDamagedError):
        open_store(set_up(tmp_path), serving=True)


def test_a_wrong_key_changes_nothing(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    before = (tmp_path / "understory.db").read_bytes()
    other = make_key()
    said = sentence_of(load(UNDERSTORY_DATA=str(tmp_path), UNDERSTORY_KEY=other))
    assert said.startswith("This key does not open these records. Nothing was changed.")
    assert (tmp_path / "understory.db").read_bytes() == before


def test_a_writer_that_never_ends_is_said_to_use_the_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient = Store.__init__.__defaults__
    assert impatient == (BUSY_SECONDS,)
    monkeypatch.setattr(Store.__init__, "__defaults__", (0.01,))
    store = make_store(tmp_path)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with store.writing():
            held.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    said = sentence_of(set_up(tmp_path))
    done.set()
    holder.join()
    store.close()
    assert said.startswith("Another program is using the records. Nothing was stored.")


def test_a_server_that_is_not_there_is_unreachable_and_its_password_is_not_repeated() -> None:
    url = "postgresql://user:hunter2@127.0.0.1:1/understory"
    with pytest.raises(errors.RecordsUnreachableError) as refused:
        open_store(set_up(Path("records"), DATABASE_URL=url))
    assert "hunter2" not in explain(refused.value) + str(refused.value)
    assert not Path("records").exists()


@pytest.mark.parametrize("url", ["postgresql://u:hunter2@host:port/x", "postgresql://[hunter2"])
def test_half_an_address_is_unreachable(tmp_path: Path, url: str) -> None:
    assert "DATABASE_URL" in sentence_of(set_up(tmp_path, DATABASE_URL=url))


@pytest.mark.parametrize("url", ["mysql://u:hunter2@host/x", "sqlite:x", "records.db"])
def test_another_kind_of_database_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL") as refused:
        open_store(set_up(tmp_path, DATABASE_URL=url))
    assert "hunter2" not in str(refused.value)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderError, match="cannot be used"):
        open_store(set_up(tmp_path / "file" / "records"))


@each("kind", [*errors.StorageError.__subclasses__(), errors.RecordsMovedError])
def test_every_error_of_the_records_is_a_sentence_of_what_is_safe(
    kind: type[errors.StorageError],
) -> None:
    what = [InTheWay("used", "record", 2)] if kind is errors.BatchInUseError else "it is so"
    said = explain(kind(what))
    assert said.endswith(".")
    assert said[0].isupper()
    assert any(word in said for word in ("Nothing was", "nothing was", "as they were", "closed"))
