"""Commands are read in any case, with punctuation and a space after the slash."""

import pytest

from bot.commands.typed import TypedCommand, command_in


@pytest.mark.parametrize(
    "typed", ["/help", "/Help.", "/HELP!", "/ help", "/help@understory_bot", " /help? ", "/help\n"]
)
def test_a_command_is_read_however_it_is_typed(typed: str) -> None:
    assert command_in(typed) == TypedCommand("help", "")


def test_what_follows_a_command_is_kept_apart() -> None:
    assert command_in("/new: visited 0401\nshe hid") == TypedCommand("new", "visited 0401\nshe hid")
    assert command_in("/summary 2026-10") == TypedCommand("summary", "2026-10")


@pytest.mark.parametrize("typed", ["help", "and/or", "", "/", "//", "1/2", "/12"])
def test_without_a_slash_and_a_name_it_is_none(typed: str) -> None:
    assert command_in(typed) is None
