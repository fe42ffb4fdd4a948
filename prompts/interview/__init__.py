"""The interview: guide version + steps + one input -> the steps to add and what to say.

Pure: the caller stores the steps and sends the cards. Where a conversation stands is folded from
its steps (`state`), along the path that its answers open (`path`).
"""

from prompts.interview.taking import begin, resume, show, take
from prompts.interview.turns import Turn

__all__ = ["Turn", "begin", "resume", "show", "take"]
