"""Loads the guides: every file of prompts/guides/<name>/<version>.toml, checked."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from prompts.checks import apart, family, lenses, paths, reach, shapes, texts
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
    """Every version of every guide, and the digest of each.

    `sources` are the council's own versions, as canonical JSON; `withdrawn` those of them that are
    read where they were used, and asked no more; `faults` what was wrong with those left out.
    """

    _guides: Mapping[Place, Guide]
    _digests: Mapping[Place, str]
    sources: Mapping[Place, str] = field(default_factory=dict)
    withdrawn: frozenset[Place] = frozenset()
    faults: tuple[Fault, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the names of the guides that are asked, in order."""
        return tuple(sorted({name for name, _ in self._guides.keys() - self.withdrawn}))

    def newest(self, name: str) -> Guide:
        """Return the newest version of a guide; raises PromptsError where there is none."""
        asked = self._guides.keys() - self.withdrawn
        versions = [version for known, version in asked if known == name]
        if not versions:
            raise PromptsError(f"there is no guide called {name}")
        return self._guides[name, max(versions)]

    def version(self, name: str, number: int) -> Guide:
        """Return one version of a guide; raises PromptsError where there is none."""
        try:
            return self._guides[name, number]
        except KeyError as error:
            raise PromptsError(f"there is no version {number} of guide {name}") from error

    def versions(self, name: str) -> list[Guide]:
        """Return every version of a guide, oldest first; none where there is no such guide."""
        return [guide for guide in self.every() if guide.name == name]

    def every(self) -> Iterator[Guide]:
        """Yield every version of every guide, by name, oldest first."""
        for place in sorted(self._guides):
            yield self._guides[place]

    def beside(self, guides: Mapping[Place, Guide], sources: Mapping[Place, str]) -> "Guides":
        """Return these guides with a council's own beside them."""
        digests = {place: digest(source) for place, source in sources.items()}
        return Guides({**self._guides, **guides}, {**self._digests, **digests}, sources)

    def digests(self) -> Mapping[Place, str]:
        """Return the SHA-256 of each version's content, in hex, by name and version.

        It is taken over canonical JSON of the parsed file: comments and layout do not count.
        """
        return dict(self._digests)


@cache
def shipped() -> Guides:
    """Return the guides that ship, read and checked once a process; as load_guides() raises."""
    return load_guides()


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
        source, guide, wrong = read_guide(path)
        faults += wrong
        if guide is not None:
            guides[guide.name, guide.version] = guide
            digests[guide.name, guide.version] = digest(source)
    faults += [*_gaps(files), *_lens_faults()]
    if faults:
        raise BrokenGuideError(faults)
    return Guides(guides, digests)


def _empty(root: Path) -> Fault:
    what = "no guide is there"
    return Fault(str(root), None, what, "Guides are files such as quick-reflection/1.toml in it")


def read_guide(path: Path) -> tuple[str, Guide | None, list[Fault]]:
    """Return what a file holds, as canonical JSON, the guide that it is, and its faults.

    Where it is none, the guide is None and there is a fault.
    """
    file = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        remedy = "Save it as text in UTF-8, readable by this program"
        return "", None, [Fault(file, None, f"the file cannot be read ({error})", remedy)]
    source, guide, faults = guide_in(file, text)
    return source, guide, [*(_file_name(path, file, guide) if guide else ()), *faults]


def guide_in(file: str, text: str) -> tuple[str, Guide | None, list[Fault]]:
    """Return the same of a text that is, or would be, called `file`."""
    try:
        content = tomllib.loads(text)
        source = canonical(content)
    except (ValueError, RecursionError) as error:
        where = str(error) or "it nests too deeply"
        remedy = "Mend it: quotes around texts, one key a line, the same key only once"
        return "", None, [Fault(file, None, f"this is not TOML: {where}", remedy)]
    try:
        guide = Guide.model_validate_json(source, strict=True)
    except ValidationError as error:
        return source, None, schema_faults(file, content, error)
    found = chain(*(check.flaws(guide) for check in (texts, shapes, paths, reach, apart, family)))
    return source, guide, [Fault(file, place, what, remedy) for place, what, remedy in found]


def canonical(content: dict[str, Any]) -> str:
    """Return a parsed file as JSON, always alike: comments and layout do not count."""
    # TOML's dates and times have no place in a guide; a list of text is refused where text is due.
    return json.dumps(
        content,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        default=lambda value: [str(value)],
    )


def digest(source: str) -> str:
    """Return the SHA-256 of a guide's canonical JSON, in hex."""
    return hashlib.sha256(source.encode()).hexdigest()


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
        found = [*lenses.flaws(bank()), *reach.lens_flaws(bank())]
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
