"""Imported notes: what they would show stands apart, as an estimate, and counts nowhere."""

import json as plain
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlmodel import Session

from practice.calendar import Month
from practice.estimates import ErrorCounts, published_error_rates
from practice.evidence import INDICATORS, READER_VERSION
from reports import imported_notes as before
from reports.imported_view import FromNotes
from reports.render import html, json, text
from reports.shown import as_shown, to_show
from reports.summary import build
from reports.view import Summary
from storage import imported_notes, measures
from storage.cipher import Cipher
from storage.imported_notes import NewNote
from storage.measures import Scope
from storage.showings import Showing
from storage.submissions import NewClaim, NewProcessShare
from storage.tables import Person, Team
from tests.factories import KEY, a_child, a_person, a_team
from tests.reports.factories import a_meeting

MARCH = Month(2026, 3)
IMPORTED = datetime(2026, 3, 2, 9, tzinfo=UTC)
AS_OF = datetime(2026, 3, 20, 9, tzinfo=UTC)
HEADING = "From imported notes, estimated"
VOICE = "records.child_voice"


class Council:
    """Six supervisors, each with a practitioner, and what is imported of them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.team: Team = a_team(session, "North")
        self.child = a_child(session, "CH-1")
        self.pairs: list[Person] = [self._pair() for _ in range(6)]
        self.brought = 0

    def _pair(self) -> Person:
        supervisor = a_person(self.session, role="supervisor", team=self.team)
        return a_person(self.session, team=self.team, supervisor=supervisor)

    def note(  # noqa: PLR0913 - each is what one test is about
        self,
        pair: int,
        shows: Sequence[str] = (),
        *,
        held_on: date = date(2025, 9, 1),
        kind: str = "case",
        reader: str = READER_VERSION,
        at: datetime = IMPORTED,
        replaces: str | None = None,
    ) -> str:
        """Bring a note in and return its id."""
        practitioner = self.pairs[pair]
        supervisor = self.session.get_one(Person, practitioner.supervisor_id)
        self.brought += 1
        values = {
            "note_ref": f"SN-{self.brought}",
            "held_on": held_on,
            "kind": kind,
            "supervisor_ref": supervisor.ref,
            "practitioner_ref": practitioner.ref,
            "child_ref": None if kind == "personal" else self.child.ref,
            "text": "As it was.",
        }
        claims = [NewClaim(one, "As it was.", False, reader, "text") for one in shows]
        new = NewNote(values, "", claims, [NewProcessShare(reader, 0.2, 1)], replaces)
        return imported_notes.store(self.session, [new], at, lambda _rows: None)[0]

    def notes(self, each: int = 10, found: int = 5, pairs: int = 6, **as_: Any) -> list[str]:
        """Bring in notes of each of these pairs; the child's voice is found in `found` of them."""
        return [
            self.note(pair, ["child_voice"] if number < found else [], **as_)
            for pair in range(pairs)
            for number in range(each)
        ]

    def begin(self, day: date) -> None:
        a_meeting(self.session, self.pairs[0], day)

    def summary(self, month: Month = MARCH, as_of: datetime = AS_OF) -> Summary:
        return build(self.session, self.team, month, as_of, None)

    def told(self, month: Month = MARCH, as_of: datetime = AS_OF) -> FromNotes:
        found = self.summary(month, as_of).from_notes
        assert found is not None
        return found


@pytest.fixture
def council(session: Session) -> Council:
    session.info["cipher"] = Cipher(KEY)
    return Council(session)


