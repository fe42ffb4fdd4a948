"""What can go wrong in a report."""


class ReportError(Exception):
    """Base of everything that reports raise on purpose."""


class UnknownListError(ReportError):
    """A measure has no list of this name, or a list no order of it."""


class UnknownMeasureError(ReportError):
    """No measure has this key."""


class TooFewPeopleError(ReportError):
    """So few people stand behind a summary that it would be about single ones; it says so."""
