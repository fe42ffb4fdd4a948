"""Findings of records: what moved stands in the summary, in JSON, and as it was shown."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from practice.calendar import Month, months_back
from reports import enquiries, shown
from reports.render import html, json, text
from reports.summary import build
from reports.view import Summary
from storage.session import Session
from storage.showings import Showing
from tests.factories import a_person, a_team, make_store
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, claims

OCTOBER = Month(2026, 10)
AFTER = datetime(2026, 11, 5, 9, tzinfo=UTC)
MONTHS = months_back(OCTOBER, 18)
SINCE = MONTHS[11]
A_MONTH = 24
"""So many records in depth a month, the half of them North's."""
VOICE = "records.child_voice"


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Summary]:
    """Return the summary of a service of whose two teams North alone hears more since SINCE."""
    folder: Path = tmp_path_factory.mktemp("moved")
    with (
        closing(make_store(folder, waits_for_the_disk=False)) as store,
        Session(store.engine) as session,
    ):
        service = a_team(session, "Service")
        for name in ("North", "South"):
            worker = a_person(session, team=a_team(session, name, parent=service))
            cases = [a_case(session, worker) for _ in range(A_MONTH // 2)]
            for at, month in enumerate(MONTHS):
                heard = 11 if name == "North" and month >= SINCE else 3 + at % 3
                meeting = a_meeting(session, worker, date(month.year, month.month, 4))
                for nth, case in enumerate(cases):
                    sent = a_submission(session, a_record(session, meeting, case))
                    if nth < heard:
                        claims(session, sent, ["child_voice"])
        yield build(session, service, OCTOBER, AFTER, None)
        session.rollback()


def test_what_moved_is_the_one_signal_and_what_stayed_is_quiet(summary: Summary) -> None:
    assert [one.measure for one in summary.findings if one.is_signal] == [VOICE]
    one = summary.findings[0]
    assert (one.since, one.direction) == (SINCE, "improvement")
    assert "All of it is in North." in one.sentence
    assert one.ask == "the manager of North"
    assert "children.discussed_share" in summary.looked.quiet


def test_its_parts_add_up_to_the_change(summary: Summary) -> None:
    one = summary.findings[0]
    assert one.before is not None
    assert one.after is not None
    change = sum(part.change for part in one.made_of)
    assert change == pytest.approx(one.after - one.before)


def test_json_has_it_under_the_names_that_others_rely_on(summary: Summary) -> None:
    document = json.document(summary)
    Draft202012Validator(json.schema()).validate(document)
    found = document["findings"][0]
    assert {
        "id",
        "measure",
        "verdict",
        "rule",
        "direction",
        "since",
        "size",
        "made_of",
        "sentence",
        "question",
        "ask",
        "caution",
        "records",
    } <= found.keys()
    assert (found["measure"], found["verdict"], found["since"]) == (VOICE, "signal", str(SINCE))
    assert found["made_of"][0]["value"] == "North"
    assert found["records"]["count"] == A_MONTH // 2
    assert VOICE not in document["quiet"]
    linked = json.document(summary, lambda *of, team_id="": "/".join(map(str, (*of, team_id))))
    of_north = summary.opens[summary.findings[0].id].team_id
    assert linked["findings"][0]["records"]["link"] == f"{VOICE}/{OCTOBER}/all/{of_north}"


def test_every_form_opens_with_it(summary: Summary) -> None:
    sentence = summary.findings[0].sentence
    assert sentence in unescape(html.page(summary))
    assert sentence in " ".join(text.text(summary).split())
    assert "moved by more than chance" in text.first_screen(summary)


def test_its_list_opens_from_the_first_screen(summary: Summary) -> None:
    lead = next(one for one in summary.sections if one.key == "lead")
    opened = next(one for one in lead.sentences if one.question == VOICE)
    assert [(one.shows, one.count) for one in opened.lists][-1] == ("all", A_MONTH)


def test_its_question_can_be_taken_up(summary: Summary) -> None:
    asked = next(one for one in summary.questions if one.about == VOICE)
    assert asked.question == summary.findings[0].question
    assert len(summary.questions) <= enquiries.MOST


def test_a_summary_that_was_shown_opens_with_its_findings_as_they_were(summary: Summary) -> None:
    kept = shown.to_show(summary, "team", None)
    again = shown.as_shown(Showing(kept.view, kept.team_id, kept.month, kept.at))
    assert again.findings == summary.findings
    assert again.looked == summary.looked
