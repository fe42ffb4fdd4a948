"""How a person is greeted, from a name as lists of staff write it. Pure."""

import re

_TITLES = {
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame"),
    *("lady", "lord", "cllr"),
}
_BEHIND_A_NAME = {
    *("ba", "bsc", "ma", "msc", "msw", "mba", "phd", "dipsw", "cqsw", "rsw", "se", "qc", "kc"),
    *("obe", "mbe", "jp", "jr", "jnr", "snr", "ii", "iii"),
}
_PARTICLES = {
    *("van", "von", "der", "den", "de", "la", "le", "da", "dos", "di", "del", "bin", "bint"),
    *("al", "el", "ter", "ten", "af", "zu"),
}
_IN_CAPITALS = re.compile(r"(?:Mc|Mac|O['\u2019]|D['\u2019])?[^\W\d_a-z][^a-z]+")


_LONGEST = 200
"""No name that is brought in is longer."""


def given_name(full: str) -> str:
    """Return what a person is called in chat: their forename as people write it.

    "SHAH, Priya", "DAVIES Priya" and "Dr. Priya Shah" are Priya. Where no forename is known, the
    title and surname ("Miss Sharma"), or the name as it stands ("P Sharma").
    """
    if len(full) > _LONGEST:
        return full
    name = re.sub(r"\([^)]*\)", " ", full)
    surname, before = _split(name)
    title = next((word for word in before if _is_title(word)), "")
    words = [word for word in before if not _is_title(word)]
    forenames = words if surname else words[:-1] or (words if not title else [])
    chosen = next((word for word in forenames if len(word.strip(".")) > 1), "")
    if chosen:
        return _as_written(chosen)
    surnames = surname or words[-1:]
    called = [title.rstrip(".")] if title else [word.rstrip(".") for word in forenames]
    return " ".join(_as_written(word) for word in [*called, *surnames])


def _split(name: str) -> tuple[list[str], list[str]]:
    """Return the surname where it is told apart, and the other words: a title, the forenames."""
    first, *others = [part.split() for part in name.split(",") if part.strip()] or [[]]
    before = [part for part in others if not all(_bare(w) in _BEHIND_A_NAME for w in part)]
    if before:
        return first, [word for part in before for word in part]
    words = [word for word in first if _bare(word) not in _BEHIND_A_NAME or word is first[0]]
    title = [word for word in words[:1] if _is_title(word)]
    rest = words[len(title) :]
    surname = _surname_first(rest)
    return surname, [*title, *rest[len(surname) :]]


def _surname_first(words: list[str]) -> list[str]:
    """Return the words of a surname that stands first: in capitals, or with its particles."""
    capitals = next((n for n, w in enumerate(words) if not _is_capitals(w)), 0)
    if capitals:
        return words[:capitals]
    shouted = all(word.isupper() for word in words)
    particles = next((n for n, w in enumerate(words) if not _is_particle(w, shouted)), 0)
    return words[: particles + 1] if particles and len(words) > particles + 1 else []


def _is_particle(word: str, shouted: bool) -> bool:
    return (word.casefold() if shouted else word) in _PARTICLES


def _is_capitals(word: str) -> bool:
    return bool(_IN_CAPITALS.fullmatch(word)) and len(word.strip(".")) > 1


def _bare(word: str) -> str:
    return word.casefold().replace(".", "")


def _is_title(word: str) -> bool:
    return _bare(word) in _TITLES


def _as_written(word: str) -> str:
    """Return a name with capitals where people write them; one that mixes them stays as it is."""
    if len(word.strip(".")) < 2 or not (word.isupper() or word.islower()):  # noqa: PLR2004
        return word
    if word in _PARTICLES:
        return word
    parts = re.split(r"([-'\u2019])", word.casefold())
    return "".join(part[:1].upper() + part[1:] for part in parts)
