"""What a reader that never met a text's author finds in it: kept for tests that must not cheat.

The linear model alone, which learns in minutes; the tagger beside it finds more.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from practice.evidence import INDICATORS
from practice.evidence.reader import LINEAR_VERSION
from practice.evidence.scales import known_scales
from tools.reader import linear
from tools.reader.texts import TEXTS, LabelledText

FILE = TEXTS.parent / "left_out.json"
AUTHORS = "adilosvy"
"""The authors of whom the page gives figures (docs/evidence-reader.md)."""


def write(texts: Sequence[LabelledText], apart: str = AUTHORS, file: Path = FILE) -> None:
    """Write which indicators nobody would be asked for, in each text of the authors apart."""
    model = linear.train([text for text in texts if text.author not in apart])
    found = {text.id: _said(model, text) for text in texts if text.author in apart}
    lines = ",\n".join(f"{json.dumps(id_)}: {json.dumps(found[id_])}" for id_ in sorted(found))
    whole = f'{{"reader": {json.dumps(LINEAR_VERSION)}, "said": {{\n{lines}\n}}}}\n'
    file.write_text(whole, encoding="utf-8")


def _said(model: linear.Linear, text: LabelledText) -> list[str]:
    best, scales = model.logits(text).max(0), known_scales().linear.by_indicator
    return [name for at, name in enumerate(INDICATORS) if scales[name].passed(best[at])]
