"""When a message that nobody asked for may arrive: never in the middle of a conversation."""

from datetime import datetime, timedelta

from practice.calendar import next_working_moment

QUIET = timedelta(minutes=30)
"""After so long without a step, a conversation that was not ended no longer holds messages up."""


def arrives_from(now: datetime, last_step: datetime | None) -> datetime:
    """Return from when on a message may arrive that is due, `now` where it may at once.

    `last_step` is the person's last one in the conversation that they are in, None where they are
    in none. Such messages keep to office hours, after a conversation too. A step that is dated far
    ahead was taken before the clock was set back, and holds nothing up.
    """
    if last_step is None or abs(now - last_step) >= QUIET:
        return now
    return next_working_moment(last_step + QUIET)
