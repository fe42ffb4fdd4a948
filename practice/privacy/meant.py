"""Whether a word that could be a known name is one where it stands: "Will hid", "I will ring"."""

from functools import cache

from practice.privacy.among_people import are_both_people, is_theirs, stands_among_people
from practice.privacy.contexts import is_where_people_stand
from practice.privacy.everyday import double, is_everyday, is_spelt_as_meant, names, nobody, words
from practice.privacy.known_names import KnownNames, Nearness
from practice.privacy.prose import Prose

_SHORTEST_SMALL = 3
_SEEN_THINGS, _WHERE_ON = frozenset({"art", "pen", "sky", "star"}), frozenset({"on", "in"})
_ALSO_BEFORE_PEOPLE = frozenset({"and", "that", "when", "what"})
_ASKING = frozenset({"will", "may"})
_WITH = frozenset(
    {"", "at", "in", "on", "and", "with", "today", "again", "alone", "yesterday", "about"}
)
_OF_THINGS = frozenset(
    {
        "in",
        "at",
        "with",
        "not",
        "on",
        "back",
        "out",
        "there",
        "very",
        "so",
        "really",
        "late",
        "also",
        "home",
    }
)
_VERY = frozenset({"very", "so", "really", "too", "a", "bit", "quite"})
_MET = frozenset({"at", "and", "with", "today", "again", "alone", "yesterday"})
_WHERE = frozenset({"in", "from", "near", "at", "to", "supports", "watches", "follows"})


