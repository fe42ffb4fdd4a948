"""Where words can go in a supervision: what is written about each of its children."""

from abc import ABC

from typing_extensions import override

from practice.mentions import mentioned, names_only
from prompts.another_child import Known, other_children
from prompts.card import Tap
from prompts.conversation import Conversation
from prompts.kept import Place
from prompts.kept_card import elsewhere_tap
from prompts.meeting.cards import ABOUT_A_CHILD, NAMES_ANOTHER, child_place
from prompts.meeting.state import Meeting
from prompts.meeting.told_before import asks_first, place_with
from prompts.options import PutIn
from prompts.phrases import phrase
from prompts.spoken_words import Meaning
from prompts.steps import Step
from prompts.text import is_sentence
from prompts.unknown_child import said_of

ALSO_NAMED = ("child", "and")
"""With words beside them references that are nobody's are names too."""


class MeetingPlaces(Conversation[Meeting], ABC):
    """A supervision as far as it tells which child words are about."""

    @override
    def place_of(self, step: Step) -> Place | None:
        key, _, ref = (step.question or "").partition(":")
        if key not in ABOUT_A_CHILD:
            return None
        child = self.state.child(ref)
        is_open = child is not None and not self.state.is_in_depth(child)
        return child_place("changed", ref) if is_open else None

    @override
    def others_named(self, words: str, asked: Step, *, unread: bool) -> tuple[list[str], str]:
        key, _, ref = (asked.question or "").partition(":")
        if key not in NAMES_ANOTHER or not (unread or self._tells(words, key)):
            return [], ""
        place = self.place_of(asked)
        told = self.written(place) if place else None
        about = [ref] if ref else []
        # A brother or a sister has a line of their own here, so they are asked about too.
        known = Known(self.state.known().refs).beside(self.state.beside)
        return other_children(words, about, [told] if told else [], known), ref

    @override
    def said_alone(self, words: str) -> Meaning | None:
        # A reference alone is said to be that.
        is_name = names_only(words, self.state.known().refs)
        return None if is_name else super().said_alone(words)

    @override
    def said_of_nobody(self, words: str, asked: Step) -> str:
        key, _, ref = (asked.question or "").partition(":")
        known = [*self.state.known().refs, *self.state.beside]
        names_own = ref in mentioned(words, known)
        tells = self._tells(words, key) and not names_only(words, known, ALSO_NAMED)
        if key not in ABOUT_A_CHILD or names_own or not tells:
            return ""
        told = self.written(child_place(key, ref)) or ""
        return said_of(words, [told], known, stays=False)

    def _tells(self, words: str, key: str) -> bool:
        """Say whether words tell of somebody, as few do ("0404 fine") at a child."""
        refs = self.state.known().refs
        return is_sentence(words) or (key in ABOUT_A_CHILD and not names_only(words, refs))

    @override
    def way_to(self, child: str) -> Tap | None:
        if child in self.state.beside:
            return elsewhere_tap(child)
        about = {place.key.partition(":")[2]: n for n, place in enumerate(self.places(), 1)}
        if child not in about:
            return None
        return Tap(phrase("kept.buttons.child", name=child), PutIn(about[child]))

    def place_of_child(self, child: str) -> Place | None:
        """Return what is written about a child of the agenda; None for a child who is not on it."""
        about = [place for place in self.places() if place.key.partition(":")[2] == child]
        return about[0] if about else None

    @override
    def place_for(self, place: Place, words: str) -> Place:
        key, _, ref = place.key.partition(":")
        if key == "told":
            return child_place("told", ref, "kept_child")
        return place_with(words, ref, self.state.looked.get(ref))

    @override
    def asks_first(self, place: Place, words: str) -> bool:
        key, _, ref = place.key.partition(":")
        return key != "told" and asks_first(words, self.state.looked.get(ref))

    @override
    def place_meant(self, words: str) -> Place | None:
        """Return the child whose reference stands in the words, where it is one alone."""
        refs = mentioned(words, [child.ref for child in self.state.children])
        known = {place.key.partition(":")[2]: place for place in self.places()}
        return known.get(refs[0]) if len(refs) == 1 else None

    @override
    def places(self) -> list[Place]:
        now = self.state
        in_depth = [] if now.sendings else now.in_depth()
        return [
            *(child_place("changed", child.ref) for child in now.others()),
            *(child_place("told", child.ref) for child in in_depth),
        ]

    @override
    def written(self, place: Place) -> str | None:
        key, _, ref = place.key.partition(":")
        looked = self.state.looked.get(ref)
        return self.state.told.get(ref) if key == "told" else looked.text if looked else None
