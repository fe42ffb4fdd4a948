"""`understory guides`: a line a guide, or every fault; walks, changes, and how one is used."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prompts import lens
from prompts.loader import FOLDER
from storage.tables import AuditEvent
from tests.bot.cli.commands import Here, is_one_sentence, records
from tests.bot.cli.test_audited import newest
from tests.factories import a_person
from tests.prompts.council import NEWEST, REFLECTION, VISIT, put
from tests.prompts.test_reach import LOOP
from tests.storage.test_guide_use import a_draft

SHIPPED = sorted(FOLDER.glob("*/*.toml"))


@pytest.fixture
def folder(here: Here) -> Path:
    return Path(shutil.copytree(FOLDER, here.folder / "my-guides"))


def broken(folder: Path) -> Path:
    file = folder / "quick-reflection" / "1.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("minutes = 2", "minutes = 0"), encoding="utf-8")
    return folder


def of_council(here: Here) -> Path:
    return here.records / "guides"


def said(here: Here, *words: str, typed: str = "") -> str:
    result = here.run("guides", *words, typed=typed)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(here: Here, *words: str) -> str:
    result = here.run("guides", *words)
    assert result.exit_code == 2, result.output
    return result.stderr


@pytest.mark.parametrize("words", [(), ("check",)])
def test_each_guide_that_ships_has_a_line(here: Here, words: tuple[str, ...]) -> None:
    lines = said(here, *words).splitlines()
    assert "quick-reflection: version 1, 2 minutes, 2 questions, 4 probes" in lines
    assert len(lines) == len(SHIPPED)


@pytest.mark.parametrize("words", [("--folder",), ("check", "--folder")])
def test_the_guides_of_a_folder_are_checked(
    here: Here, folder: Path, words: tuple[str, ...]
) -> None:
    assert said(here, *words, "my-guides") == said(here)
    result = here.run("guides", *words, str(broken(folder)))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("quick-reflection/1.toml: `minutes` is below 1.")


def test_a_folder_that_is_not_there_is_refused(here: Here) -> None:
    assert "no guide is there" in refused(here, "--folder", "nowhere")


def test_a_folder_before_a_command_is_refused_with_where_it_belongs(
    here: Here, folder: Path
) -> None:
    assert "understory guides check --folder my-guides" in refused(
        here, "--folder", folder.name, "check"
    )


def test_help_shows_an_example(here: Here) -> None:
    told = " ".join(said(here, "check", "--help").split())
    assert "Example: understory guides check --folder my-guides" in told


def test_the_councils_own_stand_in_the_list_and_no_key_is_asked_for(here: Here) -> None:
    put(of_council(here), VISIT)
    (here.records / "key").unlink()
    lines = said(here, "check").splitlines()
    assert "first-visit: version 101, 3 minutes, 2 questions, 0 probes" in lines
    assert len(lines) == len(SHIPPED) + 1


def test_a_broken_one_of_the_councils_is_said_beside_all_others(here: Here) -> None:
    put(of_council(here), VISIT.replace("minutes = 3", "minutes = 0"))
    result = here.run("guides", "check")
    assert result.exit_code == 2
    assert len(result.stdout.splitlines()) == len(SHIPPED)
    assert result.stderr == "first-visit/101.toml: `minutes` is below 1. Say how long it takes.\n"


def test_a_folder_of_a_councils_own_is_checked_as_such(here: Here) -> None:
    put(here.folder / "mine", VISIT)
    lines = said(here, "check", "--folder", "mine").splitlines()
    assert lines == ["first-visit: version 101, 3 minutes, 2 questions, 0 probes"]
    put(here.folder / "mine", VISIT.replace('"share"', '"meeting"'))
    assert 'no meeting asks a guide called "first-visit"' in refused(
        here, "check", "--folder", "mine"
    )


# --- preview ---


def test_a_walk_asks_what_the_guide_asks_and_counts_what_was_done(here: Here) -> None:
    told = said(here, "preview", "quick-reflection", typed="She hid.\n#4\n\n.\nnever read\n")
    assert told.startswith(
        f"This is a walk through Reflection, version {NEWEST}. Nothing is stored"
    )
    assert "What happened?" in told
    assert "  > She hid." in told
    assert "  > No child" in told
    assert told.endswith("after 1 typed answer and 1 tap. Nothing was stored.\n")
    assert "never read" not in told


def test_a_number_that_no_button_has_is_asked_for_again(here: Here) -> None:
    told = said(here, "preview", "quick-reflection", typed="#99\n#0\n#x y\n")
    assert told.count("There is no button of that number.") == 2
    assert "  > #x y" in told


def test_a_walk_that_comes_to_its_end_ends_by_itself(here: Here) -> None:
    typed = "She hid.\nNo child\nThat's enough\nKeep it to myself\nmore\n"
    told = said(here, "preview", "quick-reflection", typed=typed)
    assert "Here it is kept to oneself." in told
    assert "more" not in told.splitlines()


def test_what_is_filled_in_can_be_chosen_in_a_walk(here: Here) -> None:
    told = said(here, "preview", "case-supervision", "--first-time", typed=".\n")
    assert "No actions are left from last time." in told
    told = said(here, "preview", "case-supervision", "--with", "act_by=Friday", typed=".\n")
    assert "The date to act by was Friday." in told
    assert is_one_sentence(refused(here, "preview", "case-supervision", "--with", "weather=wet"))
    assert is_one_sentence(refused(here, "preview", "case-supervision", "--with", "weather"))


def test_a_walk_through_a_councils_own_and_an_older_version(here: Here) -> None:
    put(of_council(here), REFLECTION, "quick-reflection/101.toml")
    assert "What was it like?" in said(here, "preview", "quick-reflection", typed=".\n")
    older = said(here, "preview", "quick-reflection", "--version", "1", typed=".\n")
    assert "Reflection, version 1." in older


def test_a_guide_that_is_not_there_is_refused_with_those_that_are(here: Here) -> None:
    put(of_council(here), "name =")
    told = refused(here, "preview", "first-visit")
    assert told.startswith(
        "There is no guide called first-visit. Nothing was done. There are: audit"
    )
    assert "first-visit/101.toml: this is not TOML" in told
    assert "There is no version 9 of guide quick-reflection." in refused(
        here, "preview", "quick-reflection", "--version", "9"
    )


def test_what_a_terminal_would_obey_is_not_printed(here: Here) -> None:
    put(of_council(here), VISIT.replace("say or do", r"say\u001b[2J or do"))
    told = said(here, "preview", "first-visit", typed=".\n")
    assert "\x1b" not in told
    assert "say?[2J or do" in told


def test_two_movements_that_wait_for_one_another_are_refused_in_one_sentence(here: Here) -> None:
    put(of_council(here), LOOP.replace('name = "visit"', 'name = "first-visit"'))
    found = refused(here, "check")
    (told,) = [line for line in found.splitlines() if "so neither can end" in line]
    assert 'parts "first" and "second" wait for one another' in told
    assert told.endswith("Let one of the two questions depend on nothing that comes later.")


@pytest.mark.parametrize("key", ["when", "calls", "sentence"])
def test_a_lens_with_a_condition_on_an_unknown_name_is_refused_in_one_sentence(
    here: Here, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    quote = "{quote}\\n" if key == "sentence" else ""
    words = ' and mentions("visits", words)' if key == "sentence" else ""
    file = here.folder / "lenses.toml"
    file.write_text(
        f'[[lens]]\nid = "rain"\ntitle = "Rain"\nbecause = "it rains."\nask = "{quote}And then?"\n'
        f'shows = ["why"]\n{key} = \'weather == "wet"{words}\'\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(lens, "FILE", file)
    lens.bank.cache_clear()
    try:
        told = refused(here, "check")
    finally:
        lens.bank.cache_clear()
    (line,) = told.splitlines()
    assert line.startswith(
        f'lenses.toml, question rain: `{key}` holds the name "weather", which is not known. Use '
    )


# --- diff ---


def test_what_changed_since_the_version_before_is_said(here: Here) -> None:
    told = said(here, "diff", "quick-reflection", "--to", "2")
    assert "Follow-up impact: what an answer may show was anything, and is " in told
    assert told == said(here, "diff", "quick-reflection", "--from", "1", "--to", "2")


def test_a_councils_own_is_compared_with_the_one_that_ships(here: Here) -> None:
    put(of_council(here), REFLECTION, "quick-reflection/101.toml")
    assert said(here, "diff", "quick-reflection") == (
        'Question story: what is asked was "What happened? Write or dictate it as it comes.", and '
        'is "What was it like? Write or dictate it as it comes." now.\n'
    )


def test_a_first_version_has_nothing_to_be_compared_with(here: Here) -> None:
    assert "no version of personal-supervision before version 1" in refused(
        here, "diff", "personal-supervision"
    )


# --- use ---


def test_how_a_guide_is_used_is_counted_and_the_audit_says_that_it_was_read(here: Here) -> None:
    store = records(here)
    with store.writing() as session:
        for _ in range(5):
            a_draft(
                session,
                *(("asked", "story"), ("answered", "story"), ("asked", "child")),
                guide="quick-reflection",
                version=2,
                person_id=a_person(session).id,
                opened_at=datetime.now(UTC),
            )
    store.close()
    lines = said(here, "use", "quick-reflection").splitlines()
    assert lines[:3] == [
        "quick-reflection. Of what was begun in the last 12 months, and not thrown away.",
        "  Version 2: followed 5 times, by 5 people.",
        "    What happened: asked 5, answered 5, skipped 0, claims 0 · few so far",
    ]
    event: AuditEvent = newest(here)[0]
    assert (event.deed, event.noun, event.noun_id) == (
        "guide use read",
        "guide",
        "quick-reflection",
    )
    assert "personal-supervision. Of what" in said(here, "use")


def test_the_use_of_a_guide_that_is_not_there_is_refused(here: Here) -> None:
    assert "There is no guide called luck." in refused(here, "use", "luck")
