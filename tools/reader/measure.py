"""Measuring the reader on writers it has not met, and setting its bars on them.

Whole authors are left out: the writers whom one person wrote and labelled. Every score is by models
that met none of them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from practice.evidence import INDICATORS, READER_VERSION
from practice.evidence.scales import SCALES
from tools.reader import linear, tagger, training
from tools.reader.bars import Scores, bars_from
from tools.reader.figures import (
    BARS,
    Best,
    Logits,
    best_of,
    by_bar,
    by_kind,
    found_at,
    process_error,
)
from tools.reader.texts import LabelledText

FOLDS = 3
SHARE_OF_LINEAR = 0.5
ERROR_RATES = SCALES.with_name("error_rates.json")
PROCESS_ERROR = SCALES.with_name("process_error.json")


def run(all_texts: Sequence[LabelledText], apart: str | None = None) -> None:
    """Train without each fold's authors, print the figures, and write bars and error rates.

    All authors are left out in turn, a third at a time; or those of the letters `apart` alone, and
    then only those are measured.
    """
    authors = sorted({text.author for text in all_texts})
    parts = [frozenset(apart or authors[fold::FOLDS]) for fold in range(1 if apart else FOLDS)]
    texts = [text for text in all_texts if any(text.author in part for part in parts)]
    said = left_out(all_texts, parts)
    best = {name: best_of(texts, logits) for name, logits in said.items()}
    process = process_error(texts, said["both"])
    print(f"{len(texts)} texts by {len({t.writer for t in texts})} writers left out", process)
    print(*by_bar(best["both"], best["linear"]), *by_kind(best), sep="\n")
    scales = {name: _scales(texts, said[name]) for name in ("both", "linear")}
    _write(SCALES, {**scales, "share_of_linear": SHARE_OF_LINEAR})
    _write(PROCESS_ERROR, {"reader": READER_VERSION, **asdict(process)})
    rates = _by_writer(texts, best["both"])
    _write(ERROR_RATES, {"reader": READER_VERSION, "by_writer": rates})


def left_out(
    texts: Sequence[LabelledText], parts: Sequence[frozenset[str]]
) -> dict[str, dict[str, Scores]]:
    """Return what models that did not meet a text's author say of it: both, tagger, linear."""
    tags: dict[str, Scores] = {}
    weights: dict[str, Scores] = {}
    for apart in parts:
        for text, tagged, weighed in _fold(texts, apart):
            tags[text.id], weights[text.id] = tagged, weighed
    both = {id_: tags[id_] + SHARE_OF_LINEAR * weights[id_] for id_ in tags}
    return {"both": both, "tagger": tags, "linear": weights}


def _fold(
    texts: Sequence[LabelledText], apart: frozenset[str]
) -> Iterator[tuple[LabelledText, Scores, Scores]]:
    """Yield each text of the authors apart, with what both models say that did not meet them."""
    met = [text for text in texts if text.author not in apart]
    tags, weights, known = training.train(met), linear.train(met), tagger.tokenizer()
    for text in (text for text in texts if text.author in apart):
        yield text, tagger.logits_of(tags, text, known), weights.logits(text)


def _scales(texts: Sequence[LabelledText], said: Logits) -> dict[str, Any]:
    best = best_of(texts, said)
    sure = best.is_sure
    by_indicator = {
        name: asdict(bars_from(best.scores[sure[:, at], at], best.truths[sure[:, at], at]))
        for at, name in enumerate(INDICATORS)
    }
    sentences = np.concatenate([said[text.id][:, -1] for text in texts])
    process = bars_from(sentences, np.concatenate([text.about_process for text in texts]))
    return {"by_indicator": by_indicator, "process": asdict(process)}


def _by_writer(texts: Sequence[LabelledText], best: Best) -> dict[str, dict[str, list[int]]]:
    """Return for each indicator and writer: right, missed, wrong, rightly not found (texts)."""
    writers = np.array([text.writer for text in texts])
    rates: dict[str, dict[str, list[int]]] = {}
    for at, name in enumerate(INDICATORS):
        found, there = found_at(best, at, BARS["to propose"]), best.truths[:, at]
        four = (found & there, ~found & there, found & ~there, ~found & ~there)
        rates[name] = {
            writer: [int((one & best.is_sure[:, at] & (writers == writer)).sum()) for one in four]
            for writer in sorted(set(writers.tolist()))
        }
    return rates


def _write(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
