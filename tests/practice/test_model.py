"""The files of the reader's model: whole, of these texts, and as good as the page says."""

import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from practice.estimates import Refusal, published_error_rates
from practice.evidence import INDICATORS, READER_VERSION
from practice.evidence.linear import LINEAR
from practice.evidence.reader import LINEAR_VERSION
from practice.evidence.scales import known_scales
from tests.each import each
from tests.practice.texts import labelled
from tools.reader.digests import DIGESTS, digests

MODEL = LINEAR.parent
PAGE = (Path(__file__).parents[2] / "docs" / "evidence-reader.md").read_text(encoding="utf-8")
MOST_BYTES = 20_000_000
RATES = json.loads((MODEL / "error_rates.json").read_text(encoding="utf-8"))


def test_the_model_was_made_from_the_texts_as_they_are() -> None:
    assert json.loads(DIGESTS.read_text(encoding="utf-8")) == digests()


def test_a_changed_file_has_another_digest(tmp_path: Path) -> None:
    path = tmp_path / "head.npz"
    path.write_bytes((MODEL / "head.npz").read_bytes() + b" ")
    assert hashlib.sha256(path.read_bytes()).hexdigest() != digests()["head.npz"]


def test_the_model_is_no_larger_than_was_agreed() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= MOST_BYTES


@each("name", INDICATORS)
def test_whatever_is_proposed_is_not_asked_for_again(name: str) -> None:
    scales = known_scales()
    for scale in (scales.both.by_indicator[name], scales.linear.by_indicator[name]):
        assert scale.propose >= scale.said
        assert scale.sure(scale.propose) >= scale.sure(scale.said)


def test_a_fallback_is_told_from_the_whole_reader() -> None:
    assert LINEAR_VERSION != READER_VERSION
    assert not isinstance(published_error_rates(), Refusal)


@each("name", INDICATORS)
def test_the_page_gives_the_figures_that_were_measured(name: str) -> None:
    right, missed, wrong, _ = np.sum(list(RATES["by_writer"][name].values()), axis=0)
    row = re.search(rf"^\| {name} \| ([.\d]+) / ([.\d]+) \|", PAGE, re.MULTILINE)
    assert row is not None
    assert float(row[1]) == pytest.approx(right / (right + wrong), abs=0.0051)
    assert float(row[2]) == pytest.approx(right / (right + missed), abs=0.0051)


def test_the_page_counts_the_texts_and_their_writers() -> None:
    texts = labelled()
    assert f"{len(texts):,} invented texts by {len({t.writer for t in texts})} writers" in PAGE


def test_labels_are_known_and_stand_in_their_texts() -> None:
    texts = labelled()
    assert len({text.id for text in texts}) == len(texts)
    for text in texts:
        assert {*text.shows, *text.open} <= {*INDICATORS}
        for spans in text.shows.values():
            assert all(0 <= start < end <= len(text.text) for start, end in spans)
