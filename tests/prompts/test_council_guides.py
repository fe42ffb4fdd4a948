"""A council's own guides: beside those that ship, reported where broken, never able to break."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given

from prompts.council_guides import FIRST, UsedVersion, with_council
from prompts.errors import PromptsError
from prompts.loader import Guides, shipped
from tests.prompts.council import NEWEST, REFLECTION, VISIT, put
from tests.prompts.test_loader import lines_moved, mutated

SHIPPED = shipped()
AS_USED = VISIT.replace("say or do", "tell you")


def loaded(folder: Path, *used: UsedVersion) -> Guides:
    return with_council(SHIPPED, folder, used)


def said(guides: Guides) -> list[str]:
    return [str(fault) for fault in guides.faults]


def kept(folder: Path, text: str = AS_USED) -> UsedVersion:
    """Return a version as the records keep it once it was used."""
    source = loaded(put(folder / "before", text)).sources["first-visit", 101]
    return UsedVersion("first-visit", 101, source)


def test_no_guide_that_ships_has_a_number_of_a_councils() -> None:
    assert max(guide.version for guide in SHIPPED.every()) < FIRST


def test_without_a_folder_there_are_those_that_ship(tmp_path: Path) -> None:
    guides = loaded(tmp_path / "nowhere")
    assert (guides.digests(), guides.faults) == (SHIPPED.digests(), ())


def test_a_guide_of_the_councils_stands_beside_those_that_ship(tmp_path: Path) -> None:
    guides = loaded(put(tmp_path, VISIT))
    assert guides.newest("first-visit").title == "A first visit"
    assert set(guides.sources) == {("first-visit", 101)}
    assert set(guides.names()) == {*SHIPPED.names(), "first-visit"}
    assert not guides.faults


def test_a_version_of_a_guide_that_ships_is_asked_in_its_place(tmp_path: Path) -> None:
    guides = loaded(put(tmp_path, REFLECTION, "quick-reflection/101.toml"))
    assert guides.newest("quick-reflection").version == 101
    assert guides.version("quick-reflection", 2) == SHIPPED.version("quick-reflection", 2)


OTHER_KIND = 'kind = "scale"\nlow = "a"\nhigh = "b"\nexample = "3"'
BROKEN = [
    # old text, new text, file, what is said
    (
        "minutes = 3", "minutes = 0", "first-visit/101.toml",
        "first-visit/101.toml: `minutes` is below 1. Say how long it takes.",
    ),
    (
        "minutes = 3", "minutes = ", "first-visit/101.toml",
        ("first-visit/101.toml: this is not TOML: Invalid value (at line 5, column 11). "
        "Mend it: quotes around texts, one key a line, the same key only once."),
    ),
    (
        "version = 101", "version = 1", "first-visit/1.toml",
        ("first-visit/1.toml: it is version 1: the versions of a council's own begin with 101. "
        "Call it 101.toml, with version = 101."),
    ),
    (
        '"first-visit"', '"quick-reflection"', "quick-reflection/101.toml",
        (f"quick-reflection/101.toml: `who` is not as in quick-reflection version {NEWEST}, which "
        "it replaces. Write it as it is there, or give it another `name`."),
    ),
    (
        'ends = "share"', 'ends = "meeting"', "first-visit/101.toml",
        ('first-visit/101.toml: no meeting asks a guide called "first-visit". '
        "Make it a version of case-supervision or personal-supervision."),
    ),
    (
        'ends = "share"', 'ends = "preparation"', "first-visit/101.toml",
        ('first-visit/101.toml: nothing begins a guide called "first-visit". '
        "Make it a version of preparation."),
    ),
    (
        'kind = "text"', OTHER_KIND, "first-visit/101.toml",
        ("first-visit/101.toml, question words: a reflection begins with a question in free words "
        'that is always asked. Ask one of kind = "text" first, without `when`.'),
    ),
    (
        'name = "first-visit"', 'name = "First visit"', "First visit/101.toml",
        ('First visit/101.toml: "First visit" cannot be the name of a guide. '
        "Use small letters, digits and hyphens, a letter first, 40 at most."),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "file", "what"), BROKEN)
def test_a_broken_one_is_said_and_left_out_and_all_others_stand(
    tmp_path: Path, old: str, new: str, file: str, what: str
) -> None:
    assert old in VISIT
    put(tmp_path, VISIT.replace(old, new, 1), file)
    put(tmp_path, VISIT.replace("first-visit", "good-visit"), "good-visit/101.toml")
    guides = loaded(tmp_path)
    assert said(guides) == [what]
    assert set(guides.digests()) == {*SHIPPED.digests(), ("good-visit", 101)}
    assert guides.newest("quick-reflection").version == NEWEST


def test_a_version_after_a_missing_one_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, VISIT)
    put(tmp_path, VISIT.replace("101", "103"), "first-visit/103.toml")
    guides = loaded(tmp_path)
    assert guides.newest("first-visit").version == 101
    assert said(guides) == [
        (
            "first-visit: version 103 is left out, for no sound 102.toml is before it. "
            "Mend or add that one first."
        )
    ]


def test_a_file_too_large_to_be_a_guide_is_not_read(tmp_path: Path) -> None:
    guides = loaded(put(tmp_path, "# " + "x" * 200_000))
    assert said(guides) == [
        "first-visit/101.toml: the file is larger than 200,000 bytes. Ask fewer questions."
    ]


def test_a_folder_in_the_place_of_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "first-visit" / "101.toml").mkdir(parents=True)
    assert "the file cannot be read" in said(loaded(tmp_path))[0]


def test_a_used_version_is_read_as_it_was_whatever_its_file_says_now(tmp_path: Path) -> None:
    guides = loaded(put(tmp_path, VISIT), kept(tmp_path))
    assert next(guides.newest("first-visit").questions())[1].ask == "What did the child tell you?"
    assert said(guides) == [
        (
            "first-visit/101.toml: this version was used, and its file reads differently now; it "
            "is asked as it was. Put the new wording into 102.toml."
        )
    ]


def test_a_used_version_whose_file_is_broken_now_is_asked_as_it_was(tmp_path: Path) -> None:
    guides = loaded(put(tmp_path, "name ="), kept(tmp_path))
    assert guides.newest("first-visit").title == "A first visit"
    assert "this is not TOML" in said(guides)[0]


def test_the_same_words_laid_out_otherwise_are_no_change(tmp_path: Path) -> None:
    folder = put(tmp_path, "# a comment\n" + AS_USED)
    assert not loaded(folder, kept(tmp_path)).faults


def test_a_used_version_whose_file_is_gone_is_read_and_asked_no_more(tmp_path: Path) -> None:
    guides = loaded(tmp_path / "empty", kept(tmp_path))
    assert guides.version("first-visit", 101).title == "A first visit"
    assert "first-visit" not in guides.names()
    with pytest.raises(PromptsError, match="no guide called first-visit"):
        guides.newest("first-visit")


def test_a_version_after_one_that_was_used_and_taken_away_is_asked(tmp_path: Path) -> None:
    later = put(tmp_path / "now", VISIT.replace("101", "102"), "first-visit/102.toml")
    guides = loaded(later, kept(tmp_path))
    assert (guides.newest("first-visit").version, guides.faults) == (102, ())


def test_a_used_version_that_cannot_be_read_any_more_is_said(tmp_path: Path) -> None:
    guides = loaded(tmp_path, UsedVersion("first-visit", 101, "{}"))
    assert "this program cannot read it as it was kept" in said(guides)[0]
    assert set(guides.digests()) == set(SHIPPED.digests())


@given(mutated() | lines_moved())
def test_no_file_of_a_councils_breaks_those_that_ship(text: str) -> None:
    with TemporaryDirectory() as folder:
        put(Path(folder), text.replace("version = 1", "version = 101"), "visit/101.toml")
        guides = loaded(Path(folder))
    assert {place: guides.digests()[place] for place in SHIPPED.digests()} == SHIPPED.digests()


@pytest.mark.parametrize(
    "text",
    ["a = " + "1" * 5000, "a = " + "[" * 5000, "version = 0x" + "f" * 5000, "\x00", "\ufeff"],
)
def test_what_a_parser_chokes_on_is_a_fault_like_any_other(tmp_path: Path, text: str) -> None:
    assert said(loaded(put(tmp_path, text)))
