"""Words typed while the duty number stands: a wish to tell the supervisor, or words that wait.

They answer no question of a draft, so none is taken for one. Where they may be a wish to tell the
supervisor, that is asked; nobody is told in doubt. A "yes" tells nobody unless the card that stands
asked just that: it may be meant for the question that waits behind the number.
"""

import re

from bot.conversations import draft as drafted
from bot.conversations import reflection, router, tonight, typed_words
from bot.update import UpdateContext
from prompts.kept import Why, keeping
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, bare, meaning_of, with_supervisor
from prompts.text import tidy
from prompts.wishes import Wish, wish_within

_PRONOUNS = "him her them"
_FOR_THE_DRAFT = {Meaning.TONIGHT, Meaning.STOP, Meaning.DELETE, Meaning.LATER}
_GOES_BACK = {Meaning.BACK, Meaning.GO_ON, Meaning.UNDO}
_LONGEST_WISH = 25
_WHOM = r"(?:supervisor|manager|boss)"
_MAY_BE_A_WISH = re.compile(
    rf"(?:.* )?(?:tell|let|inform|notify|alert|message|text|contact|warn|update|ring|call|phone|ask"
    rf"|get|speak to|talk to)(?: \S+){{0,2}} {_WHOM}(?: .*)?"
    rf"|(?:my |the )?{_WHOM}"
    rf"|.*\b{_WHOM} (?:should|needs to|must|has to) (?:know|be told).*"
)


def take(update: UpdateContext, words: str) -> bool:
    """Handle words typed while the number stands; say whether they were handled."""
    meaning = wish_in(update, words)
    if meaning in _FOR_THE_DRAFT:
        return False
    if meaning is Meaning.TELL or (meaning is Meaning.YES and tonight.asks_whether_to_tell(update)):
        tonight.tell(update)
    elif meaning is Meaning.YES:
        _ask_or_show(update)
    elif meaning is Meaning.NO and tonight.asks_whether_to_tell(update):
        tonight.show_again(update, phrase("tonight.not_telling"))
    elif meaning is Meaning.REACH:
        # It is a word for the bot alone, so it is not asked about: it may be the answer, as others.
        typed_words.hear(update, update.current(), words)
        _ask_or_show(update)
    elif meaning in _GOES_BACK:
        back(update)
    elif meaning is not None:
        tonight.show_again(update, offers=tonight.last_told(update) is None)
    else:
        _keep(update, words)
    return True


def wish_in(update: UpdateContext, words: str) -> Meaning | None:
    """Return what words mean to the bot while the number stands."""
    return tonight.meaning_here(update, words) or meaning_of(words, _PRONOUNS)


def back(update: UpdateContext) -> None:
    """Show again where the person was."""
    current = update.current()
    if current is None:
        update.say(phrase("tonight.not_in_a_draft"))
        return
    router.show(update, drafted.load(update, current))


def _ask_or_show(update: UpdateContext) -> None:
    """Ask whether to tell the supervisor; where somebody has been told, say so."""
    if tonight.last_told(update) is None:
        tonight.ask_whether_to_tell(update)
    else:
        tonight.show_again(update)


def _keep(update: UpdateContext, words: str) -> None:
    """Keep words until the person goes back; ask about what may be a wish to tell."""
    is_wish = tonight.last_told(update) is None and _may_be_a_wish(update, words)
    current, before = update.current(), None if is_wish else 0
    if current is not None:
        # The draft is not read for it: the number is shown where a draft cannot be opened.
        drafted.add_unread(update, current.id, keeping(tidy(words), Why.DUTY, before))
    else:
        reflection.begin_waiting(update, tidy(words), Why.DUTY)
    if is_wish:
        tonight.ask_whether_to_tell(update)
    else:
        tonight.show_again(update, phrase("tonight.kept_here"))


def _may_be_a_wish(update: UpdateContext, words: str) -> bool:
    names = update.names_of_line
    said = with_supervisor(bare(words), names)
    is_short = len(said.split()) <= _LONGEST_WISH
    is_wish = is_short and _MAY_BE_A_WISH.fullmatch(said) is not None
    return bool(names) and (is_wish or wish_within(words, names) is Wish.TELL)
