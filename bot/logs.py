"""The log: to standard error, ids and places only. Never an answer, a name, a code or a token."""

import copy
import logging
import sys
import time
from pathlib import Path
from types import TracebackType

from typing_extensions import override

from bot.log_limit import LogLimit

_LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
_ROOT = Path(__file__).parent.parent
# httpx and httpcore log each address they call at INFO, and Telegram's holds the bot's token.
_CALLERS = ("httpx", "httpcore")

_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Places(logging.Formatter):
    """Writes an error as its type and the places it passed, never its words.

    The words of a database's or a parser's error repeat the value at fault.
    """

    converter = staticmethod(time.gmtime)

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Return the line of `record`; asyncio's next ones would repeat an error."""
        record = copy.copy(record)
        record.exc_text = None  # another handler may have left the error there, words and all
        if record.name == "asyncio":
            record.msg, record.args = record.getMessage().partition("\n")[0], None
        return super().format(record)

    @override
    def formatException(self, ei: _Caught) -> str:
        """Return the error, and those it came from, one a line."""
        lines: list[str] = []
        fault = ei[1]
        while fault is not None:
            lines.append(f"  {type(fault).__name__} at {places(fault)}")
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)


def places(fault: BaseException) -> str:
    """Return where `fault` was raised and what called it, innermost first: "file:line < ..."."""
    found: list[str] = []
    step = fault.__traceback__
    while step is not None:
        path = Path(step.tb_frame.f_code.co_filename)
        name = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path.name
        found.append(f"{name}:{step.tb_lineno}")
        step = step.tb_next
    return " < ".join(reversed(found)) or "an unknown place"


def log_fault(log: logging.Logger, what: str, fault: BaseException) -> None:
    """Log that `what` went wrong: the fault's type and its places, never its words."""
    log.error("%s: %s at %s", what, type(fault).__name__, places(fault))


class ToStandardError(logging.Handler):
    """Writes to standard error as it is now, not as it was when the program started."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        """Write the line of `record`."""
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 - a closed pipe must not stop what was being done
            self.handleError(record)


def start(level: int = logging.WARNING) -> None:
    """Send every log to standard error from `level` up; starting twice changes nothing more."""
    # Where logging itself fails it would otherwise print what it was to log, values and all.
    logging.raiseExceptions = False
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, ToStandardError)]:
        root.removeHandler(handler)
    handler = ToStandardError()
    handler.addFilter(LogLimit())
    handler.setFormatter(Places(_LINE, "%Y-%m-%dT%H:%M:%SZ"))
    root.addHandler(handler)
    root.setLevel(level)
    for name in _CALLERS:
        logging.getLogger(name).setLevel(logging.WARNING)
