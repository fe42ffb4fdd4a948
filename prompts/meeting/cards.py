"""The cards of a supervision."""

from datetime import date
from functools import partial

from prompts.buttons import button, packed
from prompts.card import Card, Tap
from prompts.days import day_words, full_day_words
from prompts.doubts import doubt_in
from prompts.held import ask_held, dated_words, held_rows
from prompts.kept import Place
from prompts.meeting.state import MOST_IN_DEPTH, AgendaChild, Meeting
from prompts.options import DaySaid, Minutes, Named, Reason, Sign, ToggleDepth
from prompts.phrases import phrase, phrases
from prompts.text import quoted, shortened

_MINUTES = (45, 60, 90)
_WEEKS = (2, 4, 6)


_tap = partial(button, of="meeting")


def day(iso: str) -> str:
    """Return an ISO date as people write it."""
    return day_words(date.fromisoformat(iso))


def status_words(status: str) -> str:
    """Return a child's legal status in words."""
    return phrases("meeting.status").get(status, status)


def last_words(child: AgendaChild) -> str:
    """Return when a child was last in depth, looked at and rated: each with its own day."""
    known = []
    if child.in_depth_on:
        known.append(phrase("meeting.in_depth_on", day=day(child.in_depth_on)))
    if child.looked_at_on:
        known.append(phrase("meeting.looked_at_on", day=day(child.looked_at_on)))
    if child.rating is not None and child.rated_on:
        known.append(phrase("meeting.rated_on", rating=child.rating, day=day(child.rated_on)))
    return " · ".join(known) or phrase("meeting.not_yet")


def became_words(became: str, text: str | None) -> str:
    """Return what became of a child looked at, as it is counted, with the words beside it."""
    return phrase("meeting.became_words", became=became, words=quoted(text)) if text else became


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
    suggested = (
        phrase("meeting.suggest", children=chosen) if chosen else phrase("meeting.suggest_none")
    )
    others = len(meeting.others())
    rest = phrase("meeting.others", count=others) if others else phrase("meeting.others_none")
    ways = ((_tap("start"), _tap("choose")), (_tap("all", count=len(meeting.children)), held_tap()))
    away = (_away(), (button("tonight"),))
    return Card.of(lead, head, suggested, rest, rows=(*ways, *away))


def _away() -> tuple[Tap, ...]:
    """Return the ways out of a meeting that has not started: it may have been opened by mistake."""
    return button("later"), _tap("throw_away", Named.DISCARD)


def _title(meeting: Meeting) -> str:
    on = full_day_words(date.fromisoformat(meeting.held_on))
    name, children = meeting.practitioner, len(meeting.children)
    return phrase("meeting.title", name=name, day=on, children=children)


def held_tap() -> Tap:
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


def list_card(meeting: Meeting) -> Card:
    """Return every child on the agenda, numbered, and the agenda's buttons."""
    lines = [
        phrase(
            "meeting.list_line",
            number=number,
            child=child.ref,
            status=status_words(child.status),
            last=last_words(child),
            mark=phrase("meeting.list_mark") if meeting.is_in_depth(child) else "",
        )
        for number, child in enumerate(meeting.children, 1)
    ]
    rated = any(child.rating is not None for child in meeting.children)
    scale = [phrase("meeting.list_scale")] if rated else []
    return Card.of(*lines, *scale, rows=agenda_card(meeting).rows)


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
    return Card.of(lead, phrase("meeting.choose"), rows=rows)


def looked_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the one-tap card of a child."""
    child = meeting.child(ref)
    if child is None:
        return check_card(meeting, lead)
    open_yet = not meeting.sendings and len(meeting.in_depth()) < MOST_IN_DEPTH
    deeper = (_tap("depth"),) if open_yet else ()
    rows = (
        (_tap("no_change"), _tap("changed")),
        (_tap("not_discussed"), *deeper),
        (*_back(meeting), button("later")),
        (button("tonight"),),
    )
    return Card.of(lead, *_lines(meeting, child), rows=rows)


def _lines(meeting: Meeting, child: AgendaChild) -> tuple[str, str]:
    """Return the two lines of a child's card: how things stood last, and what is due."""
    left = len(meeting.waiting())
    words = {"child": child.ref, "status": status_words(child.status), "last": last_words(child)}
    if left > 1:
        return phrase("meeting.looked", left=left, **words), _due(meeting, child)
    return phrase("meeting.last_left", **words), _due(meeting, child)


