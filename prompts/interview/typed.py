"""Typed words of an interview that are no answer: corrections, and a supervisor who is named."""

from abc import ABC
from datetime import date

from typing_extensions import override

from prompts.card import Input, Typed
from prompts.conversation import Conversation, Turn
from prompts.interview.corrections import corrected
from prompts.interview.state import Interview
from prompts.text import tidy


class TypedWords(Conversation[Interview], ABC):
    """An interview as far as it tells other typed words from answers."""

    @override
    def names_of_supervisor(self) -> str:
        named = (self.state.context.get(key) for key in ("supervisor", "supervisor_name"))
        return " ".join(str(name) for name in named if name)

    @override
    def take(self, said: Input, today: date) -> Turn[Interview]:
        words = tidy(said.text) if isinstance(said, Typed) else ""
        is_other = words and self.option_of(said) is None and self.meaning_of(words) is None
        corrects = corrected(self, words) if is_other else None
        return corrects or super().take(said, today)
