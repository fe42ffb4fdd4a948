"""Words, and edits of words, that name a child whom the card they answer is not about. Pure."""

from typing import Self

from practice.mentions import names_only
from practice.terms import StepKind
from prompts.folded import S
from prompts.kept import keeping_for_child, keeping_for_nobody
from prompts.standing import Standing
from prompts.steps import Step

_BETWEEN = " \n.,;:-\u2013"


class AskingWhose(Standing[S]):
    """A conversation as far as it tells whose words are: they wait where that must be asked."""

    def asks_whose(
        self, words: str, asked: int, amends: str = "", *, unread: bool = False
    ) -> Step | None:
        """Return the step that keeps words which name a child that a card is not about, if any.

        The card is that of step `asked`, or the one that stands where that takes no words: where
        words wait, the one below what asks about them. `amends` is the whole answer, of what an
        edit brought. Words that are `unread`, for the card takes no such words, are asked about
        however few they are, if they say more than whom they name.
        """
        step = self.asking(asked if self.place_asked(asked) else self.asked)
        if step is None and self.kept.waiting:
            asked = self.asked_below()
            step = self.asking(asked)
        others, under = self.others_named(words, step, unread=unread) if step else ([], "")
        if step and not others and not amends and (said := self.said_of_nobody(words, step)):
            return keeping_for_nobody(words, asked, said)
        if not others or (unread and (names_only(words, others) or self.answers_nothing(words))):
            return None
        also = [child for child in others[1:] if self.way_to(child)]
        return keeping_for_child(words, asked, [others[0], *also], under, amends)

    def asks_whose_unread(self, words: str, after: Self) -> Step | None:
        """Return the step that keeps words which a card could not read and which name another.

        `after` is the conversation after that. Else they would stand nowhere.
        """
        is_new = len(after.steps) > len(self.steps)
        is_unread = bool(words) and is_new and after.steps[-1].kind == StepKind.UNCLEAR
        return self.asks_whose(words, self.asked, unread=True) if is_unread else None

    def asks_whose_edit(self, number: int, text: str) -> Step | None:
        """Return the step that keeps a new wording of an answer which newly names another child.

        `number` is the step that answered. What waits is what the edit added, if that names them.
        """
        asked, before = self._asking_of(number), str(self.steps[number - 1].value)
        tries = (self.asks_whose(words, asked, text) for words in (_added(before, text), text))
        return next(filter(None, tries), None) if asked else None

    def without_edit(self, number: int) -> Self:
        """Return it without an earlier edit of the same answer that waits: the last one holds."""
        waits = bool(self.kept.waiting and self.kept.first.amends)
        is_same = waits and self.kept.first.before == self._asking_of(number)
        return self.add(Step(StepKind.PLACED)) if is_same else self

    def _asking_of(self, number: int) -> int:
        """Return the number of the step that asked what step `number` answers; 0 for none."""
        answer = self.steps[number - 1]
        place = (StepKind.ASKED, answer.question, answer.entry)
        known = enumerate(self.steps[:number], 1)
        return max((n for n, s in known if (s.kind, s.question, s.entry) == place), default=0)


def _added(before: str, text: str) -> str:
    """Return what an edit added at one end; all of it where it changed more than that."""
    if text.startswith(before):
        return text.removeprefix(before).lstrip(_BETWEEN)
    return text.removesuffix(before).strip() if text.endswith(before) else text
