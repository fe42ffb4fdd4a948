"""What can go wrong in a report."""


class ReportError(Exception):
    """Base of everything that reports raise on purpose."""


class UnknownMeasureError(ReportError):
    """No measure has this key."""
