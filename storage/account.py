"""Who runs this program: the operating system's user, as the system knows them."""

import os
from functools import cache
from pathlib import Path

_SIGNED_IN = Path("/proc/self/loginuid")
_NOBODY_SIGNED_IN = 2**32 - 1


@cache
def account() -> str:
    """Return the user this program runs as, and who signed in where that is somebody else.

    Asked of the system and not of the environment, which anybody can set: LOGNAME says what it is
    told. Linux alone knows who signed in before sudo or su.
    """
    if not hasattr(os, "getuid"):
        return os.getlogin()
    runs_as, signed_in = _user(os.getuid()), _signed_in()
    return runs_as if signed_in in {None, runs_as} else f"{runs_as} (signed in as {signed_in})"


def _user(number: int) -> str:
    import pwd  # noqa: PLC0415 - Windows has none

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def _signed_in() -> str | None:
    try:
        number = int(_SIGNED_IN.read_text())
    except (OSError, ValueError):
        return None
    return None if number == _NOBODY_SIGNED_IN else _user(number)
