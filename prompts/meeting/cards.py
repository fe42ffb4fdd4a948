"""The cards of a supervision."""

from datetime import date
from functools import partial

from prompts.buttons import button, packed
from prompts.card import Card, Tap
from prompts.days import day_words, full_day_words
from prompts.doubts import doubt_in
from prompts.held import ask_held, dated_words, held_rows
from prompts.kept import Place
from prompts.kinds import named_together
from prompts.meeting.listed import AgendaChild, LookedAt
from prompts.meeting.state import NEXT, REST, Meeting
from prompts.options import Minutes, Named, ToggleDepth
from prompts.phrases import phrase, phrases
from prompts.text import quoted

_MINUTES = (45, 60, 90)


_tap = partial(button, of="meeting")


def day(iso: str) -> str:
    """Return an ISO date as people write it."""
    return day_words(date.fromisoformat(iso))


def status_words(status: str) -> str:
    """Return a child's legal status in words."""
    return phrases("meeting.status").get(status, status)


ABOUT_A_CHILD = frozenset({"looked", "changed", "same"})
"""The cards on which words are about the child that they name."""
NAMES_ANOTHER = ABOUT_A_CHILD | {"why", "seen", "came", "sign", "moved", "minutes", "personal"}
NAMES_ANOTHER |= {REST, NEXT}
"""The cards on which words that name a child who is not on them are asked about."""


def last_words(child: AgendaChild, *, scale: bool) -> str:
    """Return when a child was last in depth, looked at and rated: each with its own day.

    With `scale` the number stands beside its day; else only that day does.
    """
    known = []
    if child.in_depth_on:
        known.append(phrase("meeting.in_depth_on", day=day(child.in_depth_on)))
    if child.looked_at_on:
        known.append(phrase("meeting.looked_at_on", day=day(child.looked_at_on)))
    if child.rating is not None and child.rated_on:
        known.append(_rated(child.rating, day(child.rated_on), scale=scale))
    return " · ".join(known) or phrase("meeting.not_yet")


def _rated(rating: int, on: str, *, scale: bool) -> str:
    if scale:
        return phrase("meeting.rated", rating=rating, day=on)
    return phrase("meeting.rated_on", day=on)


def became_words(became: str, text: str | None, seen: str | None = None) -> str:
    """Return what became of a child looked at, how it was seen if said, and the words beside it."""
    if seen:
        became = phrase("meeting.became_seen", became=became, seen=seen)
    return phrase("meeting.became_words", became=became, words=quoted(text)) if text else became


def looked_words(looked: LookedAt) -> str:
    """Return all that a record says of a child looked at: what became, and what actions came to."""
    said = became_words(looked.became, looked.text, looked.seen)
    came = [phrase("meeting.came_said", action=what, answer=answer) for what, answer in looked.came]
    return phrase("meeting.became_words", became=said, words=" ".join(came)) if came else said


def child_place(key: str, ref: str, added: str = "added_child") -> Place:
    """Return what is written about a child as a place that words can go to.

    `added` is the phrase that says so once they are there.
    """
    label, said = phrase("kept.buttons.child", name=ref), phrase(f"kept.{added}", name=ref)
    return Place(f"{key}:{ref}", label=label, here_label=label, added=said)