class Meaning:
    """A text, read with the names that are known."""

    def __init__(self, prose: Prose, known: KnownNames) -> None:
        self._prose, self._known = prose, known

    def is_known(self, at: int) -> bool:
        """Say whether the word at a place is a known name."""
        low = self._prose.low(at)
        nearness = self._known.nearness(low)
        if low.endswith("s") and low[:-1] in self._known.exact:
            if low[:-1] in double() and is_theirs(self._prose, at):
                return True
            if not is_everyday(low):
                low, nearness = low[:-1], Nearness.EXACT
        if nearness is None or is_of_a_place(self._prose, at) or low in words("kin"):
            return False
        if nearness is not Nearness.EXACT and self._prose.is_abbreviated(at):
            return False
        if nearness is Nearness.DOUBTFUL:
            is_large = self._prose.is_large(at) and not is_spelt_as_meant(low)
            return (is_large or self._prose.is_marked(at)) and self._is_a_slip(at, low)
        if nearness is Nearness.NEAR:
            return self._is_a_slip(at, low)
        return self._is_written_so(at, low, nearness)

    def _is_a_slip(self, at: int, low: str) -> bool:
        prose = self._prose
        if low in nobody() or is_everyday(low) or low in double():
            return False
        if len(low) < _SHORTEST_SMALL:
            return prose.is_marked(at)
        if low in names():
            return prose.is_large(at) or prose.is_small or prose.is_shouted
        return prose.is_marked(at) or not is_spelt_as_meant(low) or self._known.is_misspelt(low)

    def _is_written_so(self, at: int, low: str, nearness: Nearness) -> bool:
        prose, is_marked = self._prose, self._prose.is_marked(at)
        if nearness is Nearness.SHORT and low in words("never_short") | nobody() and not is_marked:
            return False
        if len(low) < _SHORTEST_SMALL and not is_marked:
            return False
        if low in double():
            return self._is_somebody(at, low)
        if low in nobody():
            return prose.is_large(at) and self._stands_for_a_person(at)
        if is_everyday(low):
            return is_marked or (prose.is_large(at) and self._stands_for_a_person(at))
        small = not prose.is_large(at)
        return not (small and is_spelt_as_meant(low) and prose.before(at) in words("articles"))

    def _is_somebody(self, at: int, low: str) -> bool:
        """Say whether a word that is a name too is one here."""
        prose = self._prose
        if prose.after(at) == "of" and not prose.words[at].is_possessive:
            return False
        if prose.is_marked(at):
            return not self._is_the_word(at, low)
        is_first_a_name = low in _names_first() and not is_everyday(low)
        if prose.is_large(at):
            if is_first_a_name and low in words("seldom"):
                return prose.after(at) not in words("compounds")
            return prose.words[at].is_possessive or self._is_placed(at)
        return self._is_somebody_in_small(at, low, is_first_a_name=is_first_a_name)

    def _is_somebody_in_small(self, at: int, low: str, *, is_first_a_name: bool) -> bool:
        prose, after = self._prose, self._prose.after(at)
        if low in words("surnames"):
            return False
        if self._is_placed_in_small(at):
            return True
        if not self._may_be_somebody(at, low):
            return False
        if is_first_a_name and (prose.is_small or prose.is_shouted):
            return after not in words("compounds") and prose.before(at) not in _WHERE
        return self._stands_for_a_person(at)

    def _is_placed(self, at: int) -> bool:
        return self._stands_for_a_person(at) or self._is_placed_in_small(at)

    def _is_placed_in_small(self, at: int) -> bool:
        both = {self._prose.low(at), self._prose.low(at + 2)} <= self._known.exact.keys()
        is_one_of_two = both and are_both_people(self._prose, at)
        return is_one_of_two or stands_among_people(self._prose, at) or self._is_as_people_are(at)

    def _is_as_people_are(self, at: int) -> bool:
        """Say whether what stands around a word is what stands around people."""
        before, after = self._prose.before(at), self._prose.after(at)
        is_thing = before in words("articles") or after == "of" or after in words("compounds")
        is_verb = before in words("pronouns") and before not in _ALSO_BEFORE_PEOPLE
        if is_thing or is_verb:
            return False
        return is_where_people_stand(self._prose, at)

    def _may_be_somebody(self, at: int, low: str) -> bool:
        """Say whether what stands before a word in small letters leaves room for a person."""
        before, after = self._prose.before(at), self._prose.after(at)
        acts = after in words("says") | words("is")
        if before in words("articles") or before in words("pronouns") - {"and"}:
            return False
        if not before:
            return True
        if before == "and" and not acts:
            return False
        is_asked = low in _ASKING and not acts and after not in _WITH
        return not is_asked and (low in _names_first() or before in _before_a_person())

    def _is_the_word(self, at: int, low: str) -> bool:
        """Say whether a word with a capital of its own is no name all the same."""
        before, after = self._prose.before(at), self._prose.after(at)
        if after in words("says") or self._prose.words[at].is_possessive:
            return False
        if before == "to" and self._prose.low(at - 2) in words("speaks_to"):
            return False
        if low in words("months") and (
            before in words("before_a_month")
            or after in words("after_a_month")
            or self._prose.number_beside(at)
        ):
            return True
        if low in words("verbs"):
            is_asked = low in ("will", "may") and after in words("after_will")
            return before in words("pronouns") or is_asked
        return low in words("places") and before in _WHERE

    def _is_how_somebody_is(self, at: int) -> bool:
        at += self._prose.low(at) in _VERY
        return self._prose.low(at) in words("states") - _OF_THINGS

    def _stands_for_a_person(self, at: int) -> bool:
        prose, low = self._prose, self._prose.low(at)
        before, after = prose.before(at), prose.after(at)
        if before in words("articles") or before in words("pronouns") - {"and"}:
            return False
        does_nothing = low in words("abstract") and after in words("things_do")
        if (after in words("says") | words("does") and not does_nothing) or before in words("kin"):
            return True
        if after in words("is") and self._is_how_somebody_is(at + 2):
            return True
        is_met = before in words("meets_only") and not (low in _SEEN_THINGS and after in _WHERE_ON)
        if low in words("abstract"):
            return is_met and after in _MET
        return is_met or after in words("is") or prose.words[at].is_possessive


@cache
def _names_first() -> frozenset[str]:
    return words("seldom") | (words("places") - {"grace"})


@cache
def _before_a_person() -> frozenset[str]:
    return words("beginnings") | words("meets_only") | words("kin") | words("says")


def is_of_a_place(prose: Prose, at: int) -> bool:
    """Say whether a word is part of the name of a place or a body: "Victoria Road", "St Mark's"."""
    if prose.before(at) in ("st", "saint", "st."):
        return True
    after = prose.after(at)
    return (
        after in words("place_words")
        and prose.is_large(at)
        and prose.is_large(at + 1)
        and not prose.words[at].is_possessive
    )
