"""Loads the guides: every file of prompts/guides/<name>/<version>.toml, checked."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from prompts.checks import lenses, paths, reach, shapes, texts
from prompts.errors import BrokenGuideError, Fault, PromptsError
from prompts.guide import Guide
from prompts.lens import FILE as LENSES
from prompts.lens import bank
from prompts.schema_faults import schema_faults

FOLDER = Path(__file__).parent / "guides"
Place = tuple[str, int]
"""The name and version of a guide."""


@dataclass(frozen=True)
class Guides:
    """Every version of every guide, and the digest of each."""

    _guides: Mapping[Place, Guide]
    _digests: Mapping[Place, str]

    def names(self) -> tuple[str, ...]:
        """Return the names of the guides, in order."""
        return tuple(sorted({name for name, _ in self._guides}))

    def newest(self, name: str) -> Guide:
        """Return the newest version of a guide; raises PromptsError where there is none."""
        versions = [version for known, version in self._guides if known == name]
        if not versions:
            raise PromptsError(f"there is no guide called {name}")
        return self._guides[name, max(versions)]

    def version(self, name: str, number: int) -> Guide:
        """Return one version of a guide; raises PromptsError where there is none."""
        try:
            return self._guides[name, number]
        except KeyError as error:
            raise PromptsError(f"there is no version {number} of guide {name}") from error

    def every(self) -> Iterator[Guide]:
        """Yield every version of every guide, by name, oldest first."""
        for place in sorted(self._guides):
            yield self._guides[place]

    def digests(self) -> Mapping[Place, str]:
        """Return the SHA-256 of each version's content, in hex, by name and version.

        It is taken over canonical JSON of the parsed file: comments and layout do not count.
        """
        return dict(self._digests)


def load_guides(folder: Path | None = None) -> Guides:
    """Return every guide in `folder` (those that ship, unless told otherwise).

    Raises BrokenGuideError with every fault of every file.
    """
    root = folder or FOLDER
    files = sorted(root.glob("*/*.toml"))
    faults = [] if files else [_empty(root)]
    guides: dict[Place, Guide] = {}
    digests: dict[Place, str] = {}
    for path in files:
        content, guide, wrong = _load(path)
        faults += wrong
        if guide is not None:
            guides[guide.name, guide.version] = guide
            digests[guide.name, guide.version] = _digest(content)
    faults += [*_gaps(files), *_lens_faults()]
    if faults:
        raise BrokenGuideError(faults)
    return Guides(guides, digests)


def _empty(root: Path) -> Fault:
    what = "no guide is there"
    return Fault(str(root), None, what, "Guides are files such as quick-reflection/1.toml in it")


def _load(path: Path) -> tuple[dict[str, Any], Guide | None, list[Fault]]:
    file = f"{path.parent.name}/{path.name}"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        where = str(error) or "it nests too deeply"
        remedy = "Mend it: quotes around texts, one key a line, the same key only once"
        return {}, None, [Fault(file, None, f"this is not TOML: {where}", remedy)]
    except (UnicodeDecodeError, OSError) as error:
        remedy = "Save it as text in UTF-8, readable by this program"
        return {}, None, [Fault(file, None, f"the file cannot be read ({error})", remedy)]
    return content, *_guide(path, file, content)


def _guide(path: Path, file: str, content: dict[str, Any]) -> tuple[Guide | None, list[Fault]]:
    try:
        text = json.dumps(content, default=_not_for_guides)
        guide = Guide.model_validate_json(text, strict=True)
    except ValidationError as error:
        return None, schema_faults(file, content, error)
    found = chain(texts.flaws(guide), shapes.flaws(guide), paths.flaws(guide), reach.flaws(guide))
    faults = [Fault(file, question, what, remedy) for question, what, remedy in found]
    return guide, [*_file_name(path, file, guide), *faults]


def _not_for_guides(value: object) -> list[str]:
    # TOML's dates and times have no place in a guide; a list of text is refused where text is due.
    return [str(value)]


def _file_name(path: Path, file: str, guide: Guide) -> Iterator[Fault]:
    if guide.name != path.parent.name:
        what = f'the file is in the folder {path.parent.name}, but its name is "{guide.name}"'
        yield Fault(file, None, what, "Make them the same")
    if str(guide.version) != path.stem:
        what = f"the file is called {path.name}, but its version is {guide.version}"
        yield Fault(file, None, what, f"Call it {guide.version}.toml, or change its version")


def _lens_faults() -> Iterator[Fault]:
    """Yield what is wrong with the lenses, which every guide with a part for them asks."""
    try:
        found = list(lenses.flaws(bank()))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        yield Fault(LENSES.name, None, f"it cannot be read ({error})", "Mend it: docs/guides.md")
        return
    for lens, what, remedy in found:
        yield Fault(LENSES.name, lens, what, remedy)


def _gaps(files: list[Path]) -> Iterator[Fault]:
    for folder in sorted({path.parent for path in files}):
        stems = {path.stem for path in files if path.parent == folder}
        wanted = {str(number) for number in range(1, len(stems) + 1)}
        if stems != wanted:
            have = ", ".join(sorted(stems))
            what = f"the versions are {have}, not 1 to {len(stems)}"
            yield Fault(folder.name, None, what, "Number them 1, 2, 3 without a gap")


def _digest(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