def agenda_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the proposed agenda: who in depth and why, how many others."""
    name = meeting.practitioner
    head = f"{_title(meeting)}\n{dated(meeting)}" if meeting.written_on else _title(meeting)
    if not meeting.children:
        none = phrase("meeting.no_children", name=name)
        rows = ((_tap("start"), held_tap()), _away(), (button("tonight"),))
        return Card.of(lead, head, none, rows=rows)
    deep = meeting.in_depth()
    chosen = " · ".join(f"{c.ref} ({c.reason})" if c.reason else c.ref for c in deep)
    said = "meeting.chosen" if meeting.depth else "meeting.suggest"
    suggested = phrase(said, children=chosen) if chosen else phrase("meeting.suggest_none")
    others = len(meeting.others())
    rest = phrase("meeting.others", count=others) if others else phrase("meeting.others_none")
    ways = ((_tap("start"), _tap("choose")), (_tap("all", count=len(meeting.children)), held_tap()))
    away = (_away(), (button("tonight"),))
    return Card.of(lead, head, suggested, rest, asked_words(meeting), rows=(*ways, *away))


def asked_words(meeting: Meeting) -> str:
    """Return whom the practitioner asks to talk about who is not in depth; "" where nobody is."""
    asked = [child.ref for child in meeting.others() if child.asked]
    if not asked:
        return ""
    return phrase("meeting.asked", name=meeting.practitioner, children=named_together(asked))


def _away() -> tuple[Tap, ...]:
    """Return the ways out of a meeting that has not started: it may have been opened by mistake."""
    return button("later"), _tap("throw_away", Named.DISCARD)


def _title(meeting: Meeting) -> str:
    on = full_day_words(date.fromisoformat(meeting.held_on))
    name, children = meeting.practitioner, len(meeting.children)
    return phrase("meeting.title", name=name, day=on, children=children)


def held_tap() -> Tap:
    """Return the button that dates the meeting."""
    return button("held", of="held")


def dated(meeting: Meeting) -> str:
    """Return when a meeting was held and, where that was told later, when it was written."""
    written = date.fromisoformat(meeting.written_on) if meeting.written_on else None
    return dated_words(date.fromisoformat(meeting.held_on), written)


def held_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that asks on which day the meeting was held."""
    doubt = doubt_in(meeting.detail)
    rows = (*held_rows(doubt), (button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, doubt.why if doubt else "", ask_held(_proposed(meeting)), rows=rows)


def _proposed(meeting: Meeting) -> date:
    return date.fromisoformat(meeting.proposed_on)


def _mark(meeting: Meeting, child: AgendaChild) -> str:
    """Return what stands behind a child of the list: that it is in depth, what speaks for it."""
    mark = phrase("meeting.list_mark") if meeting.is_in_depth(child) else ""
    # That it was never discussed, or when it was in depth, the line says already.
    last = phrase("agenda.last_in_depth", day=day(child.in_depth_on)) if child.in_depth_on else None
    is_told = child.reason in {None, phrase("agenda.not_discussed_ever"), last}
    return mark if is_told else mark + phrase("meeting.list_reason", reason=child.reason or "")


def list_card(meeting: Meeting) -> Card:
    """Return every child on the agenda, numbered, and the agenda's buttons.

    Each of them may be taken in depth yet, so no number stands there before the two have rated.
    """
    lines = [
        phrase(
            "meeting.list_line",
            number=number,
            child=child.ref,
            status=status_words(child.status),
            last=last_words(child, scale=False),
            mark=_mark(meeting, child),
        )
        for number, child in enumerate(meeting.children, 1)
    ]
    return Card.of(*lines, rows=agenda_card(meeting).rows)


def choose_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card on which one tap moves a child in or out of depth."""
    taps = [
        Tap(
            phrase("meeting.in_depth_label", child=child.ref)
            if meeting.is_in_depth(child)
            else child.ref,
            ToggleDepth(number),
        )
        for number, child in enumerate(meeting.children, 1)
    ]
    rows = (*packed(taps), (_tap("done"), button("later")))
    return Card.of(lead, phrase("meeting.choose"), asked_words(meeting), rows=rows)


def back_tap(meeting: Meeting) -> tuple[Tap, ...]:
    """Return the button that goes back to what was answered last, where anything was."""
    return (button("back"),) if meeting.trail else ()


def personal_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that offers the practitioner's own part."""
    name = meeting.practitioner
    rows = (
        (_tap("personal_today", name=name), _tap("personal_not_today")),
        (*back_tap(meeting), button("later")),
        (button("tonight"),),
    )
    ask = phrase("meeting.personal_ask", name=name)
    return Card.of(lead, ask, rows=rows)


def minutes_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that asks how long the meeting was."""
    doubt = doubt_in(meeting.detail)
    taps = [tuple(Tap(str(number), Minutes(number)) for number in _MINUTES)]
    if doubt is not None:
        taps = doubt.rows(lambda number: minutes_words(int(str(number))))
    rows = (*taps, (*back_tap(meeting), button("later")), (button("tonight"),))
    return Card.of(lead, doubt.why if doubt else "", phrase("meeting.minutes_ask"), rows=rows)


def minutes_words(minutes: int) -> str:
    """Return a number of minutes in words."""
    return phrase("meeting.minutes", minutes=minutes)
