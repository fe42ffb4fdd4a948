"""Writing a trained tagger as the program loads it: ONNX with whole numbers, tokenizer, head."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from practice.evidence.linear import LINEAR
from tools.reader.tagger import Tagger, base_folder

MODEL = LINEAR.parent
_LAST_SPECIAL = 998
_LAST_LATIN = 0x24F
_HEAD_NAMES = ("weights", "constants")


class PlainEncoder(nn.Module):
    """The same transformer for one text without filling, in operations that every runtime has."""

    def __init__(self, tagger: Tagger, kept: list[int]) -> None:
        super().__init__()
        encoder = tagger.encoder
        self.embeddings, self.layers = encoder.embeddings, encoder.encoder.layer
        self.heads = encoder.config.num_attention_heads
        self.words = nn.Parameter(self.embeddings.word_embeddings.weight[kept].detach())

    def forward(self, tokens: Tensor) -> Tensor:
        """Return the vectors (1, tokens, width) of tokens (1, tokens)."""
        place = self.embeddings.position_embeddings.weight[: tokens.shape[1]]
        kind = self.embeddings.token_type_embeddings.weight[0]
        hidden = self.embeddings.LayerNorm(self.words[tokens] + place + kind)
        for layer in self.layers:
            hidden = self._layer(layer, hidden)
        return hidden

    def _layer(self, layer: Any, hidden: Tensor) -> Tensor:  # noqa: ANN401 - the library's own
        own = layer.attention.self
        query, key, value = (self._split(part(hidden)) for part in (own.query, own.key, own.value))
        weighed = torch.softmax(query @ key.transpose(-1, -2) / query.shape[-1] ** 0.5, -1)
        mixed = (weighed @ value).transpose(1, 2).reshape(hidden.shape)
        out = layer.attention.output
        hidden = out.LayerNorm(out.dense(mixed) + hidden)
        wide = nn.functional.gelu(layer.intermediate.dense(hidden))
        return layer.output.LayerNorm(layer.output.dense(wide) + hidden)

    def _split(self, hidden: Tensor) -> Tensor:
        parts = hidden.reshape(1, -1, self.heads, hidden.shape[-1] // self.heads)
        return parts.transpose(1, 2)


def write(tagger: Tagger) -> None:
    """Write a tagger into the model folder; tokens of other scripts than Latin are left out."""
    MODEL.mkdir(exist_ok=True)
    kept = _tokenizer()
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "tagger.onnx"
        _export(PlainEncoder(tagger, kept).eval(), whole)
        quantize_dynamic(
            whole, MODEL / "tagger.onnx", weight_type=QuantType.QInt8, per_channel=True
        )
    head = (tagger.out.weight.T, tagger.out.bias)
    arrays = {n: a.detach().numpy() for n, a in zip(_HEAD_NAMES, head, strict=True)}
    np.savez_compressed(MODEL / "head.npz", **arrays)


def _export(encoder: PlainEncoder, path: Path) -> None:
    torch.onnx.export(
        encoder,
        (torch.zeros(1, 8, dtype=torch.long),),
        path,
        input_names=["tokens"],
        output_names=["vectors"],
        dynamic_axes={"tokens": {1: "length"}, "vectors": {1: "length"}},
        dynamo=False,
    )


def _tokenizer() -> list[int]:
    """Write the tokenizer with the tokens that are kept, and return their places in the base's."""
    written = json.loads((base_folder() / "tokenizer.json").read_text(encoding="utf-8"))
    known = written["model"]["vocab"]
    kept = [(word, at) for word, at in known.items() if at <= _LAST_SPECIAL or _is_latin(word)]
    written["model"]["vocab"] = {word: new for new, (word, _) in enumerate(kept)}
    written["truncation"] = written["padding"] = written["post_processor"] = None
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    (MODEL / "tokenizer.json").write_text(text, encoding="utf-8")
    return [at for _, at in kept]


def _is_latin(word: str) -> bool:
    return all(ord(char) <= _LAST_LATIN for char in word)
