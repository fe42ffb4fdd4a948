"""A walk through a guide in the terminal: what is said, buttons by number, a line to type."""

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date

from bot.cli.edge import RefusedError
from bot.clock import clock_of
from bot.config import load
from bot.conversations import tonight
from bot.evidence_reader import EvidenceReader
from bot.update import DutyNumbers
from practice.calendar import london_day
from prompts.card import Input, Tap, Tapped, Typed
from prompts.guide import Guide
from prompts.guide_preview import UnfillableError, Walk, Walker, example
from prompts.phrases import phrase
from prompts.steps import Json

_ENDS = "."
_NUMBERED = re.compile(r"#(\d{1,3})", re.ASCII)


def walk(guide: Guide, given: Sequence[str], *, first_time: bool) -> Iterator[str]:
    """Yield the lines of a walk, reading what is typed in between; nothing is stored.

    `given` is what is filled in, as NAME=VALUE. Raises RefusedError where it cannot be.
    """
    settings = load()
    now = clock_of(settings.folder).now()
    duty = DutyNumbers(settings.duty_phone, settings.duty_phone_out_of_hours)
    walker = Walker(
        guide,
        _filled(guide, london_day(now), given, first_time=first_time),
        london_day(now),
        tonight.from_settings(duty, now),
        EvidenceReader.at_once().read_now,
    )
    yield phrase("guides.preview.begun", title=guide.title, version=guide.version)
    yield phrase("guides.preview.how")
    yield from _walk(walker)


def _filled(
    guide: Guide, today: date, given: Sequence[str], *, first_time: bool
) -> dict[str, Json]:
    try:
        named = dict(_pair(one) for one in given)
        return example(guide, today, named, first_time=first_time)
    except UnfillableError as fault:
        raise RefusedError(str(fault)) from fault


def _pair(written: str) -> tuple[str, str]:
    name, equals, value = written.partition("=")
    if not equals:
        raise RefusedError(phrase("guides.preview.no_pair", written=written))
    return name.strip(), value


def _walk(walker: Walker) -> Iterator[str]:
    said: list[Input] = []
    now, shown = walker.walk(said), 0
    while True:
        yield from _lines(now, shown)
        shown = len(now.entries)
        one = None if now.is_over else _typed(now.taps())
        if one is None:
            yield phrase("guides.preview.ended", typed=now.typed, tapped=now.tapped)
            return
        said.append(one)
        now = walker.walk(said)


def _lines(now: Walk, shown: int) -> Iterator[str]:
    for entry in now.entries[shown:]:
        yield ""
        for line in entry.text.splitlines():
            yield f"  > {line}" if entry.by_person else line
    for number, tap in enumerate(now.taps(), 1):
        yield f"  #{number} {tap.label}"


def _typed(taps: Sequence[Tap]) -> Input | None:
    """Return what is typed next; None where the walk is to end."""
    for line in sys.stdin:
        words = line.strip()
        if words == _ENDS:
            return None
        number = _NUMBERED.fullmatch(words)
        if number is None and words:
            return Typed(words)
        if number and 0 < int(number[1]) <= len(taps):
            return Tapped(taps[int(number[1]) - 1].option)
        if number:
            sys.stdout.write(f"{phrase('guides.preview.no_button')}\n")
    return None
