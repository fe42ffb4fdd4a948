"""Asking to see a child is a whole message; what says anything more is a story."""

from prompts.asks_for_child import child_asked_for
from tests.each import each


@each(
    "text, ref",
    [
        ("show me CH-0299", "ch 0299"),
        ("Show me ch0299, please!", "ch0299"),
        ("open CH-0299", "ch 0299"),
        ("records of CH-0299", "ch 0299"),
        ("CH-0299's records", "ch 0299"),
        ("all the notes on 0299", "0299"),
        ("can you show me child 299?", "299"),
        ("find A-12", "a 12"),
        ("show me 24/0117", "24 0117"),
        ("what do we have on CH-0299", "ch 0299"),
        ("give me the file on CH-0299 thanks", "ch 0299"),
    ],
)
def test_a_message_that_asks_for_a_child_gives_the_reference(text: str, ref: str) -> None:
    assert child_asked_for(text) == ref


@each(
    "text",
    [
        "CH-0299",
        "see 0299",
        "saw 0299",
        "open the door to 0299",
        "show me how 0299 is",
        "find 0299 a school",
        "show me CH-0299 and CH-0300",
        "show me CH-0299. She was asleep",
        "see 0299 tomorrow",
        "records",
        "show me everything",
        "the school records of 0299 were late",
        "records of CH-0299" + " please" * 20,
    ],
)
def test_what_says_anything_else_is_no_such_message(text: str) -> None:
    assert child_asked_for(text) == ""
