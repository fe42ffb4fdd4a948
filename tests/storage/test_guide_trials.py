"""When a version was first used and what records written with it show, on both databases."""

from datetime import timedelta

from practice.terms import StepKind
from storage import drafts
from storage.audit_depths import depths_of
from storage.drafts import StepRow
from storage.guide_trials import Wanted, Written, first_uses, written
from storage.session import Session, Store
from storage.tables import ClaimStrike, Draft, GuideVersion, Person, Record, Submission
from tests.factories import a_child, a_person, a_team
from tests.reports.factories import a_meeting, a_record, a_submission, claims, noon
from tests.reports.test_auditors import audited
from tests.storage.plans import plan, statements
from tests.storage.test_audits import DAY, NOON, an_audit

VISIT = ("visit", 2)
LATER = noon(DAY + timedelta(days=9))


def begun(session: Session, person: Person, days: int, version: int = 2) -> Draft:
    at = noon(DAY + timedelta(days=days))
    draft = Draft(kind="guide", guide="visit", version=version, person_id=person.id, opened_at=at)
    session.add(draft)
    session.flush()
    return draft


def sent(session: Session, draft: Draft, writer: Person, kind: str = "in depth") -> Submission:
    record = Record(
        draft_id=draft.id, kind=kind, visibility="child", writer_id=writer.id,
        team_id=writer.team_id, held_on=DAY, guide="visit", version=draft.version,
    )  # fmt: skip
    session.add(record)
    session.flush()
    return a_submission(session, record)


def test_a_version_is_first_used_as_its_first_draft_is_opened(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        for version in (1, 2, 3):
            session.add(
                GuideVersion(guide="visit", version=version, digest="d", first_used_at=NOON)
            )
        for days, version in ((3, 2), (2, 2), (0, 1), (9, 2)):
            begun(session, person, days, version)
    with store.reading() as session:
        found = [one for one in first_uses(session, LATER) if one.guide == "visit"]
        early = [one for one in first_uses(session, NOON) if one.guide == "visit"]
    assert [(one.version, one.at) for one in found] == [
        (1, noon(DAY)),
        (2, noon(DAY + timedelta(days=2))),
    ]
    assert [one.version for one in early] == [1]


def test_records_in_depth_are_counted_by_writer_with_claims_that_stand(store: Store) -> None:
    with store.writing() as session:
        one, other = (a_person(session) for _ in range(2))
        first = sent(session, begun(session, one, 1), one)
        claims(session, first, ["why", "why", "impact"])
        claims(session, first, ["research"], confirmed=False)
        (struck,) = claims(session, sent(session, begun(session, other, 2), other), ["why"])
        session.add(ClaimStrike(claim_id=struck.id, struck_by=one.id, struck_at=LATER))
        for days, version in ((-1, 2), (5, 2), (1, 1)):
            claims(session, sent(session, begun(session, one, days, version), one), ["why"])
        sent(session, begun(session, one, 1), one, "reflection")
        session.flush()
        until = noon(DAY + timedelta(days=5))
        wanted = Wanted(*VISIT, noon(DAY), until, LATER)
        everywhere = written(session, wanted)
        before = written(session, Wanted(*VISIT, noon(DAY), until, LATER - timedelta(days=1)))
        here = written(session, Wanted(*VISIT, noon(DAY), until, LATER, (other.team_id,)))
        ids = (one.id, other.id)
    assert everywhere == Written(
        {ids[0]: 1, ids[1]: 1}, {"why": {ids[0]: 1}, "impact": {ids[0]: 1}}
    )
    assert before.showing["why"] == {ids[0]: 1, ids[1]: 1}
    assert here == Written({ids[1]: 1}, {})


def test_the_depth_that_holds_is_the_last_chosen_of_each_audit_that_was_sent(
    store: Store,
) -> None:
    with store.writing() as session:
        team = a_team(session)
        lena = a_person(session, "Lena", "practice lead", team=team)
        priya = a_person(session, "Priya", team=team, supervisor=a_person(session, "Sunil"))
        record = a_record(session, a_meeting(session, priya, DAY), a_child(session))
        a_submission(session, record)
        draft_id = audited(session, record.id, lena, "tells", sends=True)
        drafts.add_steps(
            session,
            draft_id,
            [StepRow(20, StepKind.ANSWERED, "depth", 0, "weighs", False, lena.id, NOON)],
        )
        an_audit(session, draft_id, lena, priya)
        between = (DAY, DAY)
        found = depths_of(session, [team.id], between, NOON)
        early = depths_of(session, [team.id], between, NOON - timedelta(days=1))
        after = depths_of(session, [team.id], (DAY + timedelta(days=1),) * 2, NOON)
        record_id = record.id
    assert found == {record_id: ("weighs",)}
    assert early == after == {}


def test_depths_are_looked_for_among_audits_and_in_no_other_record(store: Store) -> None:
    with statements(store) as heard, store.reading() as session:
        depths_of(session, ["somebody's"], (DAY, DAY), NOON)
    asked = next(one for one in heard if "audit_draw" in one[0])
    with store.reading() as session:
        assert "record_of_audit" in plan(session, *asked)
