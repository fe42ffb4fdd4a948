"""The settings, as the example file, the page about them and the program have them."""

import re
from pathlib import Path

import pytest

import bot
from bot.config import Settings, load
from bot.errors import SettingsError

HOUSE = Path(bot.__file__).parent.parent
NAMES = [field.alias for field in Settings.model_fields.values()]


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(str(name), raising=False)


def test_the_example_file_names_every_setting_once_and_changes_nothing(tmp_path: Path) -> None:
    example = (HOUSE / ".env.example").read_text()
    assert sorted(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) == sorted(map(str, NAMES))
    before = load()
    (tmp_path / ".env").write_text(example)
    assert load() == before


def test_the_page_describes_every_setting_once_with_its_default() -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \| ([^|]+) \|", _page("configuration"), re.MULTILINE)
    assert sorted(name for name, _ in rows) == sorted(map(str, NAMES))
    defaults = {str(field.alias): field.default for field in Settings.model_fields.values()}
    for name, said in rows:
        if defaults[name] is not None:
            assert said == f"`{defaults[name]}`"


def test_every_fault_is_reported_together_and_no_value_repeated() -> None:
    with pytest.raises(SettingsError) as refused:
        load(TIMEZONE="Mars", UPDATE_MODE="pigeon", CONTENT="web")
    assert len(refused.value.faults) == 3
    assert not any(word in str(refused.value) for word in ("Mars", "pigeon"))


def test_a_settings_file_in_another_encoding_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("DUTY_PHONE=Siân".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env"):
        load()


def _page(name: str) -> str:
    return (HOUSE / "docs" / f"{name}.md").read_text()
