"""A changed copy is what `dataclasses.replace` makes, and forgets what the first one worked out."""

from dataclasses import dataclass, replace
from functools import cached_property

import pytest

from prompts.changed import changed


@dataclass(frozen=True)
class Pair:
    one: int
    other: int = 2

    @cached_property
    def both(self) -> int:
        return self.one + self.other


def test_it_is_what_replace_makes() -> None:
    pair = Pair(1)
    assert pair.both == 3
    after = changed(pair, other=5)
    assert after == replace(pair, other=5)
    assert (after.both, pair.both) == (6, 3)


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="third"):
        changed(Pair(1), third=3)  # type: ignore[call-arg]
