"""[Take up], [Answer it]: a summary's question, whose it becomes and by when, and its answer."""

from collections.abc import Sequence

from bot.conversations import notice, tonight
from bot.enquiries import (
    MOST_WORDS,
    TAKE,
    WEEKS,
    Given,
    days,
    marked,
    open_enquiry,
    owners,
    take_up,
)
from bot.messages import Button, Link
from bot.permissions import open_summary
from bot.summary_paths import enquiry_path
from bot.update import UpdateContext, command_button
from practice.calendar import Month
from practice.errors import PracticeError
from practice.oversight_access import may_answer_enquiry
from prompts.days import day_words, full_day_words
from prompts.phrases import phrase
from reports import summary
from reports.view import Summary
from storage import enquiries, people
from storage.access import viewer_of
from storage.enquiries import Taken
from storage.tables import Team

_ANSWER, _LEAVE = "a", "l"
_FULL = 4
"""Month, measure, owner and weeks."""
_SHOWN = 8
"""So many people are offered; of more the page has all."""


def run(update: UpdateContext, argument: str) -> None:
    """List what waits; take up a question of one's own team's summary; show one, or its answer."""
    kind, _, rest = argument.partition(":")
    if not argument:
        _list(update)
    elif kind == TAKE:
        _take_up(update, rest.split(":"))
    elif kind == _LEAVE:
        update.say(phrase("enquiries.left_it"))
    elif (taken := _opened(update, rest or argument)) is None:
        update.say(phrase("agreement.not_yours"))
    elif kind == _ANSWER and _is_mine(update, taken):
        update.say(phrase("enquiries.ask_words"), [_leave(taken)], links=_page(taken))
    else:
        _show(update, taken)


def answers(update: UpdateContext, words: str) -> bool:
    """Take words typed where an answer was asked for; say whether they are that."""
    taken = _asked_for(update)
    if taken is None or not _is_mine(update, taken):
        return False
    if len(words) > MOST_WORDS:
        update.say(phrase("enquiries.too_long", most=MOST_WORDS), [_leave(taken)])
        return True
    enquiries.answer(update.session, taken.id, words, (), update.person.id, update.now)
    update.say(phrase("enquiries.saved"), links=_page(taken))
    tonight.offer_if_worried(update, words)
    return True


def _asked_for(update: UpdateContext) -> Taken | None:
    for button in notice.buttons(update):
        name, _, argument = button.data.removeprefix("!").partition(":")
        kind, _, enquiry_id = argument.partition(":")
        if (name, kind) == ("enquiry", _LEAVE) and notice.stands(update, button):
            return _opened(update, enquiry_id)
    return None


def _opened(update: UpdateContext, enquiry_id: str) -> Taken | None:
    viewer = viewer_of(update.session, update.person)
    return open_enquiry(update.session, viewer, enquiry_id, update.now)


def _is_mine(update: UpdateContext, taken: Taken) -> bool:
    return may_answer_enquiry(viewer_of(update.session, update.person), taken.facts)


def _leave(taken: Taken) -> Button:
    return command_button(phrase("enquiries.buttons.leave"), "enquiry", f"{_LEAVE}:{taken.id}")


def _page(taken: Taken) -> list[Link]:
    return [Link(phrase("enquiries.buttons.page"), enquiry_path(taken.id))]


def _list(update: UpdateContext) -> None:
    waits = enquiries.waiting_for(update.session, update.person.id)
    if not waits:
        update.say(phrase("enquiries.nothing"))
        return
    lines = [phrase("enquiries.waits"), *(_line(update, one) for one in waits)]
    rows = [[_answer_button(one, day_words(one.asked.due_on))] for one in waits]
    update.say("\n".join(lines), *rows)


def _line(update: UpdateContext, one: Taken) -> str:
    key = "waits_late" if one.is_late(update.today) else "waits_line"
    day = day_words(one.asked.due_on)
    return phrase(f"enquiries.{key}", question=one.asked.question, day=day)


def _answer_button(one: Taken, day: str = "") -> Button:
    label = phrase("enquiries.buttons.change" if one.answer else "enquiries.buttons.answer")
    return command_button(f"{label} ({day})" if day else label, "enquiry", f"{_ANSWER}:{one.id}")


def _show(update: UpdateContext, taken: Taken) -> None:
    asked = taken.asked
    lines = [
        phrase(
            "enquiries.shows",
            finding=asked.finding,
            question=asked.question,
            owner=taken.owner,
            day=full_day_words(asked.due_on),
        )
    ]
    if taken.answer:
        lines.append(phrase("enquiries.answer", words=taken.answer.words))
    row = [_answer_button(taken)] if _is_mine(update, taken) else []
    update.say("\n".join(lines), row, links=_page(taken))


# --- taking one up ---


def _take_up(update: UpdateContext, told: Sequence[str]) -> None:
    """Ask who finds out, then by when; then it is stored. Only of one's own team's summary."""
    found = _summary(update, told[0])
    if found is None:
        update.say(phrase("oversight.not_yours"))
        return
    team, built = found
    about = _about(told)
    asked = next((one for one in built.questions if one.about == about), None)
    offered = owners(update.session, team, update.person, update.today)
    owner = next((one for one in offered if told[2:3] == [one.id]), None)
    if asked is None:
        update.say(phrase("enquiries.gone"))
    elif owner is None:
        rows = [[_owner_button(update, told, one.id, one.name)] for one in offered[:_SHOWN]]
        text = phrase("enquiries.whose", finding=asked.finding, question=asked.question)
        update.say(text, *rows)
    elif len(told) == _FULL and told[3] in map(str, WEEKS):
        given = Given(owner.id, int(told[3]), update.person.id, update.now)
        enquiry_id = take_up(update.session, built, team.id, asked.about, given)
        taken = enquiries.one(update.session, enquiry_id or "")
        if taken:
            day = full_day_words(taken.asked.due_on)
            update.say(phrase("enquiries.given", name=taken.owner, day=day), links=_page(taken))
    else:
        rows = [
            [command_button(full_day_words(day), "enquiry", f"{TAKE}:{':'.join(told[:3])}:{weeks}")]
            for weeks, day in zip(WEEKS, days(update.today), strict=True)
        ]
        update.say(phrase("enquiries.by_when", name=owner.name), *rows)


def _owner_button(update: UpdateContext, told: Sequence[str], owner_id: str, name: str) -> Button:
    label = phrase("enquiries.buttons.myself") if owner_id == update.person.id else name
    return command_button(label, "enquiry", f"{TAKE}:{':'.join(told[:2])}:{owner_id}")


def _about(told: Sequence[str]) -> str:
    return marked(told[1]) if len(told) > 1 else ""


def _summary(update: UpdateContext, written: str) -> tuple[Team, Summary] | None:
    team = people.team(update.session, update.person.team_id)
    try:
        month = Month.parse(written)
    except PracticeError:
        return None
    reader = viewer_of(update.session, update.person)
    allowed = open_summary(
        update.session, reader, update.person.team_id, "summary read", update.now
    )
    if team is None or not allowed or month > Month.of(update.today):
        return None
    return team, summary.build(update.session, team, month, update.now, reader)
