"""What of a guide can never be asked, answered or ended is found, and nothing else is."""

from pathlib import Path

import pytest

from prompts.checks.reach import can_hold, lens_flaws
from prompts.errors import Fault
from prompts.lens import Lens, bank
from prompts.loader import shipped
from prompts.question import Kind, Option, Question
from tests.each import each
from tests.prompts.good_guide import GOOD, faults_of, written

NEVER = "`when` can never hold, so this is never asked"
NO_ANSWER = "no answer passes `check`: it can never be answered"
NO_END = f"{NO_ANSWER}, nor skipped, and the guide can never end"
NO_NONE = "the first field has a `when`: where it does not hold, nobody can say there is none"
AFTER_PLACE = 'where == "home" and length(place) > 0'

BROKEN = [
    # old text, new text, question, what is said of it
    ('where == "away"', 'where == "away" and where == "home"', "place", NEVER),
    ('where == "away"', 'where == "away" and not (where == "away")', "place", NEVER),
    ('where == "away"', "length(where) > 9", "place", NEVER),
    ('where == "away"', "where > 3", "place", NEVER),
    ('where == "away"', "length(story) < 0", "place", NEVER),
    ('where == "away"', "last_action_count < 0", "place", NEVER),
    ('where == "away"', "says_none(story) and length(story) == 0", "place", NEVER),
    ('where == "away"', 'shows("why") and not shows("why")', "place", NEVER),
    ('example = "4"', f'example = "4"\nwhen = {AFTER_PLACE!r}', "near", NEVER),
    ('example = "3"', 'example = "3"\nwhen = "near > 10"', "visits", NEVER),
    ('example = "3"', 'example = "3"\nwhen = "near > 5 and near < 4"', "visits", NEVER),
    ("length(what) > 0", "length(what) > 3 and length(what) < 2", "actions.why", NEVER),
    ('not shows("why") and length(story) > 0', "length(story) < 0", "meaning", NEVER),
    ("length(answer) > 3", "length(answer) < 0", "story", NO_ANSWER),
    (
        'check = "length(answer) > 3"',
        'may_skip = false\ncheck = "length(answer) < 0"',
        "story",
        NO_END,
    ),
    (
        'unit = "visits"',
        'unit = "visits"\ncheck = "answer > 99"\ncheck_message = "More."',
        "visits",
        NO_ANSWER,
    ),
    ('ask = "What?"', 'ask = "What?"\nwhen = "near > 3"', "actions", NO_NONE),
]


def said(folder: Path, text: str) -> list[Fault]:
    return faults_of(written(folder, text))


@pytest.mark.parametrize(("old", "new", "question", "what"), BROKEN)
def test_what_can_never_be_is_said_once_with_its_question_and_a_remedy(
    tmp_path: Path, old: str, new: str, question: str, what: str
) -> None:
    assert old in GOOD
    (fault,) = said(tmp_path, GOOD.replace(old, new, 1))
    assert (fault.file, fault.question, fault.what) == ("visit/1.toml", question, what)
    assert fault.remedy


def test_a_condition_that_is_broken_otherwise_is_spoken_of_once(tmp_path: Path) -> None:
    (fault,) = said(tmp_path, GOOD.replace('where == "away"', "length(shop) > 0", 1))
    assert "not known" in fault.what


LOOP = GOOD.replace('where == "away"', "length(later) > 0", 1).replace(
    '[[part.question]]\nid = "actions"',
    '[[part.question]]\nid = "later"\nkind = "text"\nask = "And?"\nwhen = "length(place) > 0"\n\n'
    '[[part.question]]\nid = "actions"',
    1,
)


def test_two_parts_that_wait_for_one_another_can_never_end(tmp_path: Path) -> None:
    faults = said(tmp_path, LOOP)
    (loop,) = [one for one in faults if "wait for one another" in one.what]
    assert str(loop) == (
        'visit/1.toml, question place: parts "first" and "second" wait for one another ("place" '
        'for "later", and that for it), so neither can end. Let one of the two questions depend '
        "on nothing that comes later."
    )


