"""The cards at the end of a supervision: what is sent, and what can be changed before."""

from dataclasses import replace
from datetime import date
from functools import partial

from practice.terms import Discussion, Seen
from prompts.buttons import button, packed
from prompts.card import Card, Tap
from prompts.days import day_words, full_day_words
from prompts.meeting.cards import dated, held_tap, looked_words, minutes_words
from prompts.meeting.listed import AgendaChild
from prompts.meeting.state import PERSONAL, Meeting
from prompts.options import ChangeChild, Named
from prompts.phrases import phrase
from prompts.text import shortened

_CHECK_LINE = 200
_NOT_DISCUSSED = Discussion.NOT_DISCUSSED

_tap = partial(button, of="meeting")


def check_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that shows the whole meeting before it is sent."""
    name = meeting.practitioner
    lines = [lead, phrase("meeting.check_title", name=name), dated(meeting)]
    if meeting.returned:
        lines.append(phrase("meeting.check_returned", name=name, reason=meeting.returned))
    lines += _check_lines(meeting)
    lines += [_moved_on(meeting), _who_agrees(meeting)]
    gone = meeting.agrees.has_left
    send = _tap("send_left", Named.SEND) if gone else _tap("send", name=name)
    held = () if meeting.sendings else (held_tap(),)
    rows = ((send,), (button("change"), button("later")), held, (button("tonight"),))
    return Card.of(*lines, rows=rows)


def _moved_on(meeting: Meeting) -> str:
    """Return which children are the practitioner's no longer; "" where all are."""
    left_out = {ref for ref, one in meeting.looked.items() if one.became == _NOT_DISCUSSED}
    refs = [ref for ref in meeting.agrees.moved_on if ref not in left_out]
    if not refs:
        return ""
    told = {"name": meeting.practitioner, "children": ", ".join(refs)}
    return phrase("meeting.check_moved_on", n=len(refs), **told)


def _who_agrees(meeting: Meeting) -> str:
    """Return what sending does, and who agrees it after that, if anybody."""
    name, agrees = meeting.practitioner, meeting.agrees
    if agrees.has_left:
        return phrase("meeting.check_send_left", name=name)
    if agrees.away_until is not None:
        day = day_words(agrees.away_until)
        return phrase("meeting.check_send_away", name=name, day=day)
    return phrase("meeting.check_send", name=name)


def _check_lines(meeting: Meeting) -> list[str]:
    became = [meeting.looked[child.ref].became for child in meeting.others()]
    lines = [f"{minutes_words(meeting.minutes or 0)}."]
    if meeting.in_depth():
        refs = ", ".join(child.ref for child in meeting.in_depth())
        lines.append(phrase("meeting.check_depth", children=refs))
    if became:
        counts = {
            "no_change": became.count(Discussion.NO_CHANGE),
            "changed": became.count(Discussion.CHANGED),
        }
        lines.append(phrase("meeting.check_looked", **counts))
    lines += [
        phrase(
            "meeting.looked_words",
            child=child.ref,
            became=looked_words(
                replace(meeting.looked[child.ref], text=shortened(text, _CHECK_LINE))
            ),
        )
        for child in meeting.others()
        if (text := meeting.looked[child.ref].text)
    ]
    lines += _asked_beside(meeting)
    left_out = [
        c.ref for c in meeting.others() if meeting.looked[c.ref].became == Discussion.NOT_DISCUSSED
    ]
    if left_out:
        lines.append(phrase("meeting.check_not_discussed", children=", ".join(left_out)))
    if meeting.next_on:
        day = full_day_words(date.fromisoformat(meeting.next_on))
        lines.append(phrase("meeting.check_next", day=day))
    held = "check_personal" if PERSONAL in meeting.recorded else "check_no_personal"
    return [*lines, phrase(f"meeting.{held}", name=meeting.practitioner)]


def _asked_beside(meeting: Meeting) -> list[str]:
    """Return whom nobody saw, and what was said of overdue actions, in lines."""
    others = meeting.others()
    unseen = [child.ref for child in others if meeting.looked[child.ref].seen == Seen.NOT_SEEN]
    lines = [phrase("meeting.check_not_seen", children=", ".join(unseen))] if unseen else []
    said = [
        phrase("meeting.came_line", child=child.ref, action=action.words, answer=answer)
        for child in others
        for action in child.actions_overdue()
        if (answer := meeting.came.get(action.id))
    ]
    return [*lines, *said]


def change_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that lists what can be changed; after a return, the looked-at list alone."""
    taps = [Tap(child.ref, ChangeChild(n)) for n, child in changeable(meeting)]
    if not meeting.sendings:
        taps.append(_tap("choose"))
        taps.append(_tap("minutes_line", Named.MINUTES))
        taps.append(button("line", Named.HELD, of="held"))
        taps.append(_tap("next_line", Named.NEXT))
        taps.append(_tap("personal_line", Named.PERSONAL, name=meeting.practitioner))
    rows = (*packed(taps), (button("back_to_check", Named.CHECK), button("later")))
    return Card.of(lead, phrase("meeting.change_ask"), rows=rows)


def changeable(meeting: Meeting) -> list[tuple[int, AgendaChild]]:
    """Return the children whose part can be changed now, with their number on the agenda."""
    numbered = list(enumerate(meeting.children, 1))
    if meeting.sendings:
        return [(n, child) for n, child in numbered if not meeting.is_in_depth(child)]
    return numbered
