"""One test for hundreds of short cases: each is tried, and all that fail are named.

A test of its own for each costs pytest some milliseconds, many times what asking a pure rule does.
"""

import inspect
from collections.abc import Callable, Iterable, Sequence
from functools import wraps

import pytest

Test = Callable[..., None]


def each(names: str, cases: Iterable[object]) -> Callable[[Test], Test]:
    """Give a test each of some cases, as `pytest.mark.parametrize` gives them, but in one test.

    Only for what leaves nothing behind: the cases share the fixtures of the test.
    """
    arguments, tried = names.replace(" ", "").split(","), tuple(cases)
    assert tried, f"no case of {names}"

    def given(test: Test) -> Test:
        @wraps(test)
        def run(**fixtures: object) -> None:
            failed = []
            for case in tried:
                try:
                    test(**_named(arguments, case), **fixtures)
                except (Exception, pytest.fail.Exception) as fault:  # noqa: BLE001 - all are told
                    failed.append((case, fault))
            if failed:
                raise AssertionError(_told(failed, len(tried))) from failed[0][1]

        asked = inspect.signature(test)
        kept = [one for name, one in asked.parameters.items() if name not in arguments]
        run.__signature__ = asked.replace(parameters=kept)  # type: ignore[attr-defined]
        return run

    return given


def _named(arguments: Sequence[str], case: object) -> dict[str, object]:
    if len(arguments) == 1:
        return {arguments[0]: case}
    assert isinstance(case, Sequence)
    return dict(zip(arguments, case, strict=True))


def _told(failed: Sequence[tuple[object, BaseException]], tried: int) -> str:
    lines = (f"{case!r}: {type(fault).__name__}: {fault}" for case, fault in failed)
    return "\n".join([f"{len(failed)} of {tried} cases:", *lines])
