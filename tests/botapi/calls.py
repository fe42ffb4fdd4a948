"""Every call received, in order, with its parameters and what became of it."""

from dataclasses import asdict, dataclass, field


@dataclass
class Call:
    """One call of a method; `accepted` is whether Telegram did what it asked."""

    number: int
    method: str
    parameters: dict[str, object]
    files: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    accepted: bool = False
    code: int = 0
    description: str = ""
    finished: bool = False

    def as_fields(self) -> dict[str, object]:
        """Return the call as plain values, for the line and the log."""
        return asdict(self)
