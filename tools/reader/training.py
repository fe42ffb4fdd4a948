"""Training the tagger, on CPU: about half an hour on two cores."""

import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as loss_of

from tools.reader.examples import Item, Tokens, tokens_in, varied
from tools.reader.tagger import OUTPUTS, Tagger, batch_of, tokenizer
from tools.reader.texts import LabelledText

_HEAD_FASTER = 10
_SMOOTHED = 0.98
_BY_TEXT = 0.5
_WARM = 0.1
_UNREAL = -1e4
_AVERAGED = 0.995


@dataclass(frozen=True)
class Stage:
    """Epochs of learning, from chunks that ask for `fewest` to `most` sentences, `batch` at a time.

    The rate of learning rises to `rate` and falls to nothing.
    """

    epochs: int
    fewest: int
    most: int
    batch: int
    rate: float


STAGES = (Stage(8, 1000, 1000, 16, 3e-4), Stage(2, 1, 6, 40, 1.5e-4))
"""Whole texts first, which is quick; then sentences among their neighbours, as they are read."""


def train(texts: Sequence[LabelledText], seed: int = 1) -> Tagger:
    """Return a tagger that learned from these texts."""
    torch.manual_seed(seed)
    chance, model, known = random.Random(seed), Tagger(), tokenizer()
    read = [tokens_in(text, known) for text in texts]
    for stage in STAGES:
        model = learned(model, read, stage, chance)
    return model.eval()


def learned(model: Tagger, texts: Sequence[Tokens], stage: Stage, chance: random.Random) -> Tagger:
    """Return a tagger that went through a stage of learning: the average of its last states."""
    weight = _weight(texts)
    optimiser, schedule = _optimiser(model, stage, len(_epoch(texts, stage, chance)))
    average = torch.optim.swa_utils.AveragedModel(
        model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(_AVERAGED)
    )
    model.train()
    for epoch in range(stage.epochs):
        losses = []
        for items in _epoch(texts, stage, chance):
            loss = _loss(_logits(model, items), items, weight)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(model)
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {np.mean(losses):.3f}", file=sys.stderr, flush=True)
    learner: Tagger = average.module
    return learner


def _logits(model: Tagger, items: Sequence[Item]) -> Tensor:
    batch = batch_of([item.chunk for item in items])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits: Tensor = model(batch.tokens, batch.mask, batch.sentence, batch.count)
    return logits.float()


def _weight(texts: Sequence[Tokens]) -> Tensor:
    """Return how much more what is shown counts than what is not: the rarer, the more."""
    marks = torch.tensor(np.concatenate([text.truth for text in texts]), dtype=torch.float)
    return ((len(marks) - marks.sum(0)) / marks.sum(0).clamp(min=1)).sqrt().clamp(1, 6)


def _loss(logits: Tensor, items: Sequence[Item], weight: Tensor) -> Tensor:
    truth, sure = torch.zeros_like(logits), torch.zeros(len(items), OUTPUTS)
    real = torch.zeros(len(items), logits.shape[1], 1)
    for row, item in enumerate(items):
        truth[row, item.asked] = torch.tensor(item.truth, dtype=torch.float)
        sure[row] = torch.tensor(item.is_sure, dtype=torch.float)
        real[row, item.asked] = 1
    counted = sure.unsqueeze(1) * real
    each = loss_of(logits, truth * _SMOOTHED, reduction="none", pos_weight=weight)
    best = logits.masked_fill(real == 0, _UNREAL).amax(1)
    whole = loss_of(best, truth.amax(1) * _SMOOTHED, reduction="none", pos_weight=weight.sqrt())
    by_text = (whole * sure).sum() / sure.sum().clamp(min=1)
    return (each * counted).sum() / counted.sum().clamp(min=1) + _BY_TEXT * by_text


def _epoch(texts: Sequence[Tokens], stage: Stage, chance: random.Random) -> list[list[Item]]:
    """Return every text in chunks, in batches of about one length."""
    items = list(_items(texts, stage, chance))
    order = sorted(items, key=lambda item: len(item.chunk.tokens) + 40 * chance.random())
    batches = [order[at : at + stage.batch] for at in range(0, len(order), stage.batch)]
    chance.shuffle(batches)
    return batches


def _items(texts: Sequence[Tokens], stage: Stage, chance: random.Random) -> Iterator[Item]:
    for text in varied(texts, chance):
        yield from text.items(chance.randint(stage.fewest, stage.most))


def _optimiser(
    model: Tagger, stage: Stage, batches: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    head = list(model.out.parameters())
    body = [p for n, p in model.named_parameters() if p.requires_grad and not n.startswith("out")]
    groups = [{"params": body, "lr": stage.rate}, {"params": head, "lr": _HEAD_FASTER * stage.rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = stage.epochs * batches
    warm = _WARM * steps

    def share(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)
