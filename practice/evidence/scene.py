"""A sentence among its neighbours, and who says and does what in it."""

import re
from dataclasses import dataclass

from practice.evidence import lexicon
from practice.evidence.people import Cast, Who
from practice.evidence.sentences import Sentence

QUOTATION = re.compile(r'"([^"\n]{1,300})"|(?<!\w)\'([^"\n]{3,300}?)\'(?!\w)')

_TURNS = ("but", "however", "though")


@dataclass(frozen=True)
class Scene:
    """A sentence, its neighbours and the people of its text."""

    sentence: Sentence
    before: Sentence | None
    after: Sentence | None
    cast: Cast

    def subject(self, at: int) -> Who:
        """Return who does what word `at` says; where a fragment names nobody, often the child."""
        who = self.cast.subject(self.sentence, at, self.before)
        unnamed = self.sentence.words[at].low in lexicon.words("child_voice", "unnamed")
        if who is Who.UNSAID and unnamed and self._starts_with(at) and not self._family_before():
            return Who.CHILD
        return who

    def relayed(self, at: int) -> bool:
        """Say whether a relative tells what word `at` is part of, and nobody turns from it."""
        words = self.sentence.words[:at]
        for index, word in enumerate(words):
            if word.low in lexicon.words("child_voice", "reports"):
                turned = any(later.low in _TURNS for later in words[index:])
                if not turned and self._teller(index) is Who.FAMILY:
                    return True
        return "according to" in self.sentence.low

    def _teller(self, at: int) -> Who:
        if at and self.sentence.words[at - 1].low.endswith("'s"):
            return self.cast.who_is(self.sentence.words[at - 1].low.removesuffix("'s"))
        return self.cast.subject(self.sentence, at, self.before)

    def _starts_with(self, at: int) -> bool:
        lead = self.sentence.low[: self.sentence.words[at].start].rstrip()
        return not lead or lead[-1] in ":-.>"

    def _family_before(self) -> bool:
        """Say whether the person last named before is a relative."""
        if self.before is None:
            return False
        people = [self.cast.who(self.before, n) for n in range(len(self.before.words))]
        known = [who for who in people if who is not None]
        return bool(known) and known[-1] is Who.FAMILY
