"""Taking up a summary's question: who may be asked, by which day, and what is stored of it."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import blake2s

from bot.messages import Button
from bot.update import command_button
from practice.access import Role, Viewer
from practice.calendar import add_working_days, london_day
from practice.oversight_access import may_read_enquiry
from prompts.phrases import phrase
from reports.places import Question
from reports.stood import TAKEN_UP, label_of, stands_now
from reports.view import Summary
from storage import audit, enquiries, people
from storage.enquiries import Taken, ToAsk
from storage.session import Session
from storage.tables import Person, Team

WEEKS = (1, 2, 4)
"""By when a question may be asked to be answered."""
MOST_WORDS = 4000
"""So many characters an answer may have."""
TAKE = "t"
"""What a button begins with that takes a question up."""
_ANSWERS_FOR = frozenset({Role.SUPERVISOR, Role.MANAGER})
_WORKING_DAYS = 5


@dataclass(frozen=True)
class Given:
    """Whose a question becomes, in how many weeks it is due, and who gives it when."""

    owner_id: str
    weeks: int
    by_id: str
    at: datetime


def owners(session: Session, team: Team, asker: Person, on: date) -> list[Person]:
    """Return who may be asked: whoever asks first, then supervisors and managers of the team.

    And of those below it, by name: those who are here.
    """
    found = people.people_in(session, people.team_and_descendants(session, team.id), on)
    return [asker, *(one for one in found if one.role in _ANSWERS_FOR and one.id != asker.id)]


def days(on: date) -> list[date]:
    """Return the days by which a question may be answered, the nearest first."""
    return [add_working_days(on, _WORKING_DAYS * weeks) for weeks in WEEKS]


def take_up(
    session: Session, summary: Summary, team_id: str, about: str, given: Given
) -> str | None:
    """Store that a question of a summary is taken up and return its id; None where there is none.

    One that stands unanswered stays as it is.
    """
    every = (*summary.questions, *summary.further)
    asked = next((one for one in every if one.about == about), None)
    return take_up_question(session, summary, team_id, asked, given) if asked else None


def take_up_question(
    session: Session, summary: Summary, team_id: str, asked: Question, given: Given
) -> str | None:
    """Store that a question is taken up and return its id; None where its figure has no value.

    What the figure stands at is of the summary's month, whatever months the question is of; of a
    question about one part it is that part's.
    """
    part = people.team_by_name(session, asked.part) if asked.part else None
    stands = stands_now(session, summary, asked.about, part)
    if stands is None or given.weeks not in WEEKS:
        return None
    day = add_working_days(london_day(given.at), _WORKING_DAYS * given.weeks)
    wanted = ToAsk(
        team_id=team_id,
        month=summary.period,
        about=asked.about,
        finding=asked.finding,
        question=asked.question,
        numerator=stands[0],
        denominator=stands[1],
        owner_id=given.owner_id,
        due_on=day,
        part_id=part.id if part else None,
    )
    return enquiries.ask(session, wanted, given.by_id, given.at)


def open_enquiry(session: Session, viewer: Viewer, enquiry_id: str, now: datetime) -> Taken | None:
    """Return an enquiry that a viewer may read; None where there is none, or not for them.

    The audit says which.
    """
    taken = enquiries.one(session, enquiry_id)
    if taken is None:
        return None
    allowed = may_read_enquiry(viewer, taken.facts)
    deed = "enquiry read" if allowed else "enquiry refused"
    audit.record(session, deed, "enquiry", taken.id, actor=viewer.person_id, at=now)
    return taken if allowed else None


def mark_of(key: str) -> str:
    """Return what stands for a measure in a button: the same eight letters in every version."""
    return blake2s(key.encode(), digest_size=4).hexdigest()


def marked(mark: str) -> str:
    """Return the key of the measure that a button means, "" where there is none any more."""
    return next((key for key in TAKEN_UP if mark_of(key) == mark), "")


def to_take_up(built: Summary) -> list[list[Button]]:
    """Return a button for each question of a summary that nobody has taken up yet."""
    standing = {one.about for one in built.enquired if one.answer is None}
    return [
        [
            command_button(
                phrase("enquiries.take_up", label=label_of(one.about)),
                "enquiry",
                f"{TAKE}:{built.period}:{mark_of(one.about)}",
            )
        ]
        for one in built.questions
        if one.about not in standing and one.about in TAKEN_UP
    ]
