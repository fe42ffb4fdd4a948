"""The page on guides says every key, kind, name and list that there is, and its example loads."""

import re
from pathlib import Path

import pytest

from prompts.checks.scope import CONTEXT, LISTS
from prompts.conditions import FUNCTIONS
from prompts.council_guides import draft_faults, with_council
from prompts.guide import Guide, Part, Probe
from prompts.guide_changes import changes
from prompts.lens import Lens
from prompts.loader import FOLDER, guide_in, load_guides, shipped
from prompts.question import Keeps, Kind, Option, Piece, Question
from tests.prompts.council import put

PAGE = (FOLDER.parents[1] / "docs" / "guides.md").read_text(encoding="utf-8")


def rows_under(heading: str) -> list[str]:
    """Return the first cell of each row of the table under a heading."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| (`.+?) \|", re.split(r"^[|-]+$", section, flags=re.M)[1], re.M)


def keys_under(heading: str) -> list[str]:
    return [key for row in rows_under(heading) for key in re.findall(r'`"?([a-z_ ]+)"?`', row)]


def keys_of(piece: type[Piece]) -> list[str]:
    return [field.alias or name for name, field in piece.model_fields.items()]


@pytest.mark.parametrize(
    ("heading", "piece"),
    [
        ("The keys of a guide", Guide),
        ("The keys of a part", Part),
        ("The keys of a question", Question),
        ("The keys of an option", Option),
        ("The keys of a probe", Probe),
        ("Lenses: the good next question", Lens),
    ],
)
def test_every_key_is_on_the_page_and_no_other(heading: str, piece: type[Piece]) -> None:
    assert sorted(keys_under(heading)) == sorted(keys_of(piece))


def test_every_kind_is_on_the_page() -> None:
    assert sorted(keys_under("Kinds of question")) == sorted(Kind)


def test_everything_kept_is_on_the_page() -> None:
    assert sorted(keys_under("What a record keeps")) == sorted(Keeps)


def test_every_name_that_is_filled_in_is_on_the_page() -> None:
    assert set(keys_under("Names that are filled in")) == CONTEXT
    section = PAGE.split("\n## Names that are filled in\n")[1].split("\n## ")[0]
    for name, entry in LISTS.items():
        assert all(f"`{key}`" in section for key in entry), name


def test_every_function_of_a_condition_is_on_the_page() -> None:
    rows = " ".join(rows_under("Conditions"))
    assert set(re.findall(r"([a-z_]+)\(", rows)) == set(FUNCTIONS)


def test_the_example_of_the_page_is_a_guide_without_a_fault(tmp_path: Path) -> None:
    example = PAGE.split("```toml\n")[1].split("```")[0]
    (tmp_path / "first-visit").mkdir()
    (tmp_path / "first-visit" / "1.toml").write_text(example, encoding="utf-8")
    assert load_guides(tmp_path).newest("first-visit").title == "A first visit"


def example_named(name: str) -> str:
    """Return the guide of that name that the page shows whole."""
    every = [block.split("```")[0] for block in PAGE.split("```toml\n")[1:]]
    return next(one for one in every if one.startswith(f'name = "{name}"'))


def test_the_example_from_start_to_end_is_a_councils_guide_without_a_fault(tmp_path: Path) -> None:
    example = example_named("after-a-first-visit")
    folder = put(tmp_path, example, "after-a-first-visit/101.toml")
    guides = with_council(shipped(), folder)
    assert guides.faults == ()
    assert guides.newest("after-a-first-visit").version == 101


def test_what_the_page_says_of_it_is_what_is_said() -> None:
    example = example_named("after-a-first-visit")
    wrong = draft_faults(example.replace('alone == "no"', 'alone == "nobody"'), shipped())
    assert wrong[0] in PAGE
    before, after = (
        guide_in("", text)[1] for text in (example, example.replace("stayed, and w", "stayed? W"))
    )
    assert before is not None
    assert after is not None
    (change,) = changes(before, after)
    assert change in PAGE
