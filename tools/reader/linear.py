"""Training the linear model: one logistic regression an indicator over a sentence's wordings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from practice.evidence import INDICATORS
from practice.evidence.linear import KINDS, LINEAR
from tools.reader.texts import LabelledText

MOST = 20_000
"""So many features are kept: those that weigh most for some indicator."""
_COST = 4.0
_MOST_STEPS = 127
_OUTPUTS = len(INDICATORS) + 1
_FEWEST = (2, 3)
"""In so many sentences a wording of each kind must stand."""


@dataclass(frozen=True)
class Linear:
    """A trained model: for each kind of wording a vectoriser, and weights (features, outputs)."""

    vectorisers: tuple[TfidfVectorizer, ...]
    weights: NDArray[np.float64]
    constants: NDArray[np.float64]

    def logits(self, text: LabelledText) -> NDArray[np.float64]:
        """Return what it says of each sentence: (sentences, outputs)."""
        return np.asarray(_features(self.vectorisers, [text]) @ self.weights + self.constants)


def train(texts: Sequence[LabelledText], most: int | None = MOST) -> Linear:
    """Return a model that learned from these texts, with at most `most` features."""
    vectorisers = [
        TfidfVectorizer(analyzer=analyse, min_df=least, sublinear_tf=True)
        for (_, analyse), least in zip(KINDS, _FEWEST, strict=True)
    ]
    for vectoriser in vectorisers:
        vectoriser.fit(_sentences(texts))
    model = _fitted(tuple(vectorisers), texts)
    return model if most is None else _fitted(_fewer(model, texts, most), texts)


def _fewer(model: Linear, texts: Sequence[LabelledText], most: int) -> tuple[TfidfVectorizer, ...]:
    """Return vectorisers that know only the wordings that weigh most."""
    weight = np.abs(model.weights).max(1)
    bar = np.sort(weight)[-most] if len(weight) > most else 0.0
    fewer, first = [], 0
    for vectoriser, (_, analyse) in zip(model.vectorisers, KINDS, strict=True):
        names = vectoriser.get_feature_names_out()
        kept = names[weight[first : first + len(names)] >= bar]
        first += len(names)
        again = TfidfVectorizer(analyzer=analyse, vocabulary=sorted(kept), sublinear_tf=True)
        fewer.append(again.fit(_sentences(texts)))
    return tuple(fewer)


def _fitted(vectorisers: tuple[TfidfVectorizer, ...], texts: Sequence[LabelledText]) -> Linear:
    features = _features(vectorisers, texts)
    marks = np.concatenate([np.concatenate([t.marks, t.about_process[:, None]], 1) for t in texts])
    sure = np.concatenate([np.repeat([[*t.is_sure, True]], len(t.sentences), 0) for t in texts])
    models = [
        LogisticRegression(C=_COST, class_weight="balanced", solver="liblinear").fit(
            features[sure[:, at]], marks[sure[:, at], at]
        )
        for at in range(_OUTPUTS)
    ]
    weights = np.stack([model.coef_[0] for model in models], 1)
    return Linear(vectorisers, weights, np.array([model.intercept_[0] for model in models]))


def _features(
    vectorisers: Sequence[TfidfVectorizer], texts: Sequence[LabelledText]
) -> sp.csr_matrix:
    sentences = _sentences(texts)
    return sp.hstack([vectoriser.transform(sentences) for vectoriser in vectorisers]).tocsr()


def _sentences(texts: Sequence[LabelledText]) -> list[str]:
    return [sentence.low for text in texts for sentence in text.sentences]


def write(model: Linear) -> None:
    """Write a model as `practice.evidence.linear` reads it, its weights as whole numbers."""
    steps = np.abs(model.weights).max(0) / _MOST_STEPS
    whole = np.round(model.weights / steps).astype(np.int8)
    kept: dict[str, Any] = {"steps": steps, "constants": model.constants}
    first = 0
    for (name, _), vectoriser in zip(KINDS, model.vectorisers, strict=True):
        known = vectoriser.get_feature_names_out()
        kept[f"{name}_known"] = np.array("\n".join(known))
        kept[f"{name}_rarity"] = vectoriser.idf_.astype(np.float32)
        kept[f"{name}_weights"] = whole[first : first + len(known)]
        first += len(known)
    LINEAR.parent.mkdir(exist_ok=True)
    np.savez_compressed(LINEAR, **kept)
