"""A whole day, told once and lived on two channels: from enrolment to the manager's summary."""

import re
from collections.abc import Callable
from typing import Protocol

STORY = "visited 0401, she hid behind the sofa when he came in and wouldnt talk till he left"
MEANING = "I think she is afraid of him, because she talked at once when he had gone"
PRACTICE = "I asked her mum to leave us and that helped, but I asked too many questions at once"
OWN_WORDS = 'She told me "I like it when nan is here".'


class Hand(Protocol):
    """Somebody with a phone, on whichever channel."""

    def say(self, text: str) -> None: ...

    def tap(self, label: str) -> None: ...

    def see(self, text: str) -> str:
        """Wait for the newest message to hold `text`, and return the message."""
        ...

    def labels(self) -> list[str]:
        """Return the labels of the newest message's buttons."""
        ...


def reflect(priya: Hand) -> None:
    """A reflection from a cold open: five taps and messages."""
    priya.say(STORY)
    priya.see("Is this a reflection about CH-0401?")
    priya.tap("Yes")
    priya.see("1 of at most 2")
    priya.say(MEANING)
    priya.see("2 of at most 2")
    priya.say(PRACTICE)
    priya.see("Your record shows")
    priya.tap("Share with Sunil")
    priya.see("Sent. You can read it, and Sunil")


def supervise(sunil: Hand) -> None:
    """A supervision of seventeen children: two in depth, fifteen looked at, sent."""
    sunil.say("/supervise")
    sunil.see("Whose supervision is it?")
    sunil.tap("Priya Shah")
    card = sunil.see("17 children")
    assert re.search(r"CH-0401 \([^)]*Priya shared a reflection", card), card
    proposed = re.findall(r"CH-\d{4}", card)
    sunil.tap("Change these")
    sunil.see("Tap a child to move them")
    sunil.say(proposed[2])
    sunil.see("Tap a child to move them")
    sunil.tap("Done")
    sunil.see("The other 15 take one tap each")
    sunil.tap("Start")
    in_depth_with_a_plan(sunil)
    in_depth_briefly(sunil)
    look_at_the_rest(sunil)
    sunil.tap("Not today")
    sunil.see("How many minutes")
    sunil.say("90")
    sunil.see("meet next")
    sunil.tap("No date yet")
    sunil.see("In depth: CH-0401")
    sunil.tap("Send to Priya")
    sunil.see("Sent to Priya")


def in_depth_with_a_plan(sunil: Hand) -> None:
    """The first child: own words, one scaled outcome, two actions told in a sentence each."""
    sunil.see("CH-0401 · 2 of 6 · Tell it")
    sunil.say(OWN_WORDS)
    sunil.see("How was the child last seen")
    sunil.tap("Alone, at home")
    skip_until(sunil, "What should change in the child's life")
    answer(
        sunil,
        ("A night a week with no shouting", "What will we see or hear"),
        ("She says so, and nan does", "By when should it have changed"),
        ("6 weeks", "Where is the child on this today"),
        ("4", "What does that rest on"),
        ("We saw it", "Should anything else change"),
        ("That is all", "What have you decided"),
    )
    skip_until(sunil, "What happens next?")
    for number in (1, 2):
        answer(
            sunil,
            (f"Priya rings nan, time {number}, by Friday", "Why this?"),
            ("Nan holds Fridays and would notice", "How likely is it"),
            ("Likely", "first sentence to the family"),
            ("I would like to hear how Friday was.", "If what happens, then what do we do"),
        )
        if number == 1:
            sunil.tap("Add another action")
            sunil.see("Action 2")
    skip_until(sunil, "Check what you wrote")
    sunil.tap("Done with CH-0401")


def answer(hand: Hand, *turns: tuple[str, str]) -> None:
    """Say each answer and wait for what it brings."""
    for words, brings in turns:
        hand.say(words)
        hand.see(brings)


def skip_until(hand: Hand, text: str) -> None:
    """Leave questions out until the newest one holds `text`."""
    for _ in range(20):
        card = hand.see("CH-0401")
        if text in card:
            return
        hand.tap("Leave it" if "Leave it" in hand.labels() else "Skip")
        wait_for_another(hand, card)
    raise AssertionError(f"never asked: {text}")


def wait_for_another(hand: Hand, card: str) -> None:
    """Wait until the newest card is another one."""
    while hand.see("CH-0401") == card:
        continue


def in_depth_briefly(sunil: Hand) -> None:
    """The second child: what he did, and enough."""
    sunil.see("2 of 6 · Tell it")
    sunil.say("He drew his house with no door and pushed it away.")
    sunil.see("How was the child last seen")
    sunil.tap("That's enough")
    sunil.see("Check what you wrote")
    sunil.tap(next(label for label in sunil.labels() if label.startswith("Done with")))


def no_change(sunil: Hand) -> None:
    """One tap, which of a child at risk or in care says too how the child was seen."""
    sunil.tap(next(label for label in sunil.labels() if label.startswith("No change")))


def look_at_the_rest(sunil: Hand) -> None:
    """Fifteen children: one changed, the rest did not."""
    sunil.see("15 left.")
    sunil.tap("Something changed")
    sunil.see("what changed?")
    sunil.say("Moved to her aunt on Saturday.")
    for left in range(14, 1, -1):
        sunil.see(f"{left} left.")
        no_change(sunil)
    sunil.see("The last one.")
    no_change(sunil)
    sunil.see("own part")


def agree(priya: Hand, sunil: Hand) -> None:
    """Priya reads all three parts and agrees; Sunil is told."""
    priya.see("sent you the supervision")
    priya.tap("Read")
    assert OWN_WORDS in priya.see("1 of 3 · CH-0401")
    priya.tap("Agree")
    priya.see("2 of 3")
    priya.tap("Agree")
    priya.see("3 of 3 · Children looked at")
    priya.tap("Agree")
    priya.see("You shared a reflection about CH-0401")
    sunil.see("agreed all of it")


def be_reminded(sunil: Hand, to_the_due_day: Callable[[], None]) -> None:
    """On the month's last working day the children nobody discussed are named by their number."""
    to_the_due_day()
    said = sunil.see("2 children are due to be discussed")
    assert "CH-" not in said
    sunil.tap("Open")
    sunil.see("Supervision with Tom")


def read_the_month(ruth: Hand) -> None:
    """The manager asks for the month that runs, and its first screen says what the day left."""
    ruth.say("/summary")
    ruth.see("after October 2026, so nothing can be said of it.")
    ruth.tap("2026-11 so far")
    said = ruth.see("Safeguarding service, November 2026 so far, to 30 November")
    assert "So far, of 2 children in depth 1 was rated." in said
    assert "whether 1 more child is nearer, as no outcome was rated" in said
