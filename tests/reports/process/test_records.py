"""Which records enter how much is about process, and how their shares add up."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.tables import Record
from tests.examples import examples
from tests.reports.conftest import Scratch
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_process_share,
    a_record,
    a_reflection,
    a_submission,
    noon,
)
from tests.reports.process.service import MARCH, Service
from tests.rewriting import rewriting


def test_only_records_in_depth_enter(service: Service) -> None:
    service.record(service.pairs[0], date(2026, 3, 3), share=0.5)
    service.record(service.pairs[0], date(2026, 3, 3), "personal", share=1.0)
    service.record(service.pairs[0], date(2026, 3, 3), "looked at", share=1.0)
    for visibility in ("shared", "kept"):
        sent = a_reflection(service.session, service.pairs[1], None, date(2026, 3, 3))
        record = service.session.get_one(Record, sent.record_id)
        with rewriting(service.session):
            record.visibility = visibility
        a_process_share(service.session, sent, 1.0, 50)
    found = service.texts()[MARCH]
    assert (found.share, found.records, found.writers, found.practitioners) == (0.5, 1, 1, 1)


def test_a_record_sent_again_counts_as_it_was_sent_last(service: Service) -> None:
    meeting = a_meeting(service.session, service.pairs[0], date(2026, 3, 3))
    record = a_record(service.session, meeting, a_case(service.session, service.pairs[0]))
    a_process_share(service.session, a_submission(service.session, record), 1.0, 4)
    again = a_submission(service.session, record, 2, noon(date(2026, 3, 20)))
    a_process_share(service.session, again, 0.25, 4)
    assert service.texts()[MARCH].share == 0.25


TEXTS = st.lists(
    st.tuples(st.integers(0, 2), st.floats(0, 1), st.integers(1, 200)), min_size=1, max_size=12
)


@settings(
    max_examples=examples(25),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(texts=TEXTS)
def test_the_share_of_a_team_lies_between_those_of_its_records(
    scratch: Scratch, texts: list[tuple[int, float, int]]
) -> None:
    with scratch() as session:
        service = Service(session)
        for person, share, sentences in texts:
            meeting = a_meeting(session, service.pairs[person], date(2026, 3, 3))
            child = a_case(session, service.pairs[person])
            sent = a_submission(session, a_record(session, meeting, child))
            a_process_share(session, sent, share, sentences)
        found = service.texts()[MARCH]
        shares = [share for _, share, _ in texts]
        assert min(shares) - 1e-9 <= found.share <= max(shares) + 1e-9
        total = sum(sentences for *_, sentences in texts)
        by_hand = sum(share * sentences for _, share, sentences in texts) / total
        assert found.share == pytest.approx(by_hand)
        assert found.records == len(texts)
        assert found.writers == len({person for person, *_ in texts})
