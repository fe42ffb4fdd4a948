"""An audit of a contact or section 47 enquiry: what is said of it, and whom the audit goes to.

What is behind it stands in the council's own system. Here are its reference, its days and what the
council's file says of how it came and how it ended; no name, and nothing by which to look for one.
"""

from collections.abc import Sequence

from bot.conversations.addressed import Addressed
from bot.conversations.submission import Alone
from bot.update import UpdateContext, first_name
from practice.access import OPENS_AS, Role, Viewer, may_know_drawn
from practice.terms import RecordKind
from prompts.days import day_words
from prompts.interview.state import Interview
from prompts.phrases import phrase
from storage import people
from storage.no_action import Ended
from storage.presence import is_here
from storage.session import Session
from storage.tables import Person

_RIGHT, _NOT_SURELY = ("right", 0), frozenset({"no", "unclear"})
"""Whether it was right to do no more, as these guides ask it; and where it may not have been."""


def named(ended: Ended) -> str:
    """Return what it is called: "contact CO-20419 of 3 October 2026"."""
    return phrase(f"audit.named.{_kind(ended)}", ref=ended.ref, day=day_words(ended.begun_on))


def _kind(ended: Ended) -> str:
    return "contact" if ended.is_contact else "enquiry"


def lines(ended: Ended) -> list[str]:
    """Return what the council's file says of it, line by line, and where the rest stands."""
    told = {
        "source": ended.source,
        "about": ended.about if ended.is_contact else "",
        "ended_on": day_words(ended.ended_on) if ended.ended_on else "",
        "outcome": ended.outcome,
        "why": "" if ended.is_contact else ended.about,
    }
    said = [phrase(f"audit.file.{name}", words=words) for name, words in told.items() if words]
    title = named(ended)
    return [f"{title[:1].upper()}{title[1:]}", *said, phrase("audit.file.where")]


def addressed(update: UpdateContext, told: Interview, ended: Ended) -> Addressed:
    """Return that an audit goes to whoever made the enquiry, where there is one here.

    Where somebody is to look again, who manages the team hears of it too, and is not left to find
    it among the audits.
    """
    worker = people.person(update.session, ended.worker_id or "")
    worker = worker if worker and is_here(worker, update.today) else None
    (visibility,) = OPENS_AS[RecordKind.AUDIT]
    what = Alone(RecordKind.AUDIT, visibility, ended.team_id, None, ended.worker_id)
    right = told.answers.get(_RIGHT)
    looks_again = right is not None and right.value in _NOT_SURELY
    managers = _who_manages(update, ended.team_id) if looks_again else []
    others = [one for one in managers if worker is None or one.id != worker.id]
    return Addressed(
        whats=[what],
        said=_said(worker),
        heard="audit.told_of_enquiry",
        heard_by={one.id: _looks_again(ended) for one in others},
        tells=[*others, *([worker] if worker else [])],
    )


def _looks_again(ended: Ended) -> str:
    of_enquiry = "audit.looks_again_of_enquiry"
    return "audit.looks_again_of_contact" if ended.is_contact else of_enquiry


def _said(worker: Person | None) -> str:
    if worker is None:
        return phrase("audit.sent_of_nobody")
    return phrase("audit.sent_of_enquiry", name=first_name(worker))


def _who_manages(update: UpdateContext, team_id: str) -> Sequence[Person]:
    """Return the managers of a team, or of the nearest above it that has any, but the auditor."""
    managers = people.with_role(update.session, Role.MANAGER, update.today)
    of, known = people.team(update.session, team_id), set[str]()
    while of and of.id not in known:
        here = [one for one in managers if one.team_id == of.id]
        if here:
            return [one for one in here if one.id != update.person.id]
        known.add(of.id)
        of = people.team(update.session, of.parent_id or "")
    return []


def said_of(session: Session, viewer: Viewer, ended: Ended) -> str:
    """Return of what an audit is, as its reader may know it.

    Its reference leads to a child: who may see that is for practice.access to say.
    """
    path = people.paths_of(session, [ended.team_id])[ended.team_id]
    if may_know_drawn(viewer, ended.worker_id, path):
        name = named(ended)
        return f"{name[:1].upper()}{name[1:]}"
    key = "audit.of_a_contact" if ended.is_contact else "audit.of_an_enquiry"
    return phrase(key, day=day_words(ended.begun_on))
