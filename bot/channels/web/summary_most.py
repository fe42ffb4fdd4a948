"""The list of what does not count where most of it is, and who is to be asked about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from bot.channels.web.summary import LookedAt
from bot.channels.web.words import words
from practice.calendar import london_day
from prompts.days import day_words
from reports.drilldown import Row
from reports.findings import where
from reports.places import Dimension, Where
from storage import absences, people
from storage.people import team_and_descendants
from storage.session import Session


def sits(session: Session, measure_key: str, view: LookedAt) -> Where | None:
    """Return where most of what does not count for a measure is; None where it is spread."""
    teams = tuple(team_and_descendants(session, view.team.id))
    return where.find(session, teams, view.month, view.now, measure_key).get(measure_key)


def whose(session: Session, rows: Sequence[Row], found: Where | None, view: LookedAt) -> list[str]:
    """Return a line for each practitioner or team of a list, the most first, and whom to ask."""
    if found is None:
        return []
    by_team = found.dimension is Dimension.TEAM
    counts = Counter(row.team_id if by_team else row.worker_id or "" for row in rows)
    name = _team if by_team else _practitioner
    away = {} if by_team else absences.away_on(session, london_day(view.now))
    lines = [
        (-n, _with_away(session, name(session, one, n), one, away)) for one, n in counts.items()
    ]
    return [line for _, line in sorted(lines)]


def _with_away(session: Session, line: str, person_id: str, away: Mapping[str, date]) -> str:
    """Return the line of a practitioner, and who of them and their supervisor is away today."""
    person = people.person(session, person_id) if away else None
    above = people.person(session, person.supervisor_id or "") if person else None
    for one in (person, above):
        if one is not None and one.id in away:
            line = words("list.of_away", line=line, name=one.name, day=day_words(away[one.id]))
    return line


def _team(session: Session, team_id: str, n: int) -> str:
    team = people.team(session, team_id)
    return words("list.of_team", name=team.name if team else "", n=n)


def _practitioner(session: Session, person_id: str, n: int) -> str:
    person = people.person(session, person_id)
    above = people.person(session, person.supervisor_id or "") if person else None
    name = person.name if person else ""
    if above is None:
        return words("list.of_team", name=name, n=n)
    return words("list.of_practitioner", name=name, n=n, supervisor=above.name)
