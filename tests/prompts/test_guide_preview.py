"""A walk through a guide: what is asked, what is filled in, and what it ends with."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from practice.evidence import Reading
from prompts.card import Tapped, Typed
from prompts.checks.scope import CONTEXT, LISTS
from prompts.guide import Guide
from prompts.guide_preview import UnfillableError, Walk, Walker, example, fillable
from prompts.loader import load_guides, shipped
from prompts.options import Choice, Named
from prompts.phrases import phrase, phrases
from tests.prompts.council import VISIT

GUIDES = shipped()
TODAY = date(2026, 11, 24)
CASE = GUIDES.newest("case-supervision")
REFLECTION = GUIDES.newest("quick-reflection")


def finds_nothing(_text: str, _kept: Reading | None) -> Reading:
    return Reading("of the tests")


def walked(
    guide: Guide,
    *said: Typed | Tapped,
    first_time: bool = False,
    given: dict[str, str] | None = None,
) -> Walk:
    context = example(guide, TODAY, given, first_time=first_time)
    return Walker(guide, context, TODAY, "Ring 01632 960 417.", finds_nothing).walk(said)


def texts(walk: Walk) -> str:
    return "\n".join(entry.text for entry in walk.entries)


def test_it_begins_as_the_guide_does() -> None:
    walk = walked(REFLECTION)
    assert [entry.by_person for entry in walk.entries] == [False]
    assert "What happened?" in texts(walk)
    assert (walk.typed, walk.tapped, walk.is_over) == (0, 0, False)


def test_what_is_typed_and_tapped_goes_on_as_in_the_chat() -> None:
    walk = walked(REFLECTION, Typed("She smiled at me."), Tapped(Named.NO_CHILD))
    assert next(entry.text for entry in walk.entries if entry.by_person) == "She smiled at me."
    assert (walk.typed, walk.tapped) == (1, 1)


def test_a_button_that_does_not_stand_there_and_nothing_at_all_are_passed_over() -> None:
    assert walked(REFLECTION, Tapped(Choice(7)), Typed("  ")) == walked(REFLECTION)


def test_it_ends_where_the_guide_does_and_says_so() -> None:
    said: list[Typed | Tapped] = [Typed("She smiled."), Tapped(Named.NO_CHILD)]
    said += [Tapped(Named.SKIP), Tapped(Named.SKIP), Tapped(Named.KEEP_PRIVATE)]
    walk = walked(REFLECTION, *said, Typed("More."))
    assert walk.entries[-1].text == "Here it is kept to oneself."
    assert (walk.is_over, walk.taps()) == (True, [])


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (Named.LATER, "Here it is saved for later, and /continue goes on with it."),
        (Named.FINISHED, "Here the supervision goes on with its next part."),
    ],
)
def test_a_part_of_a_meeting_says_how_it_ends(option: Named, said: str) -> None:
    enough: list[Typed | Tapped] = [Typed("They sent us a letter."), Tapped(Named.ENOUGH)]
    start = [] if option is Named.LATER else enough
    walk = walked(CASE, *start, Tapped(option), first_time=True)
    assert walk.entries[-1].text == said


def test_whom_to_ring_is_told_at_once_and_the_walk_goes_on() -> None:
    walk = walked(REFLECTION, Typed("tonight"), Typed("She smiled."))
    assert "Ring 01632 960 417." in texts(walk)
    assert not walk.is_over


def test_what_came_before_is_invented_or_there_is_none() -> None:
    assert "Decided on 13 October 2026" in texts(walked(CASE))
    assert "No actions are left from last time." in texts(walked(CASE, first_time=True))


def test_what_is_filled_in_can_be_chosen() -> None:
    given = {"last_action_count": "3", "act_by_passed": "no"}
    walk = walked(CASE, given=given)
    assert "ring the school about mornings" in texts(walk)
    assert len(example(CASE, TODAY, given)["last_actions"]) == 3  # type: ignore[arg-type]
    assert fillable(CASE)["act_by_passed"] == "yes"


@pytest.mark.parametrize(
    ("guide", "given", "why"),
    [
        (CASE, {"weather": "wet"}, "This guide fills in no weather."),
        (CASE, {"last_action_count": "many"}, "many does not fit last_action_count."),
        (CASE, {"act_by_passed": "soon"}, "soon does not fit act_by_passed."),
        (
            GUIDES.version("quick-reflection", 2),
            {"act_by": "soon"},
            "This guide fills in no names.",
        ),
    ],
)
def test_what_cannot_be_filled_in_is_refused(guide: Guide, given: dict[str, str], why: str) -> None:
    with pytest.raises(UnfillableError, match=why):
        example(guide, TODAY, given)


def test_everything_that_can_be_filled_in_has_an_example() -> None:
    assert set(phrases("guides.example")) >= CONTEXT
    context = example(CASE, TODAY)
    for name, keys in LISTS.items():
        entries: Any = context[name]
        assert [set(entry) >= keys for entry in entries] == [True]


def test_what_is_not_known_can_be_left_empty() -> None:
    assert example(CASE, TODAY, {"age": " "})["age"] is None
    assert example(CASE, TODAY, {"age": "14"})["age"] == 14


def test_a_walk_asks_lenses_as_a_supervision_does() -> None:
    said: list[Typed | Tapped] = [Tapped(Choice(0)), Tapped(Choice(0)), Typed("It did, twice.")]
    walk = walked(CASE, *said, Typed("Mum says it is fine."), Tapped(Choice(0)))
    assert "Think · The child's words" in walk.entries[-1].text


def every_way(guide: Guide, tries: Sequence[Typed | Tapped]) -> Walk:
    """Return a walk that taps the first button, or types, until it is over or long."""
    said: list[Typed | Tapped] = []
    walk = walked(guide)
    while not walk.is_over and len(said) < 40:
        taps = [tap.option for tap in walk.taps() if tap.option not in _BACKWARD]
        one = tries[len(said) % len(tries)]
        said.append(Tapped(taps[0]) if isinstance(one, Tapped) and taps else Typed("I rang Nan."))
        walk = walked(guide, *said)
    return walk


_BACKWARD = {Named.BACK, Named.CHANGE, Named.ELSEWHERE, Named.TONIGHT}


@pytest.mark.thorough
@pytest.mark.parametrize("guide", list(GUIDES.every()), ids=lambda g: f"{g.name}-{g.version}")
def test_every_guide_that_ships_can_be_walked(guide: Guide) -> None:
    walk = every_way(guide, [Typed(""), Tapped(Named.SKIP)])
    assert len(walk.entries) > 3


def test_what_is_written_alone_says_who_reads_it_and_is_sent_in_the_end() -> None:
    said: list[Typed | Tapped] = [Typed("Mornings, with CH-0417."), Tapped(Named.YES)]
    skips = [Tapped(Named.SKIP)] * 3
    walk = walked(GUIDES.newest("preparation"), *said, *skips, Tapped(Named.SEND))
    assert "Only you and Sunil can read this here" in texts(walk)
    assert walk.is_over
    assert walk.entries[-1].text == phrase("guides.preview.sent")


def test_a_guide_of_a_councils_can_be_walked(tmp_path: Path) -> None:
    path = tmp_path / "first-visit" / "1.toml"
    path.parent.mkdir()
    path.write_text(VISIT.replace("101", "1"), encoding="utf-8")
    walk = walked(load_guides(tmp_path).newest("first-visit"), Typed("He hid."), Typed("yes"))
    assert "Were you alone with the child?" in texts(walk)
