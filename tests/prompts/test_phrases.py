"""Phrases: found by key, filled safely, written plainly, all of them used."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from practice.evidence import INDICATORS
from prompts.errors import PromptsError
from prompts.phrases import FOLDER, Phrases, phrases
from prompts.placeholders import fill, placeholders
from tests.each import each
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
def own(tmp_path: Path) -> Phrases:
    text = (
        'hello = "Hello {name}, {name}."\n'
        'due = "{n:A child is|{n} children are} due."\n'
        '[buttons]\nback = "Back"\nlist = ["a"]\n'
    )
    (tmp_path / "cards.toml").write_text(text, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("hello = ", encoding="utf-8")
    return Phrases(tmp_path)


def test_a_phrase_is_found_by_file_and_table(own: Phrases) -> None:
    assert own.say("cards.buttons.back") == "Back"


def test_values_fill_the_names_of_a_phrase(own: Phrases) -> None:
    assert own.say("cards.hello", name="{name}") == "Hello {name}, {name}."


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
def test_an_unknown_key_is_refused(own: Phrases, key: str) -> None:
    with pytest.raises(PromptsError, match="there is no"):
        own.say(key)


def test_a_number_chooses_the_form(own: Phrases) -> None:
    assert own.say("cards.due", n=1) == "A child is due."
    assert [own.say("cards.due", n=n) for n in (0, 2)] == [
        "0 children are due.",
        "2 children are due.",
    ]


def test_a_form_is_chosen_by_nothing_but_a_number(own: Phrases) -> None:
    with pytest.raises(PromptsError, match=r"cards.due: no whole number for \{n\}"):
        own.say("cards.due", n="1")


def test_one_file_has_keys_without_its_name(tmp_path: Path, own: Phrases) -> None:
    cards = Phrases(tmp_path, "cards")
    assert cards.say("buttons.back") == own.say("cards.buttons.back")


def test_a_missing_value_is_refused(own: Phrases) -> None:
    with pytest.raises(PromptsError, match=r"cards.hello: no value for \{name\}"):
        own.say("cards.hello")


def test_a_value_the_phrase_does_not_hold_is_refused(own: Phrases) -> None:
    with pytest.raises(PromptsError, match=r"does not hold \{extra\}"):
        own.say("cards.hello", name="Priya", extra=1)


def test_a_table_is_not_a_phrase_nor_a_phrase_a_table(own: Phrases) -> None:
    with pytest.raises(PromptsError, match="is a table"):
        own.say("cards.buttons")
    with pytest.raises(PromptsError, match="is one phrase"):
        own.table("cards.buttons.back")


def test_a_table_gives_its_phrases_without_the_tables_inside_it(own: Phrases) -> None:
    assert set(own.table("cards")) == {"hello", "due"}
    assert own.table("cards")["hello"] == "Hello {name}, {name}."


def test_a_broken_file_is_refused_by_name(own: Phrases) -> None:
    with pytest.raises(PromptsError, match=r"broken.toml cannot be read: Invalid value"):
        own.say("broken.hello")


def test_every_indicator_has_a_name_and_the_child_comes_first() -> None:
    assert set(phrases("indicators")) == set(INDICATORS)
    assert list(phrases("indicators"))[:2] == ["child_voice", "seen_alone"]


@each(
    "text",
    [
        "{a.b}",
        "{a[0]}",
        "{0}",
        "{}",
        "{a!r}",
        "{a:>9}",
        "{a",
        "a}",
        "{a b}",
        "{a:b|c|d}",
        "{a!r:b|c}",
    ],
)
def test_only_plain_names_stand_in_braces(text: str) -> None:
    with pytest.raises(PromptsError):
        fill(text, {"a": 1})


def test_doubled_braces_stand_for_themselves_and_values_are_not_filled_again() -> None:
    assert fill("{{a}} {a}", {"a": "{b}"}) == "{a} {b}"
    assert placeholders("{{a}} {b}") == {"b"}


def test_forms_may_hold_names_and_can_be_refused() -> None:
    assert placeholders("{n:{a}|{b}} {c}") == {"n", "a", "b", "c"}
    with pytest.raises(PromptsError, match=r"chosen by \{n\}"):
        placeholders("{n:one|many}", plurals=False)
    with pytest.raises(PromptsError):
        placeholders("{n:{a.b}|c}")


@each("key, text", list(every_phrase()))
def test_phrases_are_plain_english(key: str, text: str) -> None:
    assert faults_of(text) == [], key


BUTTON_LIMIT = 40


@each("key, text", [p for p in every_phrase() if ".buttons." in p[0]])
def test_buttons_are_short(key: str, text: str) -> None:
    assert len(text) <= BUTTON_LIMIT, key
