"""The children of a story: proposed as it names them, and nobody else's file is written on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practice.matching import find
from practice.mentions import mentioned
from prompts.card import Input, Typed
from tests.examples import examples
from tests.prompts.interviews import Talk

REFS = [f"CH-{number:04}" for number in (12, 401, 402, 413, 417, 471, 1417)]
STORIES = st.lists(
    st.sampled_from(
        ["417", "0417s mum", "ch. 402", "0471", "0147", "402/413", "CH-1417", "#12", "and",
         "401 pounds", "room 413", "at 16:30", "he hid", "not", "0499", "she said stop",
         "12 year old", "\n"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)  # fmt: skip


@settings(max_examples=examples(100))
@given(said=st.lists(st.one_of(STORIES.map(Typed), st.integers(0, 30)), min_size=1, max_size=12))
def test_nothing_is_filed_on_a_child_who_was_neither_typed_nor_tapped(
    said: list[Input | int],
) -> None:
    talk = Talk("quick-reflection", {"children": REFS, "supervisor": "Sunil"})
    meant: set[str] = set()
    for one in said:
        if isinstance(one, Typed):
            meant |= {*mentioned(one.text, REFS), find(one.text, REFS).exact or ""}
        elif isinstance(one, int):
            label = talk.taps()[one % len(talk.taps())].label
            # "Yes" is the tap for whom the card names.
            read = f"{label} {talk.card.text if label.startswith('Yes') else ''}"
            meant |= {ref for ref in REFS if ref in read}
        talk.say(one)
        if talk.state.status not in {"open", "left"}:
            break
    assert set(talk.state.about()) <= meant


@pytest.mark.parametrize(
    ("story", "labels"),
    [
        ("0417s mum rang", ["Yes", "Another child"]),
        ("saw 417 and ch 402", ["Yes, both", "Another child", "Only CH-0417", "Only CH-0402"]),
        ("402/413/417 were home", ["Yes, all 3", "Another child", "Only CH-0402"]),
        ("nobody was in", ["CH-0012", "CH-0401", "CH-0402"]),
    ],
)
def test_the_children_of_a_story_are_proposed(story: str, labels: list[str]) -> None:
    talk = Talk("quick-reflection", {"children": REFS, "supervisor": "Sunil"})
    talk.write(story)
    assert [tap.label for tap in talk.taps()][: len(labels)] == labels
    assert talk.state.about() == []


def test_a_draft_opened_before_lists_were_known_still_lists_its_children() -> None:
    talk = Talk("quick-reflection", {"children": [f"CH-{n:04}" for n in range(30)]})
    talk.write("nobody was in")
    talk.tap("More children")
    talk.tap("More children")
    talk.tap("CH-0029")
    assert talk.state.about() == ["CH-0029"]
