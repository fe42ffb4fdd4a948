"""/due: the dates to act by and the actions that are due for a person, theirs alone."""

from collections.abc import Sequence

from bot.dated import LATEST, UNTIL_ANSWERED, set_dates
from bot.update import UpdateContext
from prompts.days import day_words
from prompts.phrases import phrase
from storage.deadlines import Deadline, actions_due, acts_by


def run(update: UpdateContext, _: str) -> None:
    """List what a reminder comes for, with the children it is about."""
    lines = [
        line
        for key, find, latest in (
            ("act_by", acts_by, UNTIL_ANSWERED),
            ("action_due", actions_due, LATEST),
        )
        for line in _listed(update, key, set_dates(update.session, find, update.today, latest))
    ]
    update.say("\n".join(lines) or phrase("reminders.list.nothing"))


def _listed(update: UpdateContext, key: str, found: Sequence[Deadline]) -> list[str]:
    mine = [one for one in found if update.person.id in one.person_ids]
    return [phrase(f"reminders.list.{key}"), *(_line(update, one) for one in mine)] if mine else []


def _line(update: UpdateContext, one: Deadline) -> str:
    passed, day = one.day < update.today, day_words(one.day)
    if one.what is None:
        key = "act_by_passed_line" if passed else "act_by_line"
        return phrase(f"reminders.list.{key}", child=one.child_ref, day=day)
    key = "action_passed_line" if passed else "action_due_line"
    return phrase(f"reminders.list.{key}", child=one.child_ref, what=one.what, day=day)
