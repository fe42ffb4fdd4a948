"""The cards of one child on the list of those looked at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from practice.terms import SignAnswer
from prompts.buttons import button, packed
from prompts.card import Card, Passage, Role, Tap
from prompts.days import full_day_words
from prompts.doubts import doubt_in
from prompts.meeting.cards import back_tap, day, last_words, status_words
from prompts.meeting.check_cards import check_card
from prompts.meeting.listed import AgendaChild
from prompts.meeting.state import Meeting
from prompts.meeting.told_before import so_far
from prompts.options import Came, DaySaid, Named, Reason, Sign
from prompts.phrases import phrase, phrases
from prompts.text import quoted, shortened

_WEEKS = (2, 4, 6)
_SHOWN = 200
_BOTH = 2

_tap = partial(button, of="meeting")


def looked_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the one-tap card of a child."""
    child = meeting.child(ref)
    if child is None:
        return check_card(meeting, lead)
    deeper = (_tap("depth"),) if meeting.takes_more_in_depth() else ()
    rows = (
        *_as_it_is(meeting, ref),
        *_became_rows(child),
        (_tap("not_discussed"), *deeper),
        (*back_tap(meeting), button("later")),
        (button("tonight"),),
    )
    return _set_apart(Card.of(lead, *_lines(meeting, child), rows=rows), meeting, child)


def _as_it_is(meeting: Meeting, ref: str) -> Sequence[tuple[Tap, ...]]:
    """Return the button that leaves a child as was said before, if all was."""
    return ((button("keep"),),) if meeting.is_settled(ref) else ()


def _became_rows(child: AgendaChild) -> Sequence[tuple[Tap, ...]]:
    """Return the buttons for what became of a child; no change may have to say how it was seen."""
    if not child.asks_seen:
        return ((_tap("no_change"), _tap("changed")),)
    alone = _tap("same_seen_alone", Named.SEEN_ALONE)
    seen = _tap("same_seen", Named.SEEN)
    return ((alone,), (seen,), (_tap("not_seen"), _tap("changed")))


def _set_apart(card: Card, meeting: Meeting, child: AgendaChild) -> Card:
    """Return a card of a child whose first line is its place, and whose other lines are facts."""
    first, *facts = _lines(meeting, child)
    set_apart = (Passage(Role.FACT, line) for line in facts if line)
    return replace(card, passages=(Passage(Role.PLACE, first), *set_apart))


def _lines(meeting: Meeting, child: AgendaChild) -> tuple[str, ...]:
    """Return the lines of a child's card: how things stood, who saw it, what is due or said."""
    left = len(meeting.waiting())
    # Who may still be taken in depth is rated there, before anybody sees the number of before.
    last = last_words(child, scale=not meeting.takes_more_in_depth())
    words = {"child": child.ref, "status": status_words(child.status), "last": last}
    first = phrase("meeting.looked", left=left, **words)
    if left <= 1:
        first = phrase("meeting.last_left", **words)
    is_gone = child.ref in meeting.agrees.moved_on
    gone = phrase("meeting.moved_on", name=meeting.practitioner) if is_gone else ""
    asked = phrase("meeting.asked_line", name=meeting.practitioner) if child.asked else ""
    lines = (first, gone, asked, seen_and_heard(child), _due(meeting, child))
    return *lines, so_far(meeting, child.ref)


def seen_and_heard(child: AgendaChild) -> str:
    """Return when it was last told that a child was seen and heard; "" where nobody asked yet."""
    if not (child.in_depth_on or child.looked_at_on):
        return ""
    told = {"seen": child.seen_on, "heard": child.heard_on}
    said = [
        phrase(f"meeting.{key}_on", day=day(on)) if on else phrase(f"meeting.{key}_never")
        for key, on in told.items()
    ]
    return phrase("meeting.seen_and_heard", seen=said[0], heard=said[1])


