"""The supervision: steps + one input -> steps to add, what to say, which part to open. Pure."""

from prompts.meeting.taking import (
    begin,
    opened,
    part_done,
    part_dropped,
    reopened,
    resume,
    take,
)
from prompts.meeting.turns import MeetingTurn, card_at

__all__ = [
    "MeetingTurn",
    "begin",
    "card_at",
    "opened",
    "part_done",
    "part_dropped",
    "reopened",
    "resume",
    "take",
]
