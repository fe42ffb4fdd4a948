"""What a text shows is read once, as it is written, and kept: nothing else ever reads it."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from practice.evidence import READER_VERSION, Bar, Found, Reading, look, reading_in
from practice.terms import SHOWS_CARD, StepKind
from prompts.interview import InterviewConversation, interview_of
from prompts.interview.claims import claims, not_found
from prompts.interview.state import CHECK, Interview
from prompts.interview.text_readings import look_anew
from tests.prompts.interviews import CONTEXTS, GUIDES, Talk
from tests.prompts.test_claims import case_with

HID = "She hid behind the sofa when he came in."
STORY = f"0401. {HID}"


@dataclass
class MadeUp:
    """A reader that finds in any text what it is told to, and remembers what it was asked."""

    found: tuple[Found, ...] = ()
    version: str = "made up"
    texts: list[str] = field(default_factory=list)

    def __call__(self, text: str, kept: Reading | None) -> Reading:
        if kept is not None and kept.reader == self.version:
            return kept
        self.texts.append(text)
        return Reading(self.version, self.found)


def fail(text: str, kept: Reading | None) -> Reading:
    raise AssertionError(f"read {len(text)} characters, with {kept}")


def talk_read_by(reader: Callable[[str, Reading | None], Reading], name: str) -> Talk:
    talk = Talk(name)
    newest = GUIDES.newest(name)
    talk.keep(InterviewConversation(Interview(newest), reader=reader).begin(CONTEXTS[name]))
    return talk


def told(reader: Callable[[str, Reading | None], Reading], *said: str) -> Talk:
    """Return a reflection about CH-0401 read by that reader, as it stands at its check card."""
    talk = talk_read_by(reader, "quick-reflection")
    talk.write(STORY)
    talk.tap("Yes")
    talk.write(*said)
    if talk.state.position != CHECK:
        talk.write("that's enough")
    return talk


def readings_of(talk: Talk) -> list[Reading]:
    kept = [step.value for step in talk.steps if step.kind == StepKind.READ]
    return [reading_in(value) for value in kept if isinstance(value, dict)]


def test_each_text_is_read_once_and_kept_sealed_without_a_word_of_it() -> None:
    reader = MadeUp()
    talk = told(reader, "I think she is afraid.")
    assert sorted(reader.texts) == sorted({STORY, "I think she is afraid."})
    steps = [step for step in talk.steps if step.kind == StepKind.READ]
    assert len(steps) == len(reader.texts)
    assert all(step.sealed for step in steps)
    assert "afraid" not in str([step.value for step in steps])


def test_a_conversation_is_folded_and_shown_again_without_reading() -> None:
    talk = told(look_anew, "I think she is afraid, because he shouts.")
    again = InterviewConversation(Interview(talk.guide), reader=fail).replay(talk.steps)
    assert again.card() == talk.conversation.card()
    assert claims(again.state) == claims(talk.state)
    assert again.state.walk().shown() == talk.state.walk().shown()


def test_what_is_written_again_is_not_read_again() -> None:
    talk = told(MadeUp())
    reader = MadeUp()
    talk.conversation = InterviewConversation(Interview(talk.guide), reader=reader).replay(
        talk.steps
    )
    talk.tap("Change something")
    talk.tap("1 What happened")
    talk.write(STORY)
    assert talk.state.position == CHECK
    assert reader.texts == []


def test_a_guide_without_claims_or_conditions_on_texts_is_not_read() -> None:
    talk = talk_read_by(fail, "personal-supervision")
    talk.write("I am tired of it all.", "I want a course on writing.")
    assert [step for step in talk.steps if step.kind == StepKind.READ] == []


def test_a_reading_is_no_card_and_is_never_the_last_thing_said() -> None:
    talk = told(MadeUp())
    shown = [n for n, step in enumerate(talk.steps, 1) if step.kind in SHOWS_CARD]
    assert talk.conversation.asked == shown[-1]
    assert StepKind.READ not in SHOWS_CARD


# --- the two bars ---


def story_shows(bar: Bar, *indicators: str) -> MadeUp:
    start, end = STORY.index(HID), len(STORY)
    return MadeUp(tuple(Found(name, start, end, bar, 0.5) for name in indicators))


@pytest.mark.parametrize("bar", Bar)
def test_nobody_is_asked_for_what_is_said_by_either_bar(bar: Bar) -> None:
    sought = {"child_voice", "seen_alone", "why", "own_practice", "impact"}
    found = talk_read_by(story_shows(bar, *sought), "quick-reflection")
    found.write(STORY)
    found.tap("Yes")
    nothing = talk_read_by(MadeUp(), "quick-reflection")
    nothing.write(STORY)
    nothing.tap("Yes")
    asked = nothing.state.position
    assert asked.startswith("probe.")
    assert found.state.position != asked


def test_only_what_is_sure_enough_is_proposed() -> None:
    sure = told(story_shows(Bar.PROPOSE, "child_voice"))
    perhaps = told(story_shows(Bar.SAID, "child_voice"))
    assert claims(sure.state)["child_voice"].sentence == HID
    assert claims(sure.state)["child_voice"].reader == "made up"
    assert claims(perhaps.state) == {}


# --- a better reading, later ---


@dataclass
class Late:
    """A reader that has only the quick reading of a text until the better one has come."""

    better: MadeUp
    has_come: bool = False

    def __call__(self, text: str, kept: Reading | None) -> Reading:
        if self.has_come:
            return self.better(text, kept)
        return kept or Reading("quick")


def test_the_check_card_proposes_what_came_after_a_text_was_answered() -> None:
    reader = Late(story_shows(Bar.PROPOSE, "child_voice"))
    talk = talk_read_by(reader, "quick-reflection")
    talk.write(STORY)
    talk.tap("Yes")
    reader.has_come = True
    talk.write("that's enough")
    assert [r.reader for r in readings_of(talk)] == ["quick", "made up"]
    assert claims(talk.state)["child_voice"].sentence == HID


def test_what_was_proposed_stays_whatever_is_found_later() -> None:
    reader = Late(story_shows(Bar.PROPOSE, "child_voice"))
    talk = told(reader)
    card, reader.has_come = talk.card, True
    talk.tap("Change something")
    talk.tap("Back to the list")
    assert talk.card.text == card.text
    assert claims(talk.state) == {}


def test_each_claim_keeps_the_version_that_found_it() -> None:
    plan = "If she misses school on Monday, I ring her aunt the same day."
    talk = case_with({"words": HID, "contingency": plan})
    newer = InterviewConversation(Interview(talk.guide), reader=two_versions).replay(talk.steps)
    again = newer.put(newer.places()[-1], "She was there.").conversation
    assert isinstance(again, InterviewConversation)
    found = {name: claim.reader for name, claim in claims(again.state).items()}
    assert found == {"child_voice": READER_VERSION, "contingency": "newer"}


def two_versions(text: str, kept: Reading | None) -> Reading:
    """Read plans by a newer version; everything else stays as it was read."""
    found = look(text)
    is_plan = found.proposed("contingency") is not None
    return Reading("newer", found.found) if is_plan or kept is None else kept


# --- drafts from before readings were kept ---


def stored_before(talk: Talk) -> Talk:
    older = [step for step in talk.steps if step.kind not in {StepKind.READ, StepKind.PROPOSED}]
    talk.conversation = interview_of(talk.guide, older)
    talk.card = talk.conversation.card()
    return talk


def test_an_older_draft_is_read_at_its_next_turn_and_shows_its_card_once_more() -> None:
    talk = told(look_anew)
    shown = talk.card
    older = stored_before(talk)
    assert claims(older.state) == {}
    older.tap("Keep to myself")
    assert older.effect is None
    assert older.card.text.endswith(shown.text)
    assert claims(older.state)["child_voice"].sentence == HID


def test_a_word_for_the_bot_in_an_older_draft_is_still_the_last_thing_said() -> None:
    talk = talk_read_by(look_anew, "quick-reflection")
    talk.write(STORY)
    talk.tap("Yes")
    older = stored_before(talk)
    older.write("no")
    assert older.conversation.heard is not None


def test_an_older_part_is_told_what_it_lacks_once_it_is_read() -> None:
    older = stored_before(case_with({"words": HID}))
    older.write("is this all?")
    assert "child_voice" not in not_found(older.state)
