"""Words for the bot outside any draft: a short answer, and nothing is started."""

from bot.update import UpdateContext, first_name
from prompts.phrases import phrase
from prompts.spoken_words import Meaning

_KEYS = {
    Meaning.THANKS: "spoken.at_rest.thanks",
    Meaning.BYE: "spoken.at_rest.later",
    Meaning.LATER: "spoken.at_rest.later",
    Meaning.YES: "spoken.at_rest.no_question",
    Meaning.NO: "spoken.at_rest.no_question",
    Meaning.OK: "spoken.at_rest.no_question",
    Meaning.WORDLESS: "spoken.at_rest.no_question",
    Meaning.KEEP_PRIVATE: "spoken.at_rest.sent_stands",
    Meaning.DELETE: "spoken.at_rest.sent_stands",
    Meaning.UNDO: "spoken.at_rest.sent_stands",
    Meaning.POINTS: "spoken.at_rest.no_question",
    Meaning.REMIND: "spoken.at_rest.remind",
    Meaning.READERS: "spoken.who_reads",
    Meaning.MY_DATA: "spoken.my_data",
    Meaning.HOW_LONG: "spoken.at_rest.no_question",
    Meaning.SWEARING: "spoken.at_rest.no_question",
}


def answer(update: UpdateContext, meaning: Meaning) -> None:
    """Answer a word for the bot; nothing is open, so there is nothing that it could change."""
    if meaning is Meaning.HELLO:
        update.say(phrase("spoken.at_rest.hello", name=first_name(update.person)))
    else:
        update.say(phrase(_KEYS.get(meaning, "spoken.at_rest.nothing_open")))
