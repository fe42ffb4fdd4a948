"""The tagger: a small transformer that says what each sentence of a text shows, where it stands.

`model/tagger.onnx` turns tokens into vectors; a sentence is the mean and the maximum of those of
its tokens, weighed by `model/head.npz`. Importing this module loads the libraries it runs with.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from practice.evidence.chunks import Chunk, chunks_of, tokens_of
from practice.evidence.sentences import Sentence

_MODEL = Path(__file__).with_name("model")


@dataclass(frozen=True)
class Tagger:
    """The loaded model."""

    encoder: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    weights: NDArray[np.float32]
    constants: NDArray[np.float32]

    def logits(self, sentences: Sequence[Sentence]) -> NDArray[np.float64]:
        """Return how much each sentence shows: (sentences, indicators and process)."""
        tokens = tokens_of(sentences, self.tokenizer)
        rows = [self._weighed(chunk) for chunk in chunks_of(tokens, most=1)]
        return np.array(rows, np.float64).reshape(-1, len(self.constants))

    def _weighed(self, chunk: Chunk) -> NDArray[np.float32]:
        """Return the outputs for the one sentence that a chunk asks for."""
        hidden = self.encoder.run(None, {"tokens": np.array([chunk.tokens], np.int64)})[0][0]
        at = chunk.asked.start - chunk.sentences.start
        words = hidden[[inside == at for inside in chunk.inside]]
        pooled = np.concatenate([words.mean(0), words.max(0)])
        return np.asarray(pooled @ self.weights + self.constants)


@cache
def tagger() -> Tagger:
    """Return the model that `python -m tools.reader export` wrote, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    # Weights kept a second time, in another order, are 5 MB and gain a tenth of the time.
    options.add_session_config_entry("session.disable_prepacking", "1")
    # A processor without VNNI would cut its sums off, and find what was never measured.
    options.add_session_config_entry("session.x64quantprecision", "1")
    encoder = onnxruntime.InferenceSession(
        _MODEL / "tagger.onnx", options, providers=["CPUExecutionProvider"]
    )
    with np.load(_MODEL / "head.npz", allow_pickle=False) as head:
        weights, constants = head["weights"], head["constants"]
    return Tagger(encoder, Tokenizer.from_file(str(_MODEL / "tokenizer.json")), weights, constants)
