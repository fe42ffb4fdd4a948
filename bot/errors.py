"""What can go wrong in the bot; caught at the edge and turned into one sentence."""


class BotError(Exception):
    """Base of everything that bot raises on purpose."""


class SettingsError(BotError):
    """The settings cannot be used; every fault is in `faults`, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
