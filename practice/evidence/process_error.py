"""How far the share of process that a version of the reader gives is from what people mark."""

import json
from dataclasses import dataclass
from pathlib import Path

PUBLISHED = Path(__file__).parent / "model" / "process_error.json"


@dataclass(frozen=True)
class ProcessError:
    """What was measured on so many texts by writers whom the reader had not met.

    `mean_error` is how far the share of a text is off, either way, on average. `bias` is the
    share that the reader gives less the one that people mark, on average: above 0 it finds too
    much.
    """

    texts: int
    mean_error: float
    bias: float


def process_error(reader: str, published: Path | None = None) -> ProcessError | None:
    """Return the published error of a version of the reader; None where it has none.

    `published` is the file that holds it, the one that ships unless told otherwise.
    """
    path = published or PUBLISHED
    if not path.exists():
        return None
    found = json.loads(path.read_text(encoding="utf-8"))
    if found["reader"] != reader:
        return None
    return ProcessError(int(found["texts"]), float(found["mean_error"]), float(found["bias"]))
