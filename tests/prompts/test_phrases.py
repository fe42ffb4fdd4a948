"""Phrases: found by key, filled safely, written plainly, all of them used."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from prompts.errors import PromptsError
from prompts.phrases import FOLDER, _file, phrase, phrases
from prompts.placeholders import fill, placeholders
from tests.prompts.plain_english import faults_of


def every_phrase() -> Iterator[tuple[str, str]]:
    def walk(prefix: str, table: dict[str, object]) -> Iterator[tuple[str, str]]:
        for name, value in table.items():
            if isinstance(value, dict):
                yield from walk(f"{prefix}.{name}", value)
            else:
                assert isinstance(value, str), f"{prefix}.{name} is not a text"
                yield f"{prefix}.{name}", value

    for path in sorted(FOLDER.glob("*.toml")):
        yield from walk(path.stem, tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.fixture
def own_phrases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    text = 'hello = "Hello {name}, {name}."\n[buttons]\nback = "Back"\nlist = ["a"]\n'
    (tmp_path / "cards.toml").write_text(text, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("hello = ", encoding="utf-8")
    monkeypatch.setattr("prompts.phrases.FOLDER", tmp_path)
    _file.cache_clear()
    yield
    _file.cache_clear()


@pytest.mark.usefixtures("own_phrases")
def test_a_phrase_is_found_by_file_and_table() -> None:
    assert phrase("cards.buttons.back") == "Back"


@pytest.mark.usefixtures("own_phrases")
def test_values_fill_the_names_of_a_phrase() -> None:
    assert phrase("cards.hello", name="{name}") == "Hello {name}, {name}."


@pytest.mark.usefixtures("own_phrases")
@pytest.mark.parametrize(
    "key",
    [
        "cards.buttons.nothing",
        "luck.name",
        "../cards.buttons",
        "cards.hello.x",
        "",
        "cards.buttons.list",
    ],
)
def test_an_unknown_key_is_refused(key: str) -> None:
    with pytest.raises(PromptsError, match="there is no"):
        phrase(key)


@pytest.mark.usefixtures("own_phrases")
def test_a_missing_value_is_refused() -> None:
    with pytest.raises(PromptsError, match=r"cards.hello: no value for \{name\}"):
        phrase("cards.hello")


@pytest.mark.usefixtures("own_phrases")
def test_a_value_the_phrase_does_not_hold_is_refused() -> None:
    with pytest.raises(PromptsError, match=r"does not hold \{extra\}"):
        phrase("cards.hello", name="Priya", extra=1)


@pytest.mark.usefixtures("own_phrases")
def test_a_table_is_not_a_phrase_nor_a_phrase_a_table() -> None:
    with pytest.raises(PromptsError, match="is a table"):
        phrase("cards.buttons")
    with pytest.raises(PromptsError, match="is one phrase"):
        phrases("cards.buttons.back")


@pytest.mark.usefixtures("own_phrases")
def test_a_table_gives_its_phrases_without_the_tables_inside_it() -> None:
    assert phrases("cards") == {"hello": "Hello {name}, {name}."}


@pytest.mark.usefixtures("own_phrases")
def test_a_broken_file_is_refused_by_name() -> None:
    with pytest.raises(PromptsError, match=r"broken.toml cannot be read: Invalid value"):
        phrase("broken.hello")


def test_the_first_indicators_have_names() -> None:
    assert set(phrases("indicators")) == {
        "child_voice",
        "why",
        "own_practice",
        "impact",
        "family_and_environment",
        "contingency",
    }


@pytest.mark.parametrize(
    "text", ["{a.b}", "{a[0]}", "{0}", "{}", "{a!r}", "{a:>9}", "{a", "a}", "{a b}"]
)
def test_only_plain_names_stand_in_braces(text: str) -> None:
    with pytest.raises(PromptsError):
        fill(text, {"a": 1})


def test_doubled_braces_stand_for_themselves_and_values_are_not_filled_again() -> None:
    assert fill("{{a}} {a}", {"a": "{b}"}) == "{a} {b}"
    assert placeholders("{{a}} {b}") == {"b"}


@pytest.mark.parametrize(("key", "text"), list(every_phrase()))
def test_phrases_are_plain_english(key: str, text: str) -> None:
    assert faults_of(text) == [], key


BUTTON_LIMIT = 40


@pytest.mark.parametrize(("key", "text"), [p for p in every_phrase() if ".buttons." in p[0]])
def test_buttons_are_short(key: str, text: str) -> None:
    assert len(text) <= BUTTON_LIMIT, key
