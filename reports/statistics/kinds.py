"""What the values of a series are: apart, so that who only names it loads no numbers library."""

from enum import StrEnum


class Kind(StrEnum):
    """What the values of a series are, which decides how they spread."""

    COUNT = "count"
    SHARE = "share"
    AVERAGE = "average"
