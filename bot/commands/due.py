"""/due: a person's dates to act by, days to look again and actions, each with what it is."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from bot.conversations import child_record
from bot.messages import Button
from bot.update import UpdateContext, command_button, first_name
from prompts.days import day_words
from prompts.phrases import phrase
from prompts.text import shortened
from storage import audit
from storage.deadlines import Deadline, actions_due, acts_by, last_in_depth, reviews

_MOST = 20
_BUTTONS = 12
_IN_ROW = 3
_WHAT = 160


def run(update: UpdateContext, child_ref: str) -> None:
    """List all that stands for a person, however far off or old; a child's button opens the plan.

    A reminder comes for what is near (bot/reminders); this is the whole of it.
    """
    if child_ref:
        child_record.show(update, last_in_depth(update.session, child_ref))
        return
    person, today = update.person.id, update.today
    found = {
        "act_by": acts_by(update.session, date.min, date.max, today),
        "review": reviews(update.session, person, today),
        "action_due": actions_due(update.session, date.min, date.max, today),
    }
    mine = {key: [one for one in its if person in one.person_ids] for key, its in found.items()}
    audit.record(update.session, "list read", "person", person, actor=person, at=update.now)
    lines = [line for key, its in mine.items() if its for line in _listed(update, key, its)]
    update.say("\n".join(lines) or phrase("reminders.list.nothing"), *_opens(chain(*mine.values())))


def _listed(update: UpdateContext, key: str, found: Sequence[Deadline]) -> list[str]:
    more = len(found) - _MOST
    lines = [phrase(f"reminders.list.{key}"), *(_line(update, key, one) for one in found[:_MOST])]
    return [*lines, phrase("reminders.list.more", count=more)] if more > 0 else lines


def _line(update: UpdateContext, key: str, one: Deadline) -> str:
    by = phrase(f"reminders.list.{_stage(one, update.today)}", day=day_words(one.day))
    line = phrase("reminders.list.bare_line", child=one.child_ref, by=by)
    if one.what is not None:
        what = shortened(one.what, _WHAT)
        line = phrase(f"reminders.list.{key}_line", child=one.child_ref, by=by, what=what)
    stands_in = one.stand_in is not None and one.stand_in.person.id == update.person.id
    if one.stand_in is None or not stands_in:
        return line
    return phrase("reminders.list.in_place_of", line=line, name=first_name(one.stand_in.gone))


def _stage(one: Deadline, today: date) -> str:
    if one.not_acted:
        return "not_acted"
    if one.day == today:
        return "today"
    return "passed" if one.day < today else "ahead"


def _opens(found: Iterable[Deadline]) -> list[list[Button]]:
    """Return a button for each child, which opens what was decided last."""
    refs = sorted({one.child_ref for one in found})[:_BUTTONS]
    buttons = [command_button(ref, "due", ref) for ref in refs]
    return [buttons[at : at + _IN_ROW] for at in range(0, len(buttons), _IN_ROW)]
