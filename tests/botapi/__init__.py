"""A strict stand-in for the Telegram Bot API; see README.md beside this file."""

from tests.botapi.errors import NotPossibleError
from tests.botapi.faults import ANY_METHOD, FaultKind
from tests.botapi.kill import Victim, VictimDiedError, kill_repeatedly
from tests.botapi.person import Button, Person, Sent, Shown
from tests.botapi.process import running_apart
from tests.botapi.service import TOKEN, Settings
from tests.botapi.stand_in import InThread, StandIn, remote, running

__all__ = [
    "ANY_METHOD",
    "TOKEN",
    "Button",
    "FaultKind",
    "InThread",
    "NotPossibleError",
    "Person",
    "Sent",
    "Settings",
    "Shown",
    "StandIn",
    "Victim",
    "VictimDiedError",
    "kill_repeatedly",
    "remote",
    "running",
    "running_apart",
]
