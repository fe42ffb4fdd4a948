import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tools.reader.labelling import (
    LabellingError,
    agreement,
    first_reading,
    second_reading,
    write_texts,
)

Said = Mapping[str, object]
Both = tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]
TEXT = "She hid. It may be fear. Form sent."
FIRST = {"shows": {"child_voice": ["She hid."], "why": ["It may be fear."]}, "open": []}
SECOND = {"shows": {"child_voice": ["She hid."]}, "open": ["impact"], "process": ["Form sent."]}


def written(path: Path, *lines: Said) -> Path:
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


def named(number: int, said: Said) -> dict[str, object]:
    about = {"writer": "p1", "manner": "plain", "kind": "answer", "text": TEXT}
    return {"id": f"p1-{number}", **about, **said}


@pytest.fixture
def both(tmp_path: Path) -> Both:
    first = first_reading(written(tmp_path / "first", named(1, FIRST), named(2, {"shows": {}})))
    lines = ({"id": "p1-1", **SECOND}, {"id": "p1-2", "shows": {}})
    return first, second_reading(written(tmp_path / "second", *lines), first)


def test_what_both_readers_see_is_shown_and_what_one_sees_is_open(
    both: Both, tmp_path: Path
) -> None:
    first, second = both
    write_texts(first, second, tmp_path)
    line = json.loads((tmp_path / "p1.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert line["shows"] == {"child_voice": [[0, 8]]}
    assert line["open"] == ["why", "impact"]
    assert line["process"] == [[25, 35]]


def test_agreement_is_kappa_with_the_texts_on_which_they_differ(both: Both) -> None:
    found = {one.indicator: one for one in agreement(*both)}
    assert (found["child_voice"].kappa, found["child_voice"].differ) == (1.0, ())
    assert (found["why"].kappa, found["why"].differ) == (0.0, ("p1-1",))


def test_kappa_is_that_of_a_worked_example(tmp_path: Path) -> None:
    """Of 50 texts both say yes to 20 and no to 15; one alone 5, the other alone 10: kappa is .4."""
    yes: Said = {"shows": {"why": ["It may be fear."]}}
    no: Said = {"shows": {}}
    pairs = [(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15
    one = first_reading(written(tmp_path / "one", *(named(n, a) for n, (a, _) in enumerate(pairs))))
    lines = ({"id": f"p1-{n}", **b} for n, (_, b) in enumerate(pairs))
    other = second_reading(written(tmp_path / "other", *lines), one)
    kappa = {found.indicator: found.kappa for found in agreement(one, other)}
    assert kappa["why"] == pytest.approx(0.4)


@pytest.mark.parametrize(
    "said",
    [
        {"shows": {"why": ["not there"]}},
        {"shows": {"mood": ["She hid."]}},
        {"shows": {"why": [""]}},
    ],
)
def test_a_line_that_cannot_be_used_is_named(said: Said, tmp_path: Path) -> None:
    with pytest.raises(LabellingError, match="p1-1"):
        first_reading(written(tmp_path / "first", named(1, said)))


def test_a_text_that_only_one_has_read_is_named(tmp_path: Path) -> None:
    first = first_reading(written(tmp_path / "first", named(1, FIRST), named(2, FIRST)))
    with pytest.raises(LabellingError, match="p1-2"):
        second_reading(written(tmp_path / "second", {"id": "p1-1", **SECOND}), first)