def _due(meeting: Meeting, child: AgendaChild) -> str:
    """Return what is due for a child; a day to act by only until it is answered."""
    act_by = "" if meeting.signs.get(child.ref) else child.act_by_words
    due = [one for one in (*child.due, act_by) if one]
    return phrase("meeting.due", due=" · ".join(due)) if due else ""


def sign_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks what came of a child's plan, whose day has passed."""
    child = meeting.child(ref)
    if child is None:
        return check_card(meeting, lead)
    taps = [Tap(label, Sign(key)) for key, label in phrases("meeting.signs").items()]
    ask = phrase("meeting.sign_ask", day=day(child.act_by or ""))
    away = (button("tonight"),)
    rows = (*packed(taps), (*_back(meeting), button("skip"), button("later")), away)
    return Card.of(lead, *_lines(meeting, child), ask, rows=rows)


def moved_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks to which day a child's plan is moved."""
    doubt = doubt_in(meeting.detail)
    taps = [tuple(button("in_weeks", DaySaid(f"{n} weeks"), count=n) for n in _WEEKS)]
    if doubt is not None:
        taps = doubt.rows(lambda iso: full_day_words(date.fromisoformat(str(iso))))
    rows = (*taps, (button("back"), button("later")), (button("tonight"),))
    return Card.of(
        lead, doubt.why if doubt else "", phrase("meeting.moved_ask", child=ref), rows=rows
    )


def _back(meeting: Meeting) -> tuple[Tap, ...]:
    """Return the button that goes back to what was answered last, where anything was."""
    return (button("back"),) if meeting.trail else ()


def changed_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks what changed for a child, or for the rest of a long message."""
    ask = phrase("cards.long_more") if meeting.parts else phrase("meeting.changed_ask", child=ref)
    done = ((button("done"),),) if meeting.parts else ()
    rows = (*done, (button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, ask, rows=rows)


def same_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks whether words say that nothing changed, and for whom."""
    words = quoted(shortened(str(meeting.detail.get("words", "")), _CHECK_LINE))
    rows: list[tuple[Tap, ...]] = [(_tap("no_change"), _tap("changed"))]
    ask = phrase("meeting.same_ask", child=ref, words=words)
    if meeting.detail.get("several"):
        others = ", ".join(child.ref for child in meeting.untold())
        count = len(meeting.untold())
        ask = phrase("meeting.same_all_ask", child=ref, words=words, children=others)
        alone = _tap("no_change_one", Named.NO_CHANGE, child=ref)
        rows = [
            (alone,),
            (_tap("no_change_all", count=count),),
            (_tap("changed_one", Named.CHANGED, child=ref),),
        ]
    away = ((button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, ask, rows=(*rows, *away))


def why_card(ref: str, lead: str = "") -> Card:
    """Return the card that asks why a child was not discussed."""
    taps = [Tap(label, Reason(key)) for key, label in phrases("meeting.reasons").items()]
    ask = phrase("meeting.why_ask", child=ref)
    rows = (*packed(taps), (button("back"), button("later")))
    return Card.of(lead, ask, rows=rows)


def personal_card(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that offers the practitioner's own part."""
    name = meeting.practitioner
    rows = (
        (_tap("personal_today", name=name), _tap("personal_not_today")),
        (*_back(meeting), button("later")),
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
    rows = (*taps, (*_back(meeting), button("later")), (button("tonight"),))
    return Card.of(lead, doubt.why if doubt else "", phrase("meeting.minutes_ask"), rows=rows)


def minutes_words(minutes: int) -> str:
    """Return a number of minutes in words."""
    return phrase("meeting.minutes", minutes=minutes)
