"""What can go wrong in guides and phrases."""

from dataclasses import dataclass

from typing_extensions import override


class PromptsError(Exception):
    """Base of everything that prompts raises on purpose."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a guide or phrase file: where it is, what it is, what to do."""

    file: str
    question: str | None
    what: str
    remedy: str

    @override
    def __str__(self) -> str:
        """Return the fault as one line."""
        place = f"{self.file}, question {self.question}" if self.question else self.file
        return f"{place}: {self.what}. {self.remedy}."


class BrokenGuideError(PromptsError):
    """A guide file cannot be used; every fault is in `faults`."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
