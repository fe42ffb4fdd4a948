"""Every command and what it runs: one line each, with the buttons and the words that run one."""

from collections.abc import Callable, Mapping

from bot.commands import (
    apart,
    audit,
    away,
    brief,
    decision,
    device,
    due,
    enquiry,
    group,
    handover,
    journal,
    missed,
    new,
    now,
    prepare,
    quote,
    read,
    settings,
    share,
    start,
    summary,
    supervise,
    take_in,
    unsigned,
    waiting,
)
from bot.commands import help as help_command
from bot.update import UpdateContext
from prompts.spoken_words import Meaning

Command = Callable[[UpdateContext, str], None]

COMMANDS: Mapping[str, Command] = {
    "start": start.run,
    "new": new.run,
    "prepare": prepare.run,
    "decision": decision.run,
    "handover": handover.run,
    "audit": audit.run,
    "supervise": supervise.typed,
    "group": group.run,
    "continue": waiting.go_on,
    "drafts": waiting.list_all,
    "due": due.typed,
    "brief": brief.run,
    "summary": summary.run,
    "journal": journal.run,
    "now": now.run,
    "settings": settings.run,
    "away": away.run,
    "help": help_command.run,
}
BUTTONS: Mapping[str, Command] = {
    **COMMANDS,
    "due": due.run,
    "supervise": supervise.run,
    "discard": waiting.discard,
    "read": read.run,
    "agree": read.agree,
    "tell": now.tell,
    "where": now.where,
    "seen": now.seen,
    "share": share.run,
    "unsigned": unsigned.run,
    "missed": missed.run,
    "enquiry": enquiry.run,
    "device": device.run,
    "apart": apart.run,
    "take": take_in.run,
    "quote": quote.run,
}
WITH_ARGUMENT = {
    *("start", "summary", "new", "prepare", "supervise", "due"),
    *("decision", "handover", "away"),
}
WORDS_OF_THE_BOT: Mapping[Meaning, str] = {
    Meaning.HELP: "help",
    Meaning.EXPLAIN: "help",
    Meaning.GO_ON: "continue",
    Meaning.AWAY: "away",
}
