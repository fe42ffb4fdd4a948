"""The settings, as the example file, the page about them and the program have them."""

import base64
import re
from pathlib import Path

import pytest

import bot
from bot.config import Settings, load, load_served
from bot.errors import SettingsError
from tests.each import each
from tests.factories import KEY

HOUSE = Path(bot.__file__).parent.parent
RECORDS = {"DATABASE_URL", "UNDERSTORY_KEY"}
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


WRONG = {
    "UPDATE_MODE": "webhook",
    "TELEGRAM_BOT_TOKEN": "123 456",
    "TELEGRAM_API_URL": "api.telegram.example",
    "PUBLIC_URL": "http://understory.council.example",
    "TIMEZONE": "Mars",
    "CONTENT": "web",
    "DUTY_PHONE": "ask the duty team",
    "DUTY_PHONE_OUT_OF_HOURS": "01632 960 417\nor not",
    "DATABASE_URL": "mysql://u:hunter2@host/x",
    "UNDERSTORY_KEY": "short",
}


def test_every_fault_is_reported_together_and_no_value_repeated() -> None:
    with pytest.raises(SettingsError) as refused:
        load_served(**WRONG)
    # The webhook's token and address are named as wrong, and not as missing too.
    named = sorted(fault.partition(":")[0].split()[0] for fault in refused.value.faults)
    assert named == sorted(set(WRONG) - {"UPDATE_MODE"})
    said = " ".join(refused.value.faults)
    assert not any(word in said for word in ("Mars", "hunter2", "123 456", "ask the", "or not"))
    assert all(fault.endswith(".") for fault in refused.value.faults)


def test_numbers_and_choices_are_refused_in_plain_words_with_all_the_others() -> None:
    numbers = {"CODE_HOURS": "99", "DEPTH_EVERY": "0", "CPD_PIECES": "two"}
    with pytest.raises(SettingsError) as refused:
        load_served(**numbers, UPDATE_MODE="pull", DATABASE_URL="sqlite:///x")
    assert set(refused.value.faults) == {
        "UPDATE_MODE: is to be polling or webhook.",
        "CODE_HOURS: is to be 48 or less.",
        "DEPTH_EVERY: is to be 1 or more.",
        "CPD_PIECES: is to be a whole number.",
    }


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["TELEGRAM_BOT_TOKEN", "PUBLIC_URL"]),
        ({"TELEGRAM_BOT_TOKEN": "1:a"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://u.example"}, ["TELEGRAM_BOT_TOKEN"]),
    ],
)
def test_a_webhook_without_its_address_cannot_be_served(
    given: dict[str, str], missing: list[str]
) -> None:
    with pytest.raises(SettingsError) as refused:
        load_served(UPDATE_MODE="webhook", UNDERSTORY_KEY=base64.b64encode(KEY).decode(), **given)
    (fault,) = refused.value.faults
    assert fault == f"UPDATE_MODE: webhook needs {' and '.join(missing)}."


@pytest.mark.parametrize("number", ["999", "01632 960 417", "0800 1111 (option 2)", "+44 1632"])
def test_a_duty_number_is_kept_as_it_is_written(number: str) -> None:
    key = base64.b64encode(KEY).decode()
    assert load_served(DUTY_PHONE=number, UNDERSTORY_KEY=key).duty_phone == number


def test_what_only_serving_needs_hinders_nothing_else() -> None:
    only_served = {name: WRONG[name] for name in WRONG if name not in RECORDS}
    settings = load(**only_served, UNDERSTORY_KEY=base64.b64encode(KEY).decode())
    assert settings.record_faults() == []


def test_what_keeps_the_records_closed_is_told_together() -> None:
    with pytest.raises(SettingsError) as refused:
        load(**WRONG).cipher()
    assert sorted(fault.split()[0].strip(":") for fault in refused.value.faults) == sorted(RECORDS)


def test_a_settings_file_in_another_encoding_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("DUTY_PHONE=Siân".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env"):
        load()


def _page(name: str) -> str:
    return (HOUSE / "docs" / f"{name}.md").read_text()


PLAIN = {"UNDERSTORY_KEY": base64.b64encode(KEY).decode()}
ODD = [
    *("http://council.example", "http://localhost.evil.example", "http://127.0.0.1.evil.example"),
    *("http://127.0.0.1@evil.example", "https://user:secret@council.example", "https://"),
    *("https://council.example?x=1", "https://council.example/#x", "https://council.example:0"),
    *("https://council.example:99999", "https://council.example:x", "https://coun cil.example"),
    *(
        "ftp://council.example",
        "javascript:alert(1)",
        "https://council\u202e.example",
        "//x.example",
    ),
    *("http://0.0.0.0", "http://169.254.169.254", "https://[::1", "https://a\\b.example"),
]


@each("name", ["PUBLIC_URL", "TELEGRAM_API_URL"])
@each("url", ODD)
def test_an_odd_address_is_refused_and_not_repeated(name: str, url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_served(**PLAIN, **{name: url})
    (fault,) = refused.value.faults
    assert fault.startswith(f"{name}: ")
    assert url == "https://" or url not in fault


@each("name", ["PUBLIC_URL", "TELEGRAM_API_URL"])
@each(
    "url",
    [
        *("https://council.example", "https://council.example:8443/", "http://127.0.0.1:8000"),
        *("http://localhost:8081", "http://[::1]:8000", "http://127.0.0.9"),
    ],
)
def test_an_address_of_https_or_of_this_computer_is_taken(name: str, url: str) -> None:
    served = load_served(**PLAIN, **{name: url})
    assert url in {served.public_url, served.telegram_api_url}
