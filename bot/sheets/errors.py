"""What can go wrong with a file that is brought in."""

from bot.errors import BotError


class SheetError(BotError):
    """The file as a whole cannot be read: what is wrong with it, and what to do."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} Nothing was imported. {remedy}")
        self.why = why
        self.remedy = remedy


class CellError(BotError):
    """One cell cannot be used: why, and what to write instead."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy
