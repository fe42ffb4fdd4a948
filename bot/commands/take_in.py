"""[Add what I wrote]: a shared reflection goes into a child's record, by its writer's tap."""

from bot.conversations import draft as drafted
from bot.conversations import router, taken_in
from bot.update import UpdateContext


def run(update: UpdateContext, argument: str) -> None:
    """Take in the reflection that the button names; what is open otherwise stays as it is."""
    current = update.current()
    goes_on = taken_in.take(update, argument)
    if goes_on is not None:
        router.follow(update, *goes_on)
    elif current is not None:
        router.show(update, drafted.load(update, current))
