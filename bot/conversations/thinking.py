"""What lenses and branches of a guide are chosen by: the child, and what the pair showed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from practice.ages import age_on, is_unborn
from prompts.interview.lens_choice import RECENT, SELDOM, USES
from prompts.interview.path import LENS
from prompts.lens import bank, indicators_sought
from prompts.steps import Json
from storage import children, lens_history
from storage.session import Session
from storage.tables import Child, Person

LATELY = timedelta(days=92)
"""The time over which it is seen what a pair's records show least."""
NOT_AGAIN = 2
"""In how many of a child's last records a lens was not asked that is asked now."""


def of_child(session: Session, child: Child, today: date) -> Mapping[str, Json]:
    """Return what a guide branches by: the child's status, age in years, and how they tell things.

    What is not known is None.
    """
    born_on = children.birth_date(session, child)
    return {
        "status": child.status,
        "age": age_on(born_on, today) if born_on else None,
        "unborn": unborn(session, child, today),
        "communication": child.communication,
        "family_count": len(children.of_same_family(session, [child.id])),
    }


def unborn(session: Session, child: Child, today: date) -> bool:
    """Say whether a child is not born yet; where no date was told it is taken to be born."""
    born_on = children.birth_date(session, child)
    return bool(born_on and is_unborn(born_on, today))


def of_pair(
    session: Session, pair: tuple[Person, Person], child: Child, today: date
) -> Mapping[str, Json]:
    """Return what lenses are chosen by, of (practitioner, supervisor) and a child.

    The lenses of the child's last two records; the indicators by how seldom the pair's records of
    the last three months show them, what the bank seeks first standing first; and how often the
    pair was asked each lens.
    """
    practitioner, supervisor = pair
    ids, since = (supervisor.id, practitioner.id), today - LATELY
    return chosen_by(
        list(lens_history.asked_of_child(session, child.id, LENS, NOT_AGAIN)),
        lens_history.shown_by_pair(session, *ids, since),
        lens_history.asked_of_pair(session, *ids, since, LENS),
    )


def chosen_by(recent: Sequence[str], shown: Counter[str], uses: Counter[str]) -> Mapping[str, Json]:
    """Return what lenses are chosen by: those asked of the child, and what the pair showed.

    `shown` and `uses` say how often the pair's records showed an indicator and asked a lens.
    """
    seldom = sorted(indicators_sought(bank()), key=lambda indicator: shown[indicator])
    return {RECENT: list(recent), SELDOM: seldom, USES: dict(uses)}
