"""What a model was made from: digests of its texts and of the files that were written."""

import hashlib
import json
from pathlib import Path

from practice.evidence.linear import LINEAR
from tools.reader.texts import TEXTS

MODEL = LINEAR.parent
DIGESTS = MODEL / "digests.json"
FILES = ("head.npz", "linear.npz", "tagger.onnx", "tokenizer.json")


def digest_of_texts(folder: Path = TEXTS) -> str:
    """Return the SHA-256 of all labelled texts, in the order of their files."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        found.update(path.read_bytes())
    return found.hexdigest()


def digests() -> dict[str, str]:
    """Return the SHA-256 of the texts and of each file of the model."""
    files = {name: hashlib.sha256((MODEL / name).read_bytes()).hexdigest() for name in FILES}
    return {"texts": digest_of_texts(), **files}


def write() -> None:
    """Write the digests beside the model."""
    DIGESTS.write_text(json.dumps(digests(), indent=1) + "\n", encoding="utf-8")
