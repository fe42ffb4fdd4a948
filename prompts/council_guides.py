"""A council's own guides, loaded beside those that ship and never able to break them.

What is wrong with one is kept as a fault, and it is left out. A version that was used is read from
the records, where it was kept, whatever became of its file (docs/decisions/0047).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from prompts.errors import Fault
from prompts.guide import Guide
from prompts.loader import Guides, Place, digest, guide_in, read_guide
from prompts.question import Kind

FIRST = 101
"""The number of a council's first version: a later release never brings one of that number."""
MOST_BYTES = 200_000
_DRAFT = "draft"
_NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")


class UsedVersion(NamedTuple):
    """A council's version as it was first used: its guide, number and canonical JSON."""

    guide: str
    version: int
    source: str


def with_council(shipped: Guides, folder: Path | None, used: Sequence[UsedVersion] = ()) -> Guides:
    """Return the guides that ship with those of a council's folder beside them, if one is given.

    It raises nothing: what cannot be used stands among the `faults` of what is returned.
    """
    before = {(one.guide, one.version): one.source for one in used}
    found, faults = _read(folder, shipped) if folder else ({}, [])
    for name, missing, fault in _gaps([*found, *before]):
        faults.append(fault)
        found = {p: one for p, one in found.items() if p[0] != name or p[1] < missing}
    faults += _changed(found, before)
    guides = {place: guide for place, (guide, _) in found.items()}
    sources = {place: source for place, (_, source) in found.items()}
    for one in used:
        guide, unreadable = _used(one)
        faults += unreadable
        if guide is not None:
            guides[one.guide, one.version] = guide
            sources[one.guide, one.version] = one.source
    return replace(
        shipped.beside(guides, sources),
        withdrawn=frozenset(p for p in before if folder is None or not _is_there(folder, p)),
        faults=tuple(faults),
    )


def is_of_council(folder: Path) -> bool:
    """Say whether a folder holds guides of a council's own, by the numbers of its files."""
    stems = (path.stem for path in folder.glob("*/*.toml"))
    return any(s.isascii() and s.isdecimal() and len(s) == len(str(FIRST)) for s in stems)


def draft_faults(text: str, known: Guides) -> list[str]:
    """Return what is wrong with a text that is to be a guide of a council's, in sentences."""
    _, guide, faults = guide_in(_DRAFT, text)
    found = [*faults, *(council_faults(_DRAFT, guide, known) if guide else ())]
    return [str(fault) for fault in found]


def draft_guide(text: str) -> Guide | None:
    """Return the guide that a text is, where it has no fault."""
    _, guide, faults = guide_in(_DRAFT, text)
    return None if faults else guide


def kept_guide(source: str) -> Guide:
    """Return a guide from its canonical JSON; raises ValidationError where it is none."""
    return Guide.model_validate_json(source, strict=True)


def _used(one: UsedVersion) -> tuple[Guide | None, list[Fault]]:
    try:
        return kept_guide(one.source), []
    except ValidationError:
        what = "this version was used, and this program cannot read it as it was kept"
        remedy = "Report this: records that it asked cannot be opened"
        return None, [Fault(f"{one.guide}/{one.version}.toml", None, what, remedy)]


def _changed(found: dict[Place, tuple[Guide, str]], before: dict[Place, str]) -> Iterator[Fault]:
    for place in sorted(found.keys() & before.keys()):
        name, version = place
        if digest(found[place][1]) != digest(before[place]):
            what = (
                "this version was used, and its file reads differently now; it is asked as it was"
            )
            remedy = f"Put the new wording into {_next(name, [*found, *before])}.toml"
            yield Fault(f"{name}/{version}.toml", None, what, remedy)


def _next(name: str, places: Iterable[Place]) -> int:
    return max(version for known, version in places if known == name) + 1


def _is_there(folder: Path, place: Place) -> bool:
    try:
        return (folder / place[0] / f"{place[1]}.toml").is_file()
    except OSError:
        return False


def _read(folder: Path, shipped: Guides) -> tuple[dict[Place, tuple[Guide, str]], list[Fault]]:
    """Return every version of a folder that can be used, with its source, and what is wrong."""
    try:
        files = sorted(folder.glob("*/*.toml"))
    except OSError as error:
        remedy = "Let this program read it"
        return {}, [Fault(str(folder), None, f"the folder cannot be read ({error})", remedy)]
    found: dict[Place, tuple[Guide, str]] = {}
    faults: list[Fault] = []
    for path in files:
        source, guide, wrong = _checked(path, shipped)
        faults += wrong
        if guide is not None and not wrong:
            found[guide.name, guide.version] = (guide, source)
    return found, faults


def _checked(path: Path, shipped: Guides) -> tuple[str, Guide | None, list[Fault]]:
    file = f"{path.parent.name}/{path.name}"
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    if size > MOST_BYTES:
        what = f"the file is larger than {MOST_BYTES:,} bytes"
        return "", None, [Fault(file, None, what, "Ask fewer questions")]
    source, guide, faults = read_guide(path)
    if guide is None:
        return source, None, faults
    return source, guide, [*faults, *council_faults(file, guide, shipped)]


def council_faults(file: str, guide: Guide, shipped: Guides) -> Iterator[Fault]:
    """Yield what keeps a sound guide from being a council's own."""
    if not _NAME.fullmatch(guide.name):
        remedy = "Use small letters, digits and hyphens, a letter first, 40 at most"
        yield Fault(file, None, f'"{guide.name}" cannot be the name of a guide', remedy)
    if guide.version < FIRST:
        what = f"it is version {guide.version}: the versions of a council's own begin with {FIRST}"
        yield Fault(file, None, what, f"Call it {FIRST}.toml, with version = {FIRST}")
    if guide.name in shipped.names():
        yield from _in_place_of(file, guide, shipped.newest(guide.name))
    elif guide.ends != "share":
        asks = "no meeting asks" if guide.ends == "meeting" else "nothing begins"
        what = f'{asks} a guide called "{guide.name}"'
        names = [one for one in shipped.names() if shipped.newest(one).ends == guide.ends]
        yield Fault(file, None, what, f"Make it a version of {' or '.join(names)}")
    first = next((question for _, question in guide.questions()), None)
    if guide.ends == "share" and first and (first.kind is not Kind.TEXT or first.when):
        what = "a reflection begins with a question in free words that is always asked"
        yield Fault(file, first.id, what, 'Ask one of kind = "text" first, without `when`')


def _in_place_of(file: str, guide: Guide, other: Guide) -> Iterator[Fault]:
    alike = {"ends": guide.ends == other.ends, "who": set(guide.who) == set(other.who)}
    for key in (key for key, is_alike in alike.items() if not is_alike):
        what = f"`{key}` is not as in {other.name} version {other.version}, which it replaces"
        yield Fault(file, None, what, "Write it as it is there, or give it another `name`")


def _gaps(places: Iterable[Place]) -> Iterator[tuple[str, int, Fault]]:
    """Yield each guide with a version that is missing before another, and the fault."""
    numbers: dict[str, set[int]] = {}
    for name, version in places:
        numbers.setdefault(name, set()).add(version)
    for name, versions in numbers.items():
        missing = next(number for number in count(FIRST) if number not in versions)
        later = [version for version in versions if version > missing]
        if later:
            what = f"version {min(later)} is left out, for no sound {missing}.toml is before it"
            yield name, missing, Fault(name, None, what, "Mend or add that one first")