def seen_card(ref: str, lead: str = "") -> Card:
    """Return the card that asks how a child without change was seen."""
    taps = (_tap("seen_alone"), _tap("seen"), _tap("not_seen"))
    away = ((button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, phrase("meeting.seen_ask", child=ref), rows=(taps, *away))


def came_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks what came of an action whose day has passed."""
    action = meeting.overdue(ref)
    if action is None:
        return looked_card(meeting, ref, lead)
    taps = [Tap(label, Came(key)) for key, label in phrases("meeting.came").items()]
    away = ((button("back"), button("skip"), button("later")), (button("tonight"),))
    ask = phrase("meeting.came_ask", child=ref, action=action.words)
    return Card.of(lead, ask, rows=(*packed(taps), *away))


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
    if siblings := meeting.with_plan_of(ref)[1:]:
        ask = f"{ask}\n{phrase('cards.family', refs=', '.join(siblings))}"
    away = (button("tonight"),)
    rows = (*packed(taps), (*back_tap(meeting), button("skip"), button("later")), away)
    card = _set_apart(Card.of(lead, *_lines(meeting, child), ask, rows=rows), meeting, child)
    return replace(card, passages=(*card.passages, Passage(Role.ASK, ask)))


def moved_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks to which day a child's plan is moved."""
    doubt = doubt_in(meeting.detail)
    taps = [tuple(button("in_weeks", DaySaid(f"{n} weeks"), count=n) for n in _WEEKS)]
    if doubt is not None:
        taps = doubt.rows(lambda iso: full_day_words(date.fromisoformat(str(iso))))
    ask, may_skip = _new_day_asked(meeting, ref)
    skip = (_tap("no_new_day", Named.SKIP),) if may_skip else ()
    rows = (*taps, (*skip, button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, doubt.why if doubt else "", ask, rows=rows)


def _new_day_asked(meeting: Meeting, ref: str) -> tuple[str, bool]:
    """Return the words that ask for a new day, and whether it can be left out."""
    said, child = meeting.signs.get(ref), meeting.child(ref)
    if said and said[0] == SignAnswer.NOT_ACTED:
        return phrase("meeting.not_acted_ask", child=ref), True
    if child and meeting.lacks_a_day(ref):
        return phrase("meeting.day_come_ask", child=ref, day=day(child.act_by or "")), True
    return phrase("meeting.moved_ask", child=ref), False


def has_a_sign(meeting: Meeting, ref: str) -> bool:
    """Return whether a child's plan had its day, so that its sign is asked about."""
    child = meeting.child(ref)
    return child is not None and child.act_by_passed


def changed_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks what changed for a child, or for the rest of a long message."""
    ask = phrase("cards.long_more") if meeting.parts else phrase("meeting.changed_ask", child=ref)
    told = so_far(meeting, ref)
    done = ((button("done"),),) if meeting.parts else ()
    rows = (*done, (button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, told, ask, rows=rows)


def same_card(meeting: Meeting, ref: str, lead: str = "") -> Card:
    """Return the card that asks whether words say that nothing changed, and for whom."""
    words, told = str(meeting.detail.get("words", "")), so_far(meeting, ref)
    words, others = quoted(shortened(words, _SHOWN)), _spoken_of(meeting, ref)
    said: dict[str, str] = {"child": ref, "words": words}
    key = "passed_over_ask" if meeting.detail.get("passed_over") else "same_ask"
    if others:
        key, said = "same_all_ask", {**said, "children": ", ".join(others)}
    elif told:
        key, said = "told_ask", {**said, "told": told}
    away = ((button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, phrase(f"meeting.{key}", **said), rows=(*_same_rows(meeting, ref), *away))


def _spoken_of(meeting: Meeting, ref: str) -> list[str]:
    """Return whom the words speak of, where that is somebody besides the child of the card."""
    is_of_several = meeting.detail.get("several")
    words = str(meeting.detail.get("words", ""))
    listed = [child.ref for child in meeting.spoken_of(words)] if is_of_several else []
    return listed if set(listed) - {ref} else []


def _same_rows(meeting: Meeting, ref: str) -> Sequence[tuple[Tap, ...]]:
    """Return the buttons that say what words say of change; what was told before may stand."""
    stands = button("keep") if ref in meeting.looked else None
    if left := len(_spoken_of(meeting, ref)):
        alone = _tap("no_change_one", Named.NO_CHANGE, child=ref)
        every = _tap("no_change_all", count=left)
        if left == _BOTH:
            every = _tap("no_change_both", Named.NO_CHANGE_ALL)
        return ((alone,), (every,), (stands or _tap("changed_one", Named.CHANGED, child=ref),))
    says = "not_discussed" if meeting.detail.get("passed_over") else "no_change"
    says = "changed" if meeting.detail.get("changed") else says
    return ((_tap(says), stands or _tap("changed")),)


def why_card(ref: str, lead: str = "") -> Card:
    """Return the card that asks why a child was not discussed."""
    taps = [Tap(label, Reason(key)) for key, label in phrases("meeting.reasons").items()]
    ask = phrase("meeting.why_ask", child=ref)
    rows = (*packed(taps), (button("back"), button("later")))
    return Card.of(lead, ask, rows=rows)


def rest_card(now: Meeting, lead: str = "") -> Card:
    """Return the card that asks why the children who are left were not discussed."""
    left = now.untold()
    taps = [Tap(label, Reason(key)) for key, label in phrases("meeting.reasons").items()]
    listed = ", ".join(child.ref for child in left)
    ask = phrase("meeting.rest_ask", left=len(left), children=listed)
    away = ((button("back"), button("later")), (button("tonight"),))
    return Card.of(lead, ask, asked_alone(now), rows=(*packed(taps), *away))


def asked_alone(now: Meeting) -> str:
    """Return which children are asked about one by one all the same; "" where none is."""
    untold = {child.ref for child in now.untold()}
    refs = [child.ref for child in now.waiting() if child.ref not in untold]
    return phrase("meeting.rest_alone", children=", ".join(refs)) if refs else ""
