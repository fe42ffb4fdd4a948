"""What can go wrong in a report."""


class ReportError(Exception):
    """Base of everything that reports raise on purpose."""


class UnknownMeasureError(ReportError):
    """No measure has this key."""


class UnknownWordsError(ReportError):
    """The templates hold no sentence of this name, or it lacks something it needs."""
