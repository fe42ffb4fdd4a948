"""An interview reads its texts as they are written: what was found and is proposed are steps."""

from dataclasses import dataclass
from typing import Self

from typing_extensions import override

from prompts.conversation import Conversation
from prompts.interview.claims import is_to_propose, proposing
from prompts.interview.state import OPEN, Interview
from prompts.interview.text_readings import Reader, look_anew, reading_step
from prompts.steps import Step


@dataclass(frozen=True)
class ReadTexts(Conversation[Interview]):
    """An interview whose texts are read by its `reader` as they are written, and never after."""

    reader: Reader = look_anew

    @override
    def add(self, *steps: Step) -> Self:
        """Return it after new steps, and after those that keep what was found in its texts.

        Where its check card stands, what that proposes is the last of them.
        """
        # What an older draft holds is read first, so that new steps stay the last ones.
        after = self._all_read()._with(*steps)._all_read()
        if after.kept.waiting or not is_to_propose(after.state):
            return after
        after = after._read_anew()
        return after._with(proposing(after.state))

    def _with(self, *steps: Step) -> Self:
        return super().add(*steps)

    def _all_read(self) -> Self:
        """Return it with every text read that was not."""
        texts = self.state.texts.unread if self.state.status == OPEN else ()
        return self._with(*(reading_step(t, self.reader(t, None)) for t in texts))

    def _read_anew(self) -> Self:
        """Return it with what a newer version finds in a text, where that can be had in time."""
        readings = [(t, kept, self.reader(t, kept)) for t, kept in self.state.texts.read()]
        newer = [reading_step(t, now) for t, kept, now in readings if now.reader != kept.reader]
        return self._with(*newer)