@pytest.fixture(autouse=True)
def _published(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the reader find 8 of 10, and 2 of 100 that are not there, whoever wrote it."""
    rates = dict.fromkeys(INDICATORS, [ErrorCounts(160, 40, 4, 196)] * 24)
    monkeypatch.setattr(before, "published_error_rates", lambda: rates)
    before._estimated.cache_clear()


def everything(summary: Summary) -> str:
    return html.page(summary) + text.text(summary) + json.text(summary)


def test_what_the_reader_finds_is_corrected_by_what_it_misses_and_takes_wrongly(
    council: Council,
) -> None:
    council.notes(found=5)
    told = council.told()
    voice = next(one for one in told.estimates if one.key == VOICE)
    # Of 100 notes it finds 50: (0.5 - 0.02) / (0.8 - 0.02).
    assert voice.of_100 == 62
    assert voice.low is not None
    assert voice.high is not None
    assert voice.low < 62 < voice.high
    assert (told.notes, told.writers, told.left_out) == (60, 6, 0)
    assert {one.key for one in told.estimates} == {f"records.{name}" for name in INDICATORS}


def test_nothing_found_is_said_with_how_much_could_be_there(council: Council) -> None:
    council.notes(found=0)
    research = next(one for one in council.told().estimates if one.key == "records.research")
    assert (research.of_100, research.low) == (0, 0)
    assert research.high is not None
    assert research.high > 0


def test_it_stands_apart_and_in_no_figure(council: Council) -> None:
    without = json.document(council.summary())
    council.notes()
    with_notes = json.document(council.summary())
    assert with_notes.pop("imported_notes")["notes"] == 60
    assert without.pop("imported_notes") is None
    assert with_notes == without


def test_every_format_says_the_same_with_the_interval_and_the_caution(council: Council) -> None:
    council.notes()
    summary = council.summary()
    told = council.told()
    voice = next(one for one in told.estimates if one.key == VOICE)
    [written] = [
        one
        for one in json.document(summary)["imported_notes"]["estimates"]
        if one["indicator"] == VOICE
    ]
    assert [written[name] for name in ("estimate", "lower", "upper")] == [
        share / 100 for share in (voice.of_100, voice.low, voice.high) if share is not None
    ]
    page, shown = html.page(summary), " ".join(text.text(summary).split())
    for words in (HEADING, told.caution):
        assert words in page
        assert words in shown
    line = f"about {voice.of_100} of 100, likely between {voice.low} and {voice.high}."
    assert f"{voice.label}: {line}" in shown.replace("- ", "")
    assert f"{voice.low} and {voice.high}</td>" in page
    assert "60 case notes by 6 supervisors were read, held on 1 September 2025" in shown


def test_the_json_is_as_its_schema_says(council: Council) -> None:
    validator = Draft202012Validator(json.schema())
    validator.validate(json.document(council.summary()))
    council.notes(each=1)
    validator.validate(json.document(council.summary()))
    council.notes()
    validator.validate(plain.loads(json.text(council.summary())))


def test_without_notes_nothing_is_said(council: Council) -> None:
    assert council.summary().from_notes is None
    assert HEADING not in everything(council.summary())
    assert HEADING not in text.first_screen(council.summary())


@pytest.mark.parametrize("kind", ["personal", "group"])
def test_notes_of_another_kind_are_in_no_estimate(council: Council, kind: str) -> None:
    council.notes(kind=kind)
    assert council.summary().from_notes is None


def test_only_the_year_before_the_first_record_is_read(council: Council) -> None:
    council.begin(date(2026, 3, 10))
    for held_on in (date(2025, 3, 31), date(2026, 3, 10), date(2026, 3, 12)):
        council.note(0, held_on=held_on)
    assert council.summary().from_notes is None
    for held_on in (date(2025, 4, 1), date(2026, 3, 9)):
        council.note(0, held_on=held_on)
    told = council.told()
    assert (told.notes, told.since, told.until) == (2, date(2025, 4, 1), date(2026, 3, 9))


def test_it_is_said_until_the_records_have_a_year_of_their_own(council: Council) -> None:
    council.notes()
    council.begin(date(2026, 3, 1))
    for month, is_said in ((Month(2026, 3), True), (Month(2027, 3), True), (Month(2027, 4), False)):
        as_of = datetime(2027, 5, 3, 9, tzinfo=UTC)
        assert (council.summary(month, as_of).from_notes is not None) == is_said


def test_a_note_counts_as_it_stood_at_the_moment(council: Council) -> None:
    first, *rest = council.notes(each=10, found=10, pairs=1)
    later = IMPORTED + timedelta(days=4)
    council.note(0, [], at=later, replaces=first)
    imported_notes.say(council.session, rest[:4], standing=False, at=later)
    council.session.flush()

    def found(as_of: datetime) -> tuple[int, int]:
        read = measures.imported_notes(
            council.session, scope(council, as_of), READER_VERSION, date(2025, 1, 1), AS_OF.date()
        )
        return read.notes, sum(read.found["child_voice"].values())

    assert found(later - timedelta(hours=1)) == (10, 10)
    assert found(later) == (6, 5)
    assert council.summary(as_of=IMPORTED - timedelta(hours=1)).from_notes is None


def scope(council: Council, as_of: datetime) -> Scope:
    return Scope((council.team.id,), (MARCH,), as_of)


def test_what_another_version_read_is_left_out_and_said(council: Council) -> None:
    council.notes()
    council.notes(each=1, found=1, reader="another")
    told = council.told()
    assert (told.notes, told.left_out) == (60, 6)
    shown = " ".join(text.text(council.summary()).split())
    assert "6 more were read by another version" in shown


def test_where_another_version_read_them_all_nothing_is_estimated(council: Council) -> None:
    council.notes(reader="another")
    told = council.told()
    assert told.estimates == ()
    assert "no errors are published for the version that read them" in told.unsaid
    shown = " ".join(text.text(council.summary()).split())
    assert "60 case notes were read by another version of the reader." in shown
    assert told.unsaid in shown
    assert "nobody confirmed them" not in shown


@pytest.mark.parametrize(
    ("pairs", "each", "why"),
    [
        (2, 30, "3 practitioners"),
        (6, 4, "too few notes"),
        (4, 15, "too few supervisors"),
    ],
)
def test_of_few_notes_or_few_people_it_is_not_said_and_why(
    council: Council, pairs: int, each: int, why: str
) -> None:
    council.notes(each=each, pairs=pairs, found=2)
    summary = council.summary()
    assert why in " ".join(text.text(summary).split())
    assert "likely between" not in text.text(summary)
    assert why in html.page(summary)


def test_where_one_person_is_behind_more_than_half_it_is_not_said(council: Council) -> None:
    council.notes(each=10)
    council.notes(each=51, pairs=1)
    assert "nobody behind more than half" in council.told().unsaid


def test_a_note_of_another_team_is_not_theirs(council: Council) -> None:
    council.notes()
    other = a_team(council.session, "South")
    assert build(council.session, other, MARCH, AS_OF, None).from_notes is None


def test_a_summary_that_was_shown_keeps_it(council: Council) -> None:
    council.notes()
    summary = council.summary()
    kept = to_show(summary, council.team.id, None)
    again = as_shown(Showing(kept.view, council.team.id, MARCH, AS_OF))
    assert again.from_notes == summary.from_notes


def test_the_shipped_rates_tell_each_indicator_apart() -> None:
    rates = published_error_rates()
    assert isinstance(rates, dict)
    assert set(rates) == set(INDICATORS)
