"""Loading guides: a good file loads; a broken one says where, what and the remedy, all at once."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.errors import BrokenGuideError, Fault, PromptsError
from prompts.loader import FOLDER, load_guides
from tests.prompts.good_guide import GOOD, faults_of, written

# A version that people may have answered reads as it did: a new line for a new version, no more.
DIGESTS = {
    ("case-supervision", 1): "5fa1684d08607df3",
    ("personal-supervision", 1): "673368567ca3db93",
    ("quick-reflection", 1): "461b1d857e6e44f7",
    ("case-supervision", 2): "32cf39c133ae69d2",
    ("quick-reflection", 3): "cbc2f830d9d47803",
    ("case-supervision", 3): "87bd53cd655e8c76",
    ("quick-reflection", 2): "bd463321cb219a3e",
    ("decision", 1): "513ea139a78b09db",
    ("group-supervision", 1): "a9ec960f0e7b7fa8",
    ("handover", 1): "b3b32db214840191",
    ("imported-note", 1): "40b018e53b2f9fc9",
    ("practice-audit", 1): "8b7b5cac03f79fe2",
    ("practice-audit", 2): "08fe4ce90cb76aee",
    ("audit-plan", 1): "7496a90d67564152",
    ("audit-assessment", 1): "dc1262e2017a5dac",
    ("audit-contact", 1): "697a5c55ec6e13bf",
    ("audit-enquiry", 1): "b0885276c29d26c1",
    ("preparation", 1): "bacc2719876800a7",
}


def test_every_version_reads_as_when_it_was_added() -> None:
    now = {place: digest[:16] for place, digest in load_guides().digests().items()}
    assert now == DIGESTS


def test_a_good_file_loads(tmp_path: Path) -> None:
    guides = load_guides(written(tmp_path, GOOD))
    assert guides.names() == ("visit",)
    assert guides.newest("visit").title == "A visit"
    assert [guide.version for guide in guides.every()] == [1]


def test_the_newest_of_two_versions_is_found_and_the_older_stays(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("version = 1", "version = 2"), "visit/2.toml")
    guides = load_guides(tmp_path)
    assert guides.newest("visit").version == 2
    assert guides.version("visit", 1).version == 1
    assert set(guides.digests()) == {("visit", 1), ("visit", 2)}


def test_the_tenth_version_is_newer_than_the_ninth(tmp_path: Path) -> None:
    for number in range(1, 11):
        text = GOOD.replace("version = 1", f"version = {number}")
        written(tmp_path, text, f"visit/{number}.toml")
    assert load_guides(tmp_path).newest("visit").version == 10


def test_an_unknown_guide_or_version_is_refused(tmp_path: Path) -> None:
    guides = load_guides(written(tmp_path, GOOD))
    with pytest.raises(PromptsError, match="no guide called luck"):
        guides.newest("luck")
    with pytest.raises(PromptsError, match="no version 7 of guide visit"):
        guides.version("visit", 7)


def digest(folder: Path, text: str) -> str:
    return load_guides(written(folder, text)).digests()["visit", 1]


def test_a_digest_follows_the_content_not_the_layout(tmp_path: Path) -> None:
    first = digest(tmp_path, GOOD)
    assert re.fullmatch("[0-9a-f]{64}", first)
    assert digest(tmp_path, "# a comment\n" + GOOD.replace("minutes = 5", "minutes  =  5")) == first
    assert digest(tmp_path, GOOD.replace("What happened?", "What was said?")) != first


def test_all_faults_of_all_files_come_together(tmp_path: Path) -> None:
    text = GOOD.replace("minutes = 5", "minutes = 0").replace('example = "home"', "")
    written(tmp_path, text)
    written(tmp_path, "name =", "call/1.toml")
    with pytest.raises(BrokenGuideError) as broken:
        load_guides(tmp_path)
    assert str(broken.value) == (
        "call/1.toml: this is not TOML: Invalid value (at end of document). "
        "Mend it: quotes around texts, one key a line, the same key only once.\n"
        "visit/1.toml, question where: a question of kind choice has no `example`. "
        "Add an answer as people would type it.\n"
        "visit/1.toml: `minutes` is below 1. Say how long it takes."
    )


def test_a_missing_version_is_refused(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("version = 1", "version = 3"), "visit/3.toml")
    assert [fault.what for fault in faults_of(tmp_path)] == ["the versions are 1, 3, not 1 to 2"]


def test_a_file_that_is_not_named_by_its_version_is_refused(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, GOOD, "visit/draft.toml"))
    assert "the file is called draft.toml, but its version is 1" in [f.what for f in faults]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD) / "visit" / "1.toml"
    path.write_bytes(GOOD.replace("A visit", "Café").encode("latin-1"))
    assert "the file cannot be read" in faults_of(tmp_path)[0].what


def test_a_folder_without_guides_is_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path)[0].what == "no guide is there"


def test_other_files_in_the_folders_are_left_alone(tmp_path: Path) -> None:
    written(tmp_path, GOOD)
    written(tmp_path, "notes to myself", "visit/ideas.txt")
    assert load_guides(tmp_path).names() == ("visit",)


SHIPPED = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*/*.toml"))]
PIECES = [
    *"\"={}[]'( é",
    *("\n", "\x00", "0", "-1", "true", "2026-10-01", "1e400", "x = 1\n", "kind = 3\n"),
    *("[[part]]", "[[probe]]\n", "[[part.question]]\n", "when = 'a == 1'\n"),
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from([GOOD, *SHIPPED]))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        text = text[:start] + draw(st.sampled_from(["", text[start:end] * 2, *PIECES])) + text[end:]
    return text


@st.composite
def lines_moved(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from([GOOD, *SHIPPED])).splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 5))):
        line = lines.pop(draw(st.integers(0, len(lines) - 1)))
        if draw(st.booleans()):
            lines.insert(draw(st.integers(0, len(lines))), line)
    return "".join(lines)


def faults_if_broken(folder: Path) -> list[Fault]:
    try:
        load_guides(folder)
    except BrokenGuideError as broken:
        return broken.faults
    return []


@given(mutated() | lines_moved())
def test_any_change_to_a_good_file_loads_or_is_refused_as_broken(text: str) -> None:
    with TemporaryDirectory() as folder:
        faults = faults_if_broken(written(Path(folder), text))
    assert all(fault.what and fault.remedy and fault.file for fault in faults)