def test_two_questions_of_a_part_that_wait_for_one_another_are_never_asked(tmp_path: Path) -> None:
    text = GOOD.replace('where == "away"', "near > 3", 1)
    text = text.replace('example = "4"', 'example = "4"\nwhen = "length(place) > 0"', 1)
    loops = [one.what for one in said(tmp_path, text) if "waits for" in one.what]
    assert loops == [
        '"place" waits for "near", and "near" for "place": neither is ever asked',
    ]


CHOICE = Question(
    id="c", kind=Kind.CHOICE, ask="?", options=tuple(Option(value=v, label=v) for v in "ab")
)
KNOWN = {
    "c": CHOICE,
    "several": CHOICE.model_copy(update={"id": "several", "kind": Kind.CHOICES}),
    "story": Question(id="story", kind=Kind.TEXT, ask="?"),
    "duty": Question(id="duty", kind=Kind.TEXT, ask="?", may_skip=False),
    "near": Question(id="near", kind=Kind.SCALE, ask="?"),
    "day": Question(id="day", kind=Kind.DATE, ask="?"),
    "after_a": Question(id="after_a", kind=Kind.TEXT, ask="?", when='c == "a"', may_skip=False),
    "act_by": None,
    "last_action_count": None,
}


@each(
    "condition",
    [
        'c == "a" or c == "b"',
        'c != "a"',
        'not (c == "a") and not (c == "b")',
        '"a" in several and "b" in several',
        '"a" not in several',
        "length(story) > 399 and length(story) < 401",
        'says_none(story) and mentions("agencies", story)',
        'story == "yes"',
        '"yes" in story',
        "near >= 10",
        "near == 0",
        "length(day) > 0",
        'day > "2026-01-01"',
        "act_by",
        "not act_by",
        "length(act_by) > 100",
        'act_by == "tomorrow"',
        "last_action_count > 19",
        "length(duty) > 0",
        'c == "a" and length(after_a) > 0',
        'not shows("why") and length(after_a) == 0',
    ],
)
def test_what_can_be_is_let_be(condition: str) -> None:
    assert can_hold([condition], KNOWN)


@pytest.mark.parametrize(
    "condition",
    [
        'c == "b" and length(after_a) > 0',
        "length(duty) == 0",
        '"a" in several and "a" not in several',
        "near > 3 and near <= 3",
        'c == "a" and near == "a"',
    ],
)
def test_what_cannot_be_is_found(condition: str) -> None:
    assert not can_hold([condition], KNOWN)


def test_more_than_can_be_tried_is_let_be() -> None:
    many = {
        f"n{n}": Question(id=f"n{n}", kind=Kind.SCALE, ask="?", when="n0 > 1" if n else None)
        for n in range(12)
    }
    assert can_hold([" or ".join(f"n{n} > 99" for n in range(12))], many)
    # What cannot hold by itself is found, however much stands beside it.
    condition = " and ".join(f"n{n} == {n % 9}" for n in range(12))
    assert not can_hold([condition, "n1 > 99"], many)


LENS = Lens(id="ends", title="Ends", because="it ends.", ask="How does it end?")


@pytest.mark.parametrize(
    "more",
    [
        {"when": 'status == "CLA" and status == "CP"'},
        {"when": "unborn", "calls": "not unborn"},
        {"sentence": "length(words) < 0"},
    ],
)
def test_a_lens_that_can_never_be_asked_is_found(more: dict[str, str]) -> None:
    (flaw,) = lens_flaws([LENS.model_copy(update=more)])
    assert flaw[:2] == ("ends", "its conditions can never hold, so it is never asked")


@pytest.mark.parametrize(
    "more", [{}, {"when": "age >= 10"}, {"calls": "unborn", "sentence": "length(words) < 0"}]
)
def test_a_lens_that_can_be_asked_one_way_is_let_be(more: dict[str, str]) -> None:
    assert not list(lens_flaws([LENS.model_copy(update=more), *bank()]))


def test_what_an_entry_is_listed_with_is_tried_too(tmp_path: Path) -> None:
    text = GOOD.replace(
        'ask = "What difference?"', 'ask = "?"\nwhen = "carried > 2 and carried < 3"', 1
    )
    (fault,) = said(tmp_path, text)
    assert (fault.question, fault.what) == ("answers.difference", NEVER)


def test_the_guides_that_ship_are_tried_too() -> None:
    assert list(shipped().every())
