"""Supervisors and practitioners, records with a share about process, and what is said of it."""

import json as plain
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session

from practice.calendar import Month
from reports import kept
from reports.render import html, json, text
from reports.summary import build
from reports.view import Estimate, Summary
from storage import measures
from storage.measures import Scope
from storage.tables import Person, Submission, Team
from tests.factories import a_person, a_team
from tests.reports.factories import a_case, a_meeting, a_process_share, a_record, a_submission

FEBRUARY, MARCH = Month(2026, 2), Month(2026, 3)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)


class Service:
    """Three supervisors, each with a practitioner, whose records are as each test wants them."""

    def __init__(self, session: Session, people: int = 3) -> None:
        self.session = session
        self.team: Team = a_team(session, "North")
        self.pairs: list[Person] = [self._practitioner() for _ in range(people)]
        # The records begin long before, so that the months of the tests are whole.
        a_meeting(session, self.pairs[0], date(2025, 1, 1))

    def _practitioner(self) -> Person:
        supervisor = a_person(self.session, role="supervisor", team=self.team)
        return a_person(self.session, team=self.team, supervisor=supervisor)

    def record(
        self, practitioner: Person, day: date, kind: str = "in depth", share: float = 0.0
    ) -> Submission:
        """Add a record of four sentences with this share."""
        meeting = a_meeting(self.session, practitioner, day)
        child = a_case(self.session, practitioner) if kind != "personal" else None
        sent = a_submission(self.session, a_record(self.session, meeting, child, kind))
        a_process_share(self.session, sent, share, 4)
        return sent

    def records(self, month: Month, shares: Sequence[float], reader: str = "r1") -> None:
        """Add a record in depth for each share, the practitioners in turn."""
        for number, share in enumerate(shares):
            practitioner = self.pairs[number % len(self.pairs)]
            meeting = a_meeting(self.session, practitioner, month.first)
            child = a_case(self.session, practitioner)
            sent = a_submission(self.session, a_record(self.session, meeting, child))
            a_process_share(self.session, sent, share, 4, reader)

    def summary(self, as_of: datetime = APRIL) -> Summary:
        return build(self.session, self.team, MARCH, as_of, None)

    def estimate(self, as_of: datetime = APRIL) -> Estimate:
        made = self.summary(as_of).process
        assert made is not None
        return made

    def texts(self) -> dict[Month, measures.ProcessTexts]:
        asked = Scope((self.team.id,), (FEBRUARY, MARCH), APRIL)
        found = kept.parts(self.session, asked, kept.PROCESS.key)
        return measures.process_texts(found[kept.PROCESS.key])


def publish(path: Path, mean_error: float = 0.075, bias: float = 0.0, reader: str = "r1") -> None:
    found = {"reader": reader, "texts": 200, "mean_error": mean_error, "bias": bias}
    path.write_text(plain.dumps(found), encoding="utf-8")


def said(summary: Summary) -> str:
    (section,) = [section for section in summary.sections if section.key == "process"]
    return " ".join(sentence.text for sentence in section.sentences)


def everything(summary: Summary) -> str:
    return html.page(summary) + text.text(summary) + text.first_screen(summary) + json.text(summary)
