"""What can go wrong in the rules of law and field."""


class PracticeError(Exception):
    """Base of everything that practice raises on purpose."""


class BeyondCalendarError(PracticeError):
    """A day was asked about whose bank holidays are not known."""
