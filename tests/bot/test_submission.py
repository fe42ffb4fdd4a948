"""What one sending of a record stores of its claims, its actions and its share of process."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.conversations import submission
from practice.access import Visibility
from practice.evidence import READER_VERSION
from practice.terms import RecordKind
from prompts.copied import CopiedWords
from prompts.interview.state import Interview
from storage.bulk import Batch
from storage.tables import Record
from tests.prompts.test_claims import case_with
from tests.prompts.test_process_share import read_as

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TOLD = {"words": "She hid behind the sofa when he came in.", "practice": "We drew, all of us."}


RECORD = Record(
    draft_id="d",
    kind=RecordKind.IN_DEPTH,
    visibility=Visibility.CHILD,
    child_id="c",
    writer_id="sunil",
    team_id="t",
    held_on=date(2026, 11, 24),
    guide="case-supervision",
    version=2,
)


def claims_sent(interview: Interview) -> dict[str, tuple[str, str | None, bool]]:
    """Return each claim stored: its sentence, its reader, and whether it is confirmed."""
    batch = Batch()
    submission.first(batch, submission.interviewed(RECORD, interview, NOW))
    return {
        row["indicator"]: (row["sentence"], row["reader"], row["confirmed_by"] == "sunil")
        for row in batch.tables["claim"]
    }


def test_what_a_reader_proposed_is_stored_with_its_version() -> None:
    assert claims_sent(case_with(TOLD).state) == {
        "child_voice": (TOLD["words"], READER_VERSION, True)
    }


def test_what_the_writer_pointed_to_is_stored_without_a_reader() -> None:
    talk = case_with(TOLD)
    talk.tap("It is there")
    talk.tap(next(t.label for t in talk.taps() if t.label.endswith("your own practice went")))
    assert claims_sent(talk.state)["own_practice"] == (TOLD["practice"], None, True)


def test_a_claim_taken_out_is_stored_unconfirmed() -> None:
    talk = case_with(TOLD)
    talk.tap("Take a out")
    assert claims_sent(talk.state)["child_voice"] == (TOLD["words"], READER_VERSION, False)


@pytest.mark.parametrize(
    ("why", "how", "bare"),
    [
        ("me", "in six weeks", (True, True)),
        ("So that she sleeps", "by phone", (False, False)),
        (None, "by Friday", (False, True)),
    ],
)
def test_a_why_or_how_that_names_only_who_or_when_is_kept_and_marked(
    why: str | None, how: str, bare: tuple[bool, bool]
) -> None:
    told = {"actions.what": "Ring the school", "actions.how": how}
    talk = case_with(told | {"actions.why": why} if why else told)
    (action,) = submission.interviewed(RECORD, talk.state, NOW).actions
    assert (action.why, action.how) == (why, how)
    assert (action.why_is_bare, action.how_is_bare) == bare


def shares_sent(record: Record, version: str = "made up") -> list[tuple[str, float, int]]:
    """Return what is stored of a record's share of process, where a reader gives one."""
    told = read_as(case_with(TOLD).state, {TOLD["words"]: 0.0, TOLD["practice"]: 1.0}, version)
    batch = Batch()
    submission.first(batch, submission.interviewed(record, told, NOW))
    rows = batch.tables["process_share"]
    return [(row["reader"], row["share"], row["sentences"]) for row in rows]


def test_the_share_of_process_is_stored_with_the_version_of_the_reader() -> None:
    assert shares_sent(RECORD) == [("made up", 0.5, 2)]


@pytest.mark.parametrize(
    ("kind", "visibility"),
    [
        (RecordKind.PERSONAL, Visibility.PERSONAL),
        (RecordKind.REFLECTION, Visibility.SHARED),
        (RecordKind.REFLECTION, Visibility.KEPT),
    ],
)
def test_of_what_enters_no_measure_no_share_is_stored(kind: str, visibility: str) -> None:
    record = RECORD.model_copy(update={"kind": kind, "visibility": visibility})
    assert shares_sent(record) == []


def test_whether_copied_words_are_left_unsaid_is_stored_where_it_was_compared() -> None:
    told = case_with(TOLD).state
    words = CopiedWords(TOLD["words"], "2026-10-03", "r", None, is_own=True)
    copied = replace(told, copied=(words,))
    again = replace(copied, said_again=frozenset({words.words}))
    stored = [submission.interviewed(RECORD, one, NOW).copied for one in (told, copied, again)]
    assert stored == [False, True, False]
    reflection = RECORD.model_copy(update={"kind": RecordKind.REFLECTION})
    assert submission.interviewed(reflection, copied, NOW).copied is None
    batch = Batch()
    submission.first(batch, submission.interviewed(RECORD, copied, NOW))
    assert [row["copied"] for row in batch.tables["submission"]] == [True]


def test_where_the_reader_gives_no_share_nothing_is_stored() -> None:
    told = read_as(case_with(TOLD).state, dict.fromkeys(TOLD.values()), "made up")
    batch = Batch()
    submission.first(batch, submission.interviewed(RECORD, told, NOW))
    assert not batch.tables["process_share"]
