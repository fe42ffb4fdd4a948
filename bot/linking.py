"""Contacts in doubt: who may look at which, what is shown of them, and what is answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from practice.access import Viewer
from practice.calendar import Month
from practice.contact_answers import ContactAnswer, ContactQuestion
from practice.oversight_access import may_compare, may_look_at_contacts
from reports.casework.link_words import Card, card
from reports.casework.linking import Doubt, waiting
from storage import audit, link_answers, link_rows, people
from storage.link_answers import Asked, Given
from storage.measures import Named
from storage.session import Session

Pair = tuple[ContactQuestion, str, str]
"""What is asked, about the contact of which id, and the id of the other row."""


@dataclass(frozen=True)
class Shown:
    """A doubt as it is shown: its card, what was asked of which rows, and the answer seen last."""

    card: Card
    asked: Asked
    seen: str


@dataclass(frozen=True)
class Queue:
    """The doubt that is next for somebody, how many calls wait for them, and for others above.

    `given` are the answers of the month that they may take back, the last first.
    """

    next: Doubt | None
    mine: int
    above: int
    given: tuple[Given, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of an answer: `notice` names it, `answer_id` is the one that holds now, or ""."""

    notice: str
    answer_id: str = ""


def open_contacts(session: Session, viewer: Viewer, team_id: str, at: datetime) -> bool:
    """Say whether a viewer may look at a team's contacts; the audit says that they did, or not."""
    path = people.paths_of(session, [team_id]).get(team_id)
    allowed = path is not None and may_look_at_contacts(viewer, path)
    deed = "contacts in doubt read" if allowed else "contacts in doubt refused"
    noun_id = team_id if path is not None else None
    audit.record(session, deed, "team", noun_id, actor=viewer.person_id, at=at)
    return allowed


def queue(session: Session, viewer: Viewer, team_id: str, month: Month, at: datetime) -> Queue:
    """Return what waits of a team's month, and of the teams below it, the surest first."""
    teams = frozenset(people.team_and_descendants(session, team_id))
    found = waiting(session, teams, month, at)
    asked = [(one.question, one.contact_id, one.other_id) for one in found.doubts]
    allowed = opens(session, viewer, asked)
    mine = [one for one, pair in zip(found.doubts, asked, strict=True) if pair in allowed]
    theirs = {one.contact_id for one in mine}
    others = {one.contact_id for one in found.doubts} - theirs
    given = [pair_of(one.asked) for one in found.given]
    open_given = opens(session, viewer, given)
    back = (one for one in reversed(found.given) if pair_of(one.asked) in open_given)
    return Queue(next(iter(mine), None), len(theirs), len(others), tuple(back))


def pair_of(asked: Asked) -> Pair:
    """Return what is asked about which rows."""
    return asked.question, asked.contact_id, asked.other_id


def opens(session: Session, viewer: Viewer, pairs: Collection[Pair]) -> frozenset[Pair]:
    """Return those of these questions whose rows a viewer may see beside one another."""
    ids = {contact for _, contact, _ in pairs}
    ids |= {other for question, _, other in pairs if question is ContactQuestion.EVENT}
    places = link_rows.places(session, ids)
    children = [other for question, _, other in pairs if question is ContactQuestion.CHILD]
    since = min((day for _, day in places.values()), default=None)
    teams = link_rows.child_teams(session, children, since) if since else {}
    paths = people.paths_of(
        session, {team for team, _ in places.values() if team}.union(*teams.values())
    )

    def path(team_id: str | None) -> frozenset[str]:
        return paths.get(team_id or "", frozenset())

    def beside(question: ContactQuestion, other: str) -> list[frozenset[str]] | None:
        if question is ContactQuestion.OPEN:
            return None
        if question is ContactQuestion.CHILD:
            return [path(team) for team in teams.get(other, ())]
        return [path(places[other][0])] if other in places else []

    return frozenset(
        (question, contact, other)
        for question, contact, other in pairs
        if contact in places
        and may_compare(viewer, path(places[contact][0]), beside(question, other))
    )


def show(session: Session, viewer: Viewer, doubt: Doubt, at: datetime) -> Shown | None:
    """Return a doubt as a card, which the audit says was shown; None where a row is gone.

    `viewer` was asked about before: whoever they are, they may see it.
    """
    contact = link_rows.contact(session, doubt.contact_id)
    is_event = doubt.question is ContactQuestion.EVENT
    other = link_rows.contact(session, doubt.other_id) if is_event else None
    if contact is None or (is_event and other is None):
        return None
    names = _names(session, viewer, doubt, at) if doubt.names_are_compared else None
    asked = link_answers.as_they_are(session, doubt.question, doubt.contact_id, doubt.other_id)
    return Shown(card(doubt, contact, other, names), asked, doubt.seen)


def _names(session: Session, viewer: Viewer, doubt: Doubt, at: datetime) -> tuple[Named, Named]:
    noun = "child" if doubt.question is ContactQuestion.CHILD else "contact"
    rows = (("contact", doubt.contact_id), (noun, doubt.other_id))
    about = {"at": at, "actor_id": viewer.person_id, "deed": link_rows.COMPARED}
    audit.record_all(session, [{**about, "noun": noun, "noun_id": one} for noun, one in rows])
    one, other = (link_rows.named(session, *row) for row in rows)
    return one, other


def stands(session: Session, team_id: str, month: Month, asked: Asked, at: datetime) -> bool:
    """Say whether what was asked is in doubt in a team's month, and nobody looked at it yet."""
    teams = frozenset(people.team_and_descendants(session, team_id))
    doubts = waiting(session, teams, month, at).doubts
    return pair_of(asked) in {(one.question, one.contact_id, one.other_id) for one in doubts}


def answer(
    session: Session, viewer: Viewer, shown: Asked, seen: str, said: ContactAnswer, at: datetime
) -> Outcome | None:
    """Store an answer to what was `shown` and return what came of it; None where it is refused.

    `seen` is the last answer about the contact as it was shown. Nothing is stored where somebody
    answered since, or a file changed one of the rows. The same answer twice is one.
    """
    pair = pair_of(shown)
    if pair not in opens(session, viewer, [pair]):
        return None
    held = link_answers.of_question(session, shown)
    if held is not None:
        is_mine = (held.by_id, held.answer) == (viewer.person_id, said)
        return Outcome("saved" if is_mine else "met", held.id)
    is_as_shown = link_answers.as_they_are(session, *pair) == shown
    if not is_as_shown or link_answers.last_about(session, shown.contact_id) != seen:
        return Outcome("changed")
    return Outcome("saved", link_answers.give(session, shown, said, viewer.person_id, at))


def take_back(session: Session, viewer: Viewer, answer_id: str, at: datetime) -> Outcome | None:
    """Store that an answer is taken back; None where it is not for the viewer to see."""
    given = answer_seen(session, viewer, answer_id)
    if given is None:
        return None
    held = link_answers.one(session, answer_id)
    if held is not None:
        back = ContactAnswer.TAKEN_BACK
        link_answers.give(session, held.asked, back, viewer.person_id, at)
    return Outcome("taken_back")


def answer_seen(session: Session, viewer: Viewer, answer_id: str) -> Given | None:
    """Return the answer of that id, whether or not it holds, where it opens to the viewer."""
    given = link_answers.stored(session, answer_id)
    if given is None:
        return None
    pair = pair_of(given.asked)
    return given if pair in opens(session, viewer, [pair]) else None
