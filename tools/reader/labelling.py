"""Two blind readings of the same texts: how far they agree, and the labelled texts they make."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from practice.evidence import INDICATORS

Line = dict[str, Any]


class LabellingError(Exception):
    """A reading cannot be used; the message names the line."""


@dataclass(frozen=True)
class Agreement:
    """How far two readers agree on one indicator: Cohen's kappa, and the texts they differ on."""

    indicator: str
    kappa: float
    differ: tuple[str, ...]


def first_reading(path: Path) -> dict[str, Line]:
    """Return the texts of a file with what their first reader says, by id.

    Each line holds id, writer, manner, kind, text, `shows` (indicator to passages, quoted as they
    stand), `open` and `process` (sentences, quoted). Raises LabellingError for a line that cannot
    be used.
    """
    lines = _lines(path)
    for line in lines:
        _check(line, str(line["text"]))
    return {str(line["id"]): line for line in lines}


def second_reading(path: Path, first: Mapping[str, Line]) -> dict[str, Line]:
    """Return what a second reader says of the same texts, by id.

    Raises LabellingError where a text is missing, or a line cannot be used.
    """
    lines = {str(line["id"]): line for line in _lines(path)}
    if lines.keys() != first.keys():
        raise LabellingError(f"read once only: {sorted(lines.keys() ^ first.keys())}")
    for name, line in lines.items():
        _check(line, str(first[name]["text"]))
    return lines


def agreement(first: Mapping[str, Line], second: Mapping[str, Line]) -> Iterator[Agreement]:
    """Yield how far both agree, by indicator, on the texts that neither calls open for it."""
    for name in INDICATORS:
        sure = [i for i in first if name not in first[i]["open"] and name not in second[i]["open"]]
        pairs = [(name in first[i]["shows"], name in second[i]["shows"]) for i in sure]
        differ = tuple(i for i in first if _differ(first[i], second[i], name))
        yield Agreement(name, _kappa(pairs), differ)


def write_texts(first: Mapping[str, Line], second: Mapping[str, Line], folder: Path) -> None:
    """Write the labelled texts, a file a writer.

    What both readers see is shown, by the passages of both; what one sees or calls open is open.
    The sentences about process are the second reader's.
    """
    ordered = sorted(first.values(), key=lambda line: str(line["writer"]))
    for writer, lines in groupby(ordered, key=lambda line: str(line["writer"])):
        texts = [_labelled(line, second[str(line["id"])]) for line in lines]
        written = "".join(json.dumps(text, ensure_ascii=False) + "\n" for text in texts)
        (folder / f"{writer}.jsonl").write_text(written, encoding="utf-8")


def _labelled(first: Line, second: Line) -> Line:
    text = str(first["text"])
    both = [n for n in INDICATORS if n in first["shows"] and n in second["shows"]]
    doubted = {*first["open"], *second["open"]}
    unsure = [n for n in INDICATORS if n in doubted or _differ(first, second, n)]
    shows = {n: _spans(text, [*first["shows"][n], *second["shows"][n]]) for n in both}
    named = {name: first[name] for name in ("id", "writer", "manner", "kind", "text")}
    process = _spans(text, second.get("process", []))
    return {**named, "shows": shows, "open": unsure, "process": process}


def _spans(text: str, passages: Iterable[str]) -> list[list[int]]:
    spans = {(start := text.index(words), start + len(words)) for words in passages}
    return [list(span) for span in sorted(spans)]


def _differ(first: Line, second: Line, name: str) -> bool:
    return (name in first["shows"]) != (name in second["shows"])


def _kappa(pairs: Sequence[tuple[bool, bool]]) -> float:
    """Return Cohen's kappa (Cohen 1960) of two readers' answers to the same questions."""
    number = max(len(pairs), 1)
    alike = sum(one == other for one, other in pairs) / number
    yes = [sum(pair[reader] for pair in pairs) / number for reader in (0, 1)]
    by_chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return 1.0 if by_chance == 1 else (alike - by_chance) / (1 - by_chance)


def _lines(path: Path) -> list[Line]:
    written = path.read_text(encoding="utf-8").splitlines()
    return [{"open": [], "process": [], **json.loads(line)} for line in written if line.strip()]


def _check(line: Line, text: str) -> None:
    unknown = {*line["shows"], *line["open"]} - {*INDICATORS}
    if unknown:
        raise LabellingError(f"{line['id']}: no indicators: {sorted(unknown)}")
    passages = [words for found in line["shows"].values() for words in found]
    for words in (*passages, *line["process"]):
        if not words or words not in text:
            raise LabellingError(f"{line['id']}: not in the text: {words!r}")
