"""Readers of evidence for tests: one that waits until it is let go, and one that finds nothing."""

import threading
from dataclasses import dataclass, field

from bot.evidence_reader import EvidenceReader
from practice.evidence import Bar, Found, Reading

HID = "She hid behind the sofa when he came in."
STORY = f"0401. {HID}"
SOON = 0.01
LONG = 60.0


def shows(version: str, text: str) -> Reading:
    """Return a reading by which every text shows the child's words, all of it."""
    return Reading(version, (Found("child_voice", 0, len(text), Bar.PROPOSE, 0.9),))


def quick(_: str) -> Reading:
    """Find nothing, as a reader that is not good enough."""
    return Reading("quick")


def comes(reader: EvidenceReader, text: str) -> Reading | None:
    """Return what is found in a text that is on its way, once it has come."""
    return reader._promised(text).result(LONG)


@dataclass
class Slow:
    """A reader that finds something in every text, once it is let go."""

    may_go: threading.Event = field(default_factory=threading.Event)
    has_begun: threading.Event = field(default_factory=threading.Event)
    begun: list[int] = field(default_factory=list)

    def __call__(self, text: str) -> Reading:
        self.begun.append(len(text))
        self.has_begun.set()
        assert self.may_go.wait(LONG)
        return shows("slow", text)
