"""Each row of an export says who may read it."""

from pathlib import Path

from storage import audits, unsigned
from storage.audits import Drawn
from storage.export import export
from storage.session import Store
from storage.tables import Action, Addendum, Claim, ClaimStrike, Record
from tests.factories import a_child, a_person
from tests.rewriting import rewriting
from tests.storage.exported import NOW, a_draft, a_record, a_step, read, stored


def test_each_row_says_who_may_read_it(store: Store, tmp_path: Path) -> None:
    with store.writing() as session:
        amara, child = a_person(session), a_child(session)
        expected = {}
        for visibility in ("child", "kept", "shared", "personal"):
            draft = a_draft(session, amara)
            a_step(session, draft, 1, "text", free=True)
            sent = a_record(session, draft, visibility)
            claim = Claim(
                submission_id=sent.id, indicator="why", sentence="S", reader="1", made_at=NOW
            )
            stored(session, claim)
            stored(session, ClaimStrike(claim_id=claim.id, struck_by=amara.id, struck_at=NOW))
            stored(session, Action(submission_id=sent.id, child_id=child.id, what="UpdateContext"))
            added = Addendum(
                record_id=sent.record_id, author_id=amara.id, text="Later.", added_at=NOW
            )
            stored(session, added)
            unsigned.close(session, draft.id, "sent by mistake", amara.id, NOW)
            drawn = Drawn(sent.record_id, seed=1, number=1, count=2, again=False)
            audits.note(session, draft.id, drawn, amara.id, NOW)
            expected[draft.id] = visibility
        unsent = a_draft(session, amara)
        a_step(session, unsent, 1, "not yet sent", free=True)
        expected[unsent.id] = "draft"
    folder = tmp_path / "out"
    export(store, folder, NOW)
    assert {row["id"]: row["visibility"] for row in read(folder, "draft")} == expected
    assert {row["draft_id"]: row["visibility"] for row in read(folder, "step")} == expected
    for noun in (
        "record",
        "submission",
        "claim",
        "claim_strike",
        "action",
        "addendum",
        "unsigned_closing",
        "audit_draw",
    ):
        found = sorted(row["visibility"] for row in read(folder, noun))
        assert found == ["child", "kept", "personal", "shared"], noun
    assert read(folder, "person")[0]["visibility"] == "register"


def test_what_is_said_of_a_meetings_list_is_for_its_two_people(
    store: Store, tmp_path: Path
) -> None:
    with store.writing() as session:
        draft = a_draft(session, a_person(session))
        sent = a_record(session, draft, "child")
        with rewriting(session):
            session.get_one(Record, sent.record_id).kind = "looked at"
        for number, kind in enumerate(("answered", "returned", "agreed"), 1):
            a_step(session, draft, number, "words", free=True, kind=kind)
    export(store, tmp_path / "out", NOW)
    found = {row["kind"]: row["visibility"] for row in read(tmp_path / "out", "step")}
    assert found == {"answered": "child", "returned": "personal", "agreed": "personal"}
