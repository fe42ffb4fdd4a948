"""What a command shows is asked for in people's own words; what says anything more is a story."""

import pytest

from prompts.asks_for_command import command_asked_for
from tests.each import each


@each(
    "text, command, argument",
    [
        ("what have I got on", "due", ""),
        ("What have I got on this week?", "due", ""),
        ("whats due", "due", ""),
        ("what's overdue?", "due", ""),
        ("anything outstanding for me", "due", ""),
        ("show me my actions pls", "due", ""),
        ("actions", "due", ""),
        ("what do I need to do today", "due", ""),
        ("what's waiting for me", "drafts", ""),
        ("anything for me?", "drafts", ""),
        ("show me my drafts", "drafts", ""),
        ("how are we doing", "summary", ""),
        ("who hasn't had supervision", "summary", ""),
        ("show me the figures", "summary", ""),
        ("show me october", "summary", "october"),
        ("october summary please", "summary", "october"),
        ("summary for sept 2026", "summary", "sept 2026"),
        ("last month", "summary", "last month"),
        ("2026-10", "summary", "2026 10"),
        ("supervise priya", "supervise", "priya"),
        ("start supervision with Priya Shah", "supervise", "priya shah"),
        ("i lost my phone", "settings", ""),
    ],
)
def test_a_whole_message_that_asks_for_it(text: str, command: str, argument: str) -> None:
    asked = command_asked_for(text)
    assert asked is not None
    assert (asked.command, asked.argument) == (command, argument)


@each(
    "text",
    [
        "what have I got on 0417",
        "supervision with Priya was hard today",
        "due",
        "on",
        "waiting",
        "may",
        "march",
        "in october she stopped coming to school",
        "I'm on leave and worried about 0417",
        "actions speak louder with this dad",
        "mum is away",
        "visited 0417, she hid",
        "show me how you feel I said to her",
        "",
    ],
)
def test_what_says_more_is_a_story(text: str) -> None:
    assert command_asked_for(text) is None


@pytest.mark.parametrize(
    ("text", "sure"), [("supervise omar", True), ("supervision with omar", False)]
)
def test_what_may_be_a_story_is_one_unless_it_names_somebody(text: str, sure: bool) -> None:
    asked = command_asked_for(text)
    assert asked is not None
    assert asked.sure is sure
