"""The card that asks when the two of a supervision meet next."""

from datetime import date, timedelta
from functools import partial

from practice.calendar import add_working_days
from prompts.buttons import button
from prompts.card import Card, Tap
from prompts.days import full_day_words
from prompts.doubts import doubt_in
from prompts.meeting.cards import back_tap
from prompts.meeting.state import Meeting
from prompts.options import Named, Weeks
from prompts.phrases import phrase

WEEKS = (4, 6)
"""In how many weeks the card offers to meet again."""
_ONE = timedelta(days=1)

_tap = partial(button, of="meeting")


def next_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that asks when the two meet next."""
    doubt = doubt_in(meeting.detail)
    taps: list[tuple[Tap, ...]] = [(_in_weeks(meeting, weeks),) for weeks in WEEKS]
    if doubt is not None:
        taps = doubt.rows(lambda iso: full_day_words(date.fromisoformat(str(iso))))
    none = (_tap("no_next", Named.SKIP),)
    rows = (*taps, none, (*back_tap(meeting), button("later")), (button("tonight"),))
    ask_it = phrase("meeting.next_ask", name=meeting.practitioner)
    return Card.of(lead, doubt.why if doubt else "", ask_it, rows=rows)


def _in_weeks(meeting: Meeting, weeks: int) -> Tap:
    day = full_day_words(in_weeks(meeting, weeks))
    return _tap("next_in_weeks", Weeks(weeks), weeks=weeks, day=day)


def in_weeks(meeting: Meeting, weeks: int) -> date:
    """Return the working day that is so many weeks after a meeting, or the first one after it."""
    day = date.fromisoformat(meeting.proposed_on) + timedelta(weeks=weeks)
    return add_working_days(day - _ONE, 1)
