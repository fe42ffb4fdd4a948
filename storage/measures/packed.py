"""What each team of a summary has in a month, as one row a measure instead of rows for each team.

A summary asks a year of all its teams for each change that it tells of: of hundreds of teams these
are thousands of rows. Numbers stand in the order of the teams' ids, in as few bytes as the largest
of them needs.
"""

from collections.abc import Iterable, Mapping, Sequence

_SIZES = (("B", "<u1", 1 << 8), ("H", "<u2", 1 << 16), ("I", "<u4", 1 << 32))
_TYPES = {ord(letter): of for letter, of, _ in _SIZES}

Counts = Mapping[str, tuple[int, int]]
"""By team, how many units do not count, of how many."""


def pack(teams: Sequence[str], counts: Counts) -> bytes:
    """Return the counts of these teams as bytes."""
    import numpy as np  # noqa: PLC0415 - it is slow to load

    nothing = (0, 0)
    numbers = [counts.get(team, nothing)[i] for i in (0, 1) for team in sorted(teams)]
    largest = max(numbers, default=0)
    letter, of = next((letter, of) for letter, of, beyond in _SIZES if largest < beyond)
    return letter.encode() + np.array(numbers, of).tobytes()


def unpack(teams: Sequence[str], packed: Iterable[bytes]) -> dict[str, tuple[int, int]]:
    """Return what these teams that have any have together, in months that were packed."""
    import numpy as np  # noqa: PLC0415 - it is slow to load

    sums = np.zeros(2 * len(teams), np.int64)
    for month in packed:
        sums += np.frombuffer(month, _TYPES[month[0]], offset=1)
    rests, every = sums.reshape(2, len(teams)).tolist()
    found = zip(sorted(teams), rests, every, strict=True)
    return {team: (rest, of) for team, rest, of in found if of}
