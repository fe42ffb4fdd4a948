"""Who is speaking or acting in a sentence: the child, the family, a professional, the writer."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from practice.evidence import lexicon
from practice.evidence.sentences import Sentence, Word

_WORKERS = re.compile(
    r"\b([A-Z][a-z]+)(?: and [A-Z][a-z]+)? (?:has )?(?:described|visited|completed|noticed"
    r"|recognised|recognized|thinks|thought|agreed|felt|wondered|reflected|acknowledged)\b"
    r"|\btold ([A-Z][a-z]+) (?:that|she|he|they)\b"
    r"|\b([A-Z][a-z]+),? (?:the|his|her|our|a|my) (?:\w+ )?(?:interpreter|advocate|mentor|teacher"
    r"|tutor|worker|nurse|officer|visitor|therapist|carer|chair|guardian|manager|colleague)\b"
    r"|\b(?:[Aa]dvised|[Pp]raised|[Cc]hallenged|[Ww]ondered with) ([A-Z][a-z]+)\b"
)
_REFERENCE = re.compile(r"[a-z]{0,3}-?\d{4,}")
_LETTER = re.compile(r"\s*Dear (?!Mr|Mrs|Ms|Miss|Dr|Sir|Madam|Parent|Colleague|All|Team)[A-Z]")
_CONTRACTED = re.compile(r"(he|she|they|i|we|you)(?:'?(?:s|d|ll|ve|re|m))")
_NOT_CONTRACTED = frozenset({"hell", "shell", "well", "were", "ill", "id", "wed", "shed", "wes"})


class Who(Enum):
    """Whose words or deeds they are."""

    CHILD = auto()
    FAMILY = auto()
    PROFESSIONAL = auto()
    WRITER = auto()
    UNSAID = auto()


@dataclass(frozen=True)
class Cast:
    """The people of one text: the names that are workers' there, and whether "you" is a child."""

    workers: frozenset[str]
    to_a_child: bool

    @classmethod
    def of(cls, text: str) -> "Cast":
        """Return the people of `text`."""
        names = (name for found in _WORKERS.findall(text) for name in found if name)
        letter = _LETTER.match(text)
        return cls(frozenset(name.lower() for name in names), letter is not None)

    def subject(self, sentence: Sentence, at: int, before: Sentence | None) -> Who:
        """Return who does what word `at` of `sentence` says; `before` is the sentence before."""
        for index in range(at - 1, max(at - 26, -1), -1):
            who = self._subject_at(sentence, index, before)
            if who is not None:
                return who
        return Who.UNSAID

    def _subject_at(self, sentence: Sentence, index: int, before: Sentence | None) -> Who | None:
        pronoun = pronoun_of(sentence.words[index])
        if pronoun == "you":
            return Who.CHILD if self.to_a_child else Who.WRITER
        if pronoun in ("i", "we"):
            return Who.WRITER
        if pronoun:
            return self._meant_by(pronoun, sentence, index, before)
        return None if _is_object(sentence, index) else self.who(sentence, index)

    def who(self, sentence: Sentence, index: int) -> Who | None:
        """Return whom a noun, a name or a reference stands for; None if for nobody."""
        word = sentence.words[index]
        if word.low.endswith("'s"):
            return None
        known = self.who_is(word.low)
        if known is not Who.UNSAID:
            return known
        if _REFERENCE.fullmatch(word.low):
            return Who.CHILD
        if _is_name(word) or _speaks_like_a_person(sentence, index):
            return self._named(word.low, sentence.words[index - 1].low if index else "")
        return None

    def who_is(self, noun: str) -> Who:
        """Return whom a noun of kinship or calling stands for."""
        for name, who in _NOUNS.items():
            if noun in lexicon.words("people", name):
                return who
        return Who.UNSAID

    def _named(self, name: str, before: str) -> Who:
        if before in lexicon.words("people", "titles"):
            return Who.FAMILY
        return Who.PROFESSIONAL if name in self.workers else Who.CHILD

    def _meant_by(
        self, pronoun: str, sentence: Sentence, index: int, before: Sentence | None
    ) -> Who:
        """Return whom a pronoun stands for: the nearest person named before it who fits."""
        passed: set[str] = set()
        places = [(sentence, at) for at in range(index - 1, -1, -1)]
        if before is not None:
            places += [(before, at) for at in range(len(before.words) - 1, -1, -1)]
        for piece, at in places:
            word, who = piece.words[at], self.who(piece, at)
            if who is not None and _fits(pronoun, word, who, passed):
                return who
            passed.add(pronoun_of(word) or word.low)
        return Who.UNSAID if pronoun == "they" else Who.CHILD


_NOUNS = {
    "children": Who.CHILD,
    "women": Who.FAMILY,
    "men": Who.FAMILY,
    "relatives": Who.FAMILY,
    "professionals": Who.PROFESSIONAL,
    "bodies": Who.PROFESSIONAL,
}
_OTHER = {"he": "she", "she": "he"}


def pronoun_of(word: Word) -> str:
    """Return the pronoun a word is or starts with ("he's", "hes", "i'd"), or ""."""
    if word.low in ("he", "she", "they", "i", "we", "you"):
        return word.low
    contracted = _CONTRACTED.fullmatch(word.low)
    if contracted and word.low not in _NOT_CONTRACTED:
        return contracted.group(1)
    return ""


def _fits(pronoun: str, word: Word, who: Who, passed: set[str]) -> bool:
    if word.low in lexicon.words("people", "bodies"):
        return pronoun == "they"
    if word.low in lexicon.words("people", "women"):
        return pronoun != "he"
    if word.low in lexicon.words("people", "men"):
        return pronoun != "she"
    # "His teacher said he told her": who is told about is not the teacher who tells.
    spoken = passed & (lexicon.words("child_voice", "reports") | {_OTHER.get(pronoun, ""), "wrote"})
    return who is not Who.PROFESSIONAL or not spoken


def _is_object(sentence: Sentence, index: int) -> bool:
    before = [word.low for word in sentence.words[max(index - 2, 0) : index]]
    return any(word in lexicon.words("people", "prepositions") for word in before[-1:]) or (
        len(before) > 1
        and before[-1] in lexicon.words("people", "determiners")
        and before[0] in lexicon.words("people", "prepositions")
    )


def _speaks_like_a_person(sentence: Sentence, index: int) -> bool:
    """Say whether an unknown word in lower case is a name: "mia said", "leah wants"."""
    if index + 1 >= len(sentence.words) or not sentence.words[index].low.isalpha():
        return False
    following = sentence.words[index + 1].low
    verbs = lexicon.words("people", "said_of_people")
    return following in verbs and sentence.words[index].low not in lexicon.words(
        "people", "not_people"
    )


def _is_name(word: Word) -> bool:
    if len(word.raw) == 1:
        return word.raw.isalpha() and word.raw.isupper() and word.raw not in "AIMQ"
    capital = word.raw[0].isupper() and word.raw[1:].islower()
    return capital and word.low not in lexicon.words("people", "not_names")
