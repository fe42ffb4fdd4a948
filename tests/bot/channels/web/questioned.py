"""A council whose summary puts a question: eight of nine children not discussed are Omar's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests import factories
from tests.bot.channels.web.meetings import Held, a_held_supervision
from tests.reports.factories import a_case, a_meeting, a_record, a_submission


@contextmanager
def a_questioned_council(folder: Path) -> Iterator[Held]:
    with a_held_supervision(folder) as made:
        with made.context.store.writing() as session:
            team = session.merge(made.person("Priya")).team_id
            supervisor = session.merge(made.person("Sunil"))
            for name in ("Omar Hill", "Lee Park"):
                person = factories.a_person(session, name, supervisor=supervisor)
                person.team_id = team
                cases = [a_case(session, person) for _ in range(8)]
                if name == "Lee Park":
                    meeting = a_meeting(session, person, date(2026, 11, 2))
                    for child in cases:
                        a_submission(session, a_record(session, meeting, child))
        yield made
