"""The invented council holds together: its records fold, refer to what is there, and come again."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.demo.council import invent, opening
from bot.demo.readings import read
from practice.calendar import is_working_day
from prompts.card import Input, Tapped, Typed
from prompts.guide import Guide
from prompts.interview import interview_of
from prompts.interview.claims import claims, not_opened
from prompts.interview.copied_words import is_copied
from prompts.interview.path import Slot
from prompts.interview.state import SUBMITTED
from prompts.meeting import MeetingConversation
from prompts.meeting.state import MOST_IN_DEPTH, Meeting
from prompts.options import AddEntry, Choice, Named
from prompts.question import Kind
from prompts.steps import Step
from tests.bot.demo.councils import (
    DAY,
    EVERY_DAY,
    FULL,
    GUIDES,
    HOLIDAY,
    SIZES,
    Size,
    council_of,
    steps_of,
)

ID = re.compile(r"\b[0-9a-f]{32}\b")
DAYS = pytest.mark.parametrize("day", [DAY, HOLIDAY], ids=str)
pytestmark = pytest.mark.long


@pytest.mark.thorough
def test_the_same_day_gives_the_same_council_but_for_its_ids() -> None:
    rows, again = council_of(DAY, FULL), invent(GUIDES, DAY)
    ids: dict[str, str] = {}
    assert rows.keys() == again.keys()
    for table in rows:
        for one, other in zip(rows[table], again[table], strict=True):
            assert _same(one, other, ids), (table, one, other)
    assert len(set(ids.values())) == len(ids)


def _same(one: object, other: object, ids: dict[str, str]) -> bool:
    """Return whether two values are alike where each id of one stands for one id of the other."""
    if isinstance(one, str) and isinstance(other, str):
        pairs = zip(ID.findall(one), ID.findall(other), strict=False)
        return ID.sub("", one) == ID.sub("", other) and all(
            ids.setdefault(a, b) == b for a, b in pairs
        )
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[k], other[k], ids) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other, [ids] * len(one)))
    return one == other


@SIZES
def test_most_supervisions_are_held_by_the_day_that_was_agreed_and_some_are_not(
    size: Size,
) -> None:
    met = defaultdict[str, list[Mapping[str, Any]]](list)
    for one in council_of(DAY, size)["supervision"]:
        met[one["practitioner_id"]].append(one)
    kept = [
        later["held_on"] <= one["next_on"]
        for theirs in met.values()
        for one, later in pairwise(sorted(theirs, key=lambda one: one["held_on"]))
    ]
    assert 0.6 <= sum(kept) / len(kept) <= 0.85


@pytest.mark.long
def test_it_is_as_large_as_a_small_council() -> None:
    rows = council_of(DAY, FULL)
    kinds = Counter(record["kind"] for record in rows["record"])
    still_open = Counter(i["person_id"] for i in rows["involvement"] if i["ended_on"] is None)
    assert 55 <= len(rows["person"]) <= 65
    assert 580 <= len(rows["child"]) <= 760
    assert 560 <= len(rows["supervision"]) <= 700
    assert 1500 <= kinds["in depth"] <= 2000
    assert 5000 <= kinds["looked at"] <= 9500
    assert 12 <= sum(still_open.values()) / len(still_open) <= 17
    assert max(still_open.values()) <= 20


@DAYS
def test_what_a_row_refers_to_stands_before_it(day: date) -> None:
    rows = council_of(day)
    there: dict[str, set[str]] = defaultdict(set)
    for table in SQLModel.metadata.sorted_tables:
        references = [(key.parent.name, key.column.table.name) for key in table.foreign_keys]
        for row in rows.get(table.name, ()):
            for column, other in references:
                assert row.get(column) is None or row[column] in there[other], (table.name, column)
            there[table.name].add(row.get("id", ""))


@DAYS
def test_nothing_happens_after_the_morning_of_its_day_or_on_a_free_day(day: date) -> None:
    rows = council_of(day)
    now = opening(day)
    moments = [row["at"] for row in rows["step"]] + [r["submitted_at"] for r in rows["submission"]]
    assert max(moments) < now
    assert all(is_working_day(held["held_on"]) for held in rows["supervision"])


@DAYS
def test_every_record_folds_with_every_answer_on_its_path(day: date) -> None:
    for record, guide, steps in _interviews(day):
        now = interview_of(guide, steps).state
        on_path = {slot.place for slot in now.questions()}
        assert now.status == SUBMITTED or now.returned, record["id"]
        assert set(now.answers) <= on_path
        assert now.enough or not now.open_slots()


@SIZES
def test_the_claims_stored_are_those_that_were_seen_and_taken_out_ones_do_not_count(
    size: Size,
) -> None:
    rows = council_of(DAY, size)
    last = {row["record_id"]: row["id"] for row in rows["submission"]}
    stored: dict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
    for claim in rows["claim"]:
        counts = claim["confirmed_by"] is not None
        stored[claim["submission_id"]][claim["indicator"]] = (claim["sentence"], counts)
    for record, guide, steps in _interviews(DAY, size):
        if guide.records_claims:
            told = interview_of(guide, steps)
            proposed = {
                k: (
                    claim.sentence,
                    k not in told.state.taken_out and not is_copied(told.state, claim.sentence),
                )
                for k, claim in claims(told.state).items()
                if k not in not_opened(told.state)
            }
            assert stored[last[record["id"]]] == proposed


def _interviews(
    day: date, size: Size = EVERY_DAY
) -> Iterator[tuple[Mapping[str, Any], Guide, Sequence[Step]]]:
    for record in council_of(day, size)["record"]:
        if record["kind"] != "looked at":
            guide = GUIDES.version(record["guide"], record["version"])
            yield record, guide, steps_of(day, size)[record["draft_id"]]


@DAYS
def test_every_meeting_folds_with_every_child_settled(day: date) -> None:
    rows = council_of(day)
    items = Counter(item["supervision_id"] for item in rows["agenda_item"])
    for held in rows["supervision"]:
        now = MeetingConversation(Meeting()).replay(steps_of(day)[held["id"]]).state
        assert not now.waiting()
        # Children of one family are one item, in depth together or not at all.
        families = {child.family or child.ref for child in now.in_depth()}
        assert len(families) <= MOST_IN_DEPTH
        assert {c.ref for c in now.children if c.family in families} <= {
            c.ref for c in now.in_depth()
        }
        assert {child.ref for child in now.in_depth()} <= now.recorded == set(now.records)
        assert (now.minutes, now.sendings) == (held["minutes"], 1)
        assert items[held["id"]] == len(now.children)


@SIZES
def test_an_interview_that_is_given_the_same_answers_takes_the_same_steps(size: Size) -> None:
    told = [one for one in _interviews(DAY, size) if one[0]["kind"] == "in depth"]
    for record, guide, steps in told[::90]:
        kept = _to_check(steps)
        assert _replayed(guide, kept, record["held_on"]) == [_bare(step) for step in kept]


def test_a_word_for_the_bot_is_heard_as_the_bot_hears_it_and_words_that_say_none_are_kept() -> None:
    told = [one for one in _interviews(DAY) if one[0]["kind"] == "in depth"]
    heard = [one for one in told if any(step.kind == "heard" for step in one[2])]
    none = [one for one in told if any(step.value == "None considered." for step in one[2])]
    assert heard
    assert none
    for record, guide, steps in [*heard[::4], none[0]]:
        kept = _to_check(steps)
        assert _replayed(guide, kept, record["held_on"]) == [_bare(step) for step in kept]
    said = [(step.kind, step.value) for _, _, steps in none for step in steps]
    assert ("answered", "None considered.") in said


def _to_check(steps: Sequence[Step]) -> Sequence[Step]:
    """Return the steps up to the first check card, with the word that was heard there."""
    at = next(n for n, step in enumerate(steps) if step.kind == "proposed") + 1
    return steps[: at + (steps[at].kind == "heard")]


def _replayed(guide: Guide, steps: Sequence[Step], day: date) -> list[Step]:
    context = steps[0].value
    assert isinstance(context, dict)
    new = replace(interview_of(guide), reader=read)
    talk = new.begin(context).conversation
    for number, step in enumerate(steps):
        if step.kind in {"answered", "skipped"}:
            slot = talk.state.slot()
            assert slot is not None
            if step.value == "add" and not slot.asks_for_more:
                # The next question's card offered another entry.
                talk = talk.take(Tapped(AddEntry(1)), day).conversation
                continue
            if slot.place != (step.question, step.entry):
                # Who does it, or by when: told in the words before, and not asked.
                continue
            said = _heard_for(step, steps[number + 1 :]) or _said(slot, step)
            talk = talk.take(said, day).conversation
    return [_bare(step) for step in talk.steps]


def _heard_for(step: Step, after: Sequence[Step]) -> Input | None:
    """Return the word that skipped a question; None where its button was tapped."""
    heard = (s.value for s in after if (s.kind, s.question) == ("heard", step.question))
    value = next(heard, None) if step.kind == "skipped" else None
    return Typed(str(value["words"])) if isinstance(value, dict) else None


def _bare(step: Step) -> Step:
    return Step(step.kind, step.question, step.entry, step.value, step.sealed)


def _said(slot: Slot, step: Step) -> Input:
    if step.kind == "skipped":
        return Tapped(Named.SKIP)
    if slot.question.kind is Kind.SCALE:
        return Tapped(Choice(int(str(step.value))))
    values = [option.value for option in slot.question.options]
    value = str(step.value)
    return Tapped(Choice(values.index(value))) if value in values else Typed(value)


def test_some_records_wait_some_went_back_and_some_claims_are_struck() -> None:
    last = {}
    for step in council_of()["step"]:
        if step["kind"] in {"submitted", "returned", "agreed"}:
            last[step["draft_id"]] = step["kind"]
    read = [r for r in council_of()["record"] if r["supervision_id"]]
    states = Counter(last[r["draft_id"]] for r in read)
    sendings = Counter(row["record_id"] for row in council_of()["submission"])
    assert states["agreed"] > 0.85 * sum(states.values())
    assert states["submitted"] > 0
    assert max(sendings.values()) == 2
    assert council_of()["claim_strike"]


@SIZES
def test_one_team_comes_to_say_more_and_another_never_does(size: Size) -> None:
    early, late = _heard("Safeguarding East", size)
    assert late > early + 0.08
    assert max(_heard("Safeguarding West", size)) < late


def _heard(team: str, size: Size) -> tuple[float, float]:
    """Return the share of a team's records that show the child's words: first and last third."""
    rows = council_of(DAY, size)
    team_id = next(row["id"] for row in rows["team"] if row["name"] == team)
    record_of = {row["id"]: row["record_id"] for row in rows["submission"]}
    shown = {
        record_of[c["submission_id"]] for c in rows["claim"] if c["indicator"] == "child_voice"
    }
    of_team = [r for r in rows["record"] if r["team_id"] == team_id and r["kind"] == "in depth"]
    third = len(of_team) // 3
    heard = [record["id"] in shown for record in sorted(of_team, key=lambda r: r["held_on"])]
    return sum(heard[:third]) / third, sum(heard[-third:]) / third


def test_outcomes_move_both_ways() -> None:
    ratings: dict[str, list[int]] = defaultdict(list)
    for row in council_of()["outcome_rating"]:
        ratings[row["outcome_id"]].append(row["rating"])
    moves = Counter(
        (given[-1] > given[0]) - (given[-1] < given[0])
        for given in ratings.values()
        if len(given) > 1
    )
    assert moves[1] > moves[0] > 0
    assert moves[-1] > 0


def test_records_in_depth_are_compared_and_some_copy_earlier_ones_of_their_child() -> None:
    rows = council_of()
    of = {one["id"]: one for one in rows["record"]}
    sent = [one for one in rows["submission"] if of[one["record_id"]]["kind"] == "in depth"]
    compared = [one["copied"] for one in sent if one["copied"] is not None]
    assert 0.01 < sum(compared) / len(compared) < 0.3
    drafts = {one["draft_id"]: one for one in of.values()}
    found = [
        (drafts[row["draft_id"]], words)
        for row in rows["step"]
        if row["kind"] == "compared" and row["draft_id"] in drafts
        for words in row["value"]
    ]
    assert found
    for record, words in found:
        earlier = of[words["record_id"]]
        assert earlier["child_id"] == record["child_id"]
        assert str(earlier["held_on"]) == words["day"] < str(record["held_on"])
