"""What changed between two versions of a guide, in words."""

import itertools
from pathlib import Path

import pytest

from prompts.guide_changes import changes
from prompts.loader import load_guides, shipped
from tests.prompts.good_guide import GOOD, written


def said(folder: Path, text: str) -> list[str]:
    """Return what is said of a version that reads like that beside the good one."""
    before = load_guides(written(folder / "before", GOOD)).newest("visit")
    after = load_guides(written(folder / "after", text)).newest("visit")
    return changes(before, after)


CHANGED = [
    # old text, new text, what is said
    ("minutes = 5", "minutes = 7", "The guide: how many minutes it takes was 5, and is 7 now."),
    (
        'title = "The visit"',
        'title = "What was"',
        'Part first: what it is called was "The visit", and is "What was" now.',
    ),
    (
        "What happened?",
        "What was said?",
        'Question story: what is asked was "What happened?", and is "What was said?" now.',
    ),
    (
        "when = 'where == \"away\"'\n",
        "",
        'Question place: when it is asked was "where == "away"", and is always now.',
    ),
    (
        'ask = "Where?"',
        'ask = "Where?"\nmay_skip = false',
        "Question where: whether it can be skipped was yes, and is no now.",
    ),
    (
        'ask = "Where?"',
        'ask = "Where?"\nhint = "At home?"',
        'Question where: the second line is "At home?" now. There was none.',
    ),
    (
        'label = "At home"',
        'label = "Indoors"',
        'Answer home of question where: its button was "At home", and is "Indoors" now.',
    ),
    (
        '{ value = "home", label = "At home" }',
        '{ value = "home", label = "At home" }, { value = "car", label = "In a car" }',
        'Answer car of question where is new: "In a car".',
    ),
    (
        'id = "near"\n',
        'id = "how_near"\n',
        "Question near is called how_near now. Answers from before stay under its old name.",
    ),
    (
        'ask = "How?"',
        'ask = "How?"\nshows = ["why"]',
        "Question actions.how: what an answer may show was anything, and is what it may mean now.",
    ),
    (
        'title = "Meaning"',
        'title = "What it means"',
        'Follow-up meaning: what it is called was "Meaning", and is "What it means" now.',
    ),
]


@pytest.mark.parametrize(("old", "new", "what"), CHANGED)
def test_each_change_is_one_sentence(tmp_path: Path, old: str, new: str, what: str) -> None:
    assert old in GOOD
    assert said(tmp_path, GOOD.replace(old, new, 1)) == [what]


def test_two_versions_that_say_the_same_say_so(tmp_path: Path) -> None:
    assert said(tmp_path, "# anew\n" + GOOD) == [
        "Nothing that people see, and nothing that is kept, has changed."
    ]


NEAR = GOOD[GOOD.index('[[part.question]]\nid = "near"') : GOOD.index('[[part.question]]\nid = "v')]
VISITS = GOOD[
    GOOD.index('[[part.question]]\nid = "visits"') : GOOD.index('[[part]]\nid = "second"')
]


def test_what_is_new_and_what_is_gone_say_their_words(tmp_path: Path) -> None:
    new = '[[part.question]]\nid = "mood"\nkind = "text"\nask = "How was it?"\n\n'
    assert said(tmp_path, GOOD.replace(NEAR, new, 1)) == [
        'Question mood is new, in The visit. It asks: "How was it?"',
        'Question near is not asked any more. It asked: "How near?"',
    ]


def test_another_order_is_said_with_the_order(tmp_path: Path) -> None:
    assert said(tmp_path, GOOD.replace(NEAR + VISITS, VISITS + NEAR, 1)) == [
        (
            "The questions of part first come in another order now: "
            "hello, story, where, place, visits, near."
        )
    ]


def test_a_question_in_another_part_says_both(tmp_path: Path) -> None:
    head = '[[part]]\nid = "second"\ntitle = "What next"\n\n'
    text = GOOD.replace(VISITS, "", 1).replace(head, head + VISITS, 1)
    assert said(tmp_path, text) == [
        "Question visits is asked in What next now. It was asked in The visit."
    ]


def test_a_part_and_a_follow_up_that_are_gone_are_said(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index('[[part]]\nid = "second"')]
    found = said(tmp_path, text)
    assert found[0] == "Part second is gone: What next."
    assert found[-1].startswith('Follow-up meaning is not asked any more. It asked: "')


def test_the_versions_that_ship_are_told_apart() -> None:
    guides = shipped()
    for name in guides.names():
        versions = [guide for guide in guides.every() if guide.name == name]
        for before, after in itertools.pairwise(versions):
            assert all(line.endswith((".", '"', "?")) for line in changes(before, after))
            assert changes(before, before) != changes(before, after)
