"""Drawing records for practice audits: by lot, never one's own, some of them twice."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from practice.access import may_read
from storage import audit, audits, drafts, drawing, records
from storage.access import record_facts, viewer_of
from storage.audits import PRACTICE, Among, Drawn, Form
from storage.drafts import StepRow
from storage.session import Store
from storage.tables import Action, Draft, Person, Record, Submission
from tests.factories import a_child, a_person, a_team
from tests.reports.factories import a_meeting, a_record, a_step, a_submission

DAY, NOON = date(2026, 11, 3), datetime(2026, 11, 3, 12, tzinfo=UTC)
SINCE = DAY - timedelta(days=100)


def agreed(session: Session, practitioner: Person, count: int) -> list[str]:
    """Add records in depth that both agreed; return their ids in the order of their making."""
    made = []
    for _ in range(count):
        meeting = a_meeting(session, practitioner, DAY)
        record = a_record(session, meeting, a_child(session))
        a_submission(session, record)
        a_step(session, record, "submitted", NOON)
        a_step(session, record, "agreed", NOON)
        made.append(record.id)
    return made


def people(session: Session) -> tuple[Person, Person, Person]:
    """Return a practitioner who has a supervisor, and two practice leads, all of one team."""
    team = a_team(session)
    supervisor = a_person(session, "Sunil", "supervisor", team=team)
    leads = [a_person(session, name, "practice lead", team=team) for name in ("Lena", "Mia")]
    return a_person(session, "Priya", team=team, supervisor=supervisor), leads[0], leads[1]


def noted(
    session: Session,
    drawn: Drawn,
    by: Person,
    *,
    sends: bool = False,
    form: Form = PRACTICE,
) -> str:
    draft = Draft(kind="guide", guide=form.guide, version=1, person_id=by.id, opened_at=NOON)
    session.add(draft)
    session.flush()
    audits.note(session, draft.id, drawn, by.id, NOON, form.among.noun)
    session.flush()
    if sends:
        send(session, draft.id, by)
    return draft.id


def send(session: Session, draft_id: str, by: Person) -> None:
    row = StepRow(1, "submitted", None, 0, None, False, by.id, NOON)
    drafts.add_steps(session, draft_id, [row])


def test_each_record_is_as_likely_and_a_seed_draws_the_same_again(store: Store) -> None:
    with store.writing() as session:
        priya, lena, _ = people(session)
        made = agreed(session, priya, 4)
        draws = [drawing.draw(session, lena.id, [priya.team_id], SINCE, n) for n in range(400)]
        counted = Counter(one.drawn_id for one in draws if one)
        assert set(counted) == set(made)
        assert min(counted.values()) > 60
        again = drawing.draw(session, lena.id, [priya.team_id], SINCE, 17)
        assert again == draws[17]
        assert again is not None
        assert made[again.number - 1] == again.drawn_id
        assert again.count == 4


def test_nobody_draws_what_they_had_a_part_in_nor_what_was_not_agreed(store: Store) -> None:
    with store.writing() as session:
        priya, lena, _ = people(session)
        agreed(session, priya, 2)
        record = a_record(session, a_meeting(session, priya, DAY), a_child(session))
        a_submission(session, record)
        for part in (priya.id, priya.supervisor_id or ""):
            assert drawing.draw(session, part, [priya.team_id], SINCE, 1) is None
        assert drawing.draw(session, lena.id, ["another team"], SINCE, 1) is None
        assert drawing.draw(session, lena.id, [priya.team_id], DAY + timedelta(days=1), 1) is None
        draws = [drawing.draw(session, lena.id, [priya.team_id], SINCE, n) for n in range(40)]
        assert record.id not in {one.drawn_id for one in draws if one}


def test_one_draw_in_three_is_of_what_another_auditor_has_read_once(store: Store) -> None:
    with store.writing() as session:
        priya, lena, mia = people(session)
        agreed(session, priya, 3)
        first = drawing.draw(session, lena.id, [priya.team_id], SINCE, 1)
        assert first is not None
        draft_id = noted(session, first, lena)
        draws = [drawing.draw(session, mia.id, [priya.team_id], SINCE, n) for n in range(30)]
        assert not any(one.again for one in draws if one), "it is not read yet"
        send(session, draft_id, lena)
        draws = [drawing.draw(session, mia.id, [priya.team_id], SINCE, n) for n in range(30)]
        twice = [one for one in draws if one and one.again]
        assert {one.drawn_id for one in twice} == {first.drawn_id}
        assert len(twice) == 10
        hers = [drawing.draw(session, lena.id, [priya.team_id], SINCE, n) for n in range(30)]
        assert not any(one.again for one in hers if one)
        noted(session, twice[0], mia)
        third = [drawing.draw(session, mia.id, [priya.team_id], SINCE, n) for n in range(30)]
        assert not any(one.again for one in third if one)


def test_what_is_drawn_opens_to_its_auditor_until_the_audit_is_sent(store: Store) -> None:
    with store.writing() as session:
        priya, lena, mia = people(session)
        (record_id,) = agreed(session, priya, 1)

        def reads(person: Person) -> bool:
            facts = record_facts(session, [record_id], DAY)[record_id]
            return may_read(viewer_of(session, person), facts)

        assert not reads(lena)
        drawn = drawing.draw(session, lena.id, [priya.team_id], SINCE, 1)
        assert drawn is not None
        draft_id = noted(session, drawn, lena)
        assert (reads(lena), reads(mia)) == (True, False)
        send(session, draft_id, lena)
        assert not reads(lena)


def test_a_plan_is_drawn_among_records_that_hold_one_and_beside_what_else_was_drawn(
    store: Store,
) -> None:
    plan = Form("audit-plan", Among.WITH_PLAN)
    with store.writing() as session:
        priya, lena, _ = people(session)
        planned, _ = agreed(session, priya, 2)
        submission_id = records.last_submission(session, planned) or ""
        child_id = session.get_one(Record, planned).child_id or ""
        session.add(Action(submission_id=submission_id, child_id=child_id, what="Ring nan"))
        session.flush()
        drawn = {drawing.draw(session, lena.id, [priya.team_id], SINCE, n, plan) for n in range(9)}
        assert {one.drawn_id for one in drawn if one} == {planned}
        drawn_first = drawing.draw(session, lena.id, [priya.team_id], SINCE, 1, plan)
        assert drawn_first is not None
        noted(session, drawn_first, lena, form=plan)
        assert drawing.draw(session, lena.id, [priya.team_id], SINCE, 1, plan) is None
        rest = [drawing.draw(session, lena.id, [priya.team_id], SINCE, n) for n in range(20)]
        assert planned in {one.drawn_id for one in rest if one}, "another form draws it, too"


def test_an_assessment_is_drawn_among_children_who_are_in_one(store: Store) -> None:
    form = Form("audit-assessment", Among.IN_ASSESSMENT)
    with store.writing() as session:
        priya, lena, _ = people(session)
        agreed(session, priya, 2)
        assert drawing.draw(session, lena.id, [priya.team_id], SINCE, 1, form) is None
        record = a_record(
            session, a_meeting(session, priya, DAY), a_child(session, status="assessment")
        )
        a_submission(session, record)
        a_step(session, record, "submitted", NOON)
        a_step(session, record, "agreed", NOON)
        drawn = drawing.draw(session, lena.id, [priya.team_id], SINCE, 1, form)
        assert drawn is not None
        assert drawn.drawn_id == record.id


def an_audit(session: Session, draft_id: str, by: Person, of: Person | None) -> str:
    """Store the audit that a draft was sent as, of a worker's record or of nobody's; return its id.

    One of nobody's is of the auditor's team.
    """
    record = Record(
        draft_id=draft_id, kind="audit", visibility="audit", writer_id=by.id,
        other_id=of.id if of else None, team_id=(of or by).team_id, held_on=DAY,
        guide="practice-audit", version=1,
    )  # fmt: skip
    session.add(record)
    session.flush()
    session.add(Submission(record_id=record.id, number=1, submitted_at=NOON))
    session.flush()
    return record.id


def test_of_two_who_read_the_same_record_neither_reads_the_others_audit_before_theirs_is_sent(
    store: Store,
) -> None:
    with store.writing() as session:
        priya, lena, mia = people(session)
        agreed(session, priya, 1)
        first = drawing.draw(session, lena.id, [priya.team_id], SINCE, 1)
        assert first is not None
        audit_id = an_audit(session, noted(session, first, lena, sends=True), lena, priya)

        def reads(person: Person) -> bool:
            facts = record_facts(session, [audit_id], DAY)[audit_id]
            return may_read(viewer_of(session, person), facts)

        assert reads(mia)
        second = drawing.draw(session, mia.id, [priya.team_id], SINCE, 3)
        assert second is not None
        assert second.again
        draft_id = noted(session, second, mia)
        assert (reads(mia), reads(priya), reads(lena)) == (False, True, True)
        send(session, draft_id, mia)
        assert reads(mia)
        assert [pair[1:] for pair in audits.read_twice(session, "practice-audit")] == [
            (session.get_one(Record, audit_id).draft_id, draft_id)
        ]


def test_whoever_has_read_an_audit_does_not_draw_its_record_as_the_second(store: Store) -> None:
    with store.writing() as session:
        priya, lena, mia = people(session)
        agreed(session, priya, 1)
        first = drawing.draw(session, lena.id, [priya.team_id], SINCE, 1)
        assert first is not None
        audit_id = an_audit(session, noted(session, first, lena, sends=True), lena, priya)
        assert drawing.draw(session, mia.id, [priya.team_id], SINCE, 3) is not None
        audit.record(session, audit.READ, "record", audit_id, actor=mia.id, at=NOON)
        assert drawing.draw(session, mia.id, [priya.team_id], SINCE, 3) is None


def test_what_auditors_read_is_counted_by_record_and_as_it_was_known_then(store: Store) -> None:
    with store.writing() as session:
        priya, lena, mia = people(session)
        made = agreed(session, priya, 2)
        for number, by, sends in ((0, lena, True), (0, mia, True), (1, lena, False)):
            draft_id = noted(session, Drawn(made[number], 1, 1, 2, again=False), by, sends=sends)
            if sends:
                an_audit(session, draft_id, by, priya)
        known = {
            at: audits.read_of(session, [priya.team_id], SINCE, at, 12)
            for at in (NOON, NOON - timedelta(days=1))
        }
        elsewhere = audits.read_of(session, ["another"], SINCE, NOON, 12)
    assert [(one.records, one.twice) for one in known.values()] == [(1, 1), (0, 0)]
    assert elsewhere.records == 0
