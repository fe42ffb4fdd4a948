"""What a check card says of words that were written before, and its buttons for them."""

from prompts.buttons import button
from prompts.card import Tap
from prompts.copied import CopiedWords
from prompts.days import full_day_words
from prompts.interview.copied_words import not_said_again
from prompts.interview.state import Interview
from prompts.options import SayAgain
from prompts.phrases import phrase
from prompts.text import quoted, shortened

_MOST_SHOWN = 400


def copied_lines(interview: Interview) -> list[str]:
    """Return each passage that was written before beside how it stood, and what that means."""
    lines: list[str] = []
    for number, found in enumerate(interview.copied, 1):
        words = quoted(shortened(found.words, _MOST_SHOWN))
        now = (
            phrase("cards.copied_now", words=words)
            if len(interview.copied) == 1
            else phrase("cards.copied_numbered", number=number, words=words)
        )
        lines += [now, _before(found)]
        if found.words in interview.said_again:
            lines.append(phrase("cards.copied_said_again"))
    waits = not_said_again(interview)
    return [*lines, phrase("cards.copied_counts")] if waits else lines


def _before(found: CopiedWords) -> str:
    day = full_day_words(found.on)
    if found.earlier is None:
        closed = "cards.copied_yours_closed" if found.is_own else "cards.copied_theirs_closed"
        return phrase(closed, day=day)
    key = "cards.copied_yours" if found.is_own else "cards.copied_theirs"
    return phrase(key, day=day, words=quoted(shortened(found.earlier, _MOST_SHOWN)))


def again_taps(interview: Interview) -> list[Tap]:
    """Return a button for each passage of which nobody said that it is so again today."""
    waits = not_said_again(interview)
    return [
        button("again", SayAgain(number))
        if len(interview.copied) == 1
        else button("again_numbered", SayAgain(number), number=number)
        for number, found in enumerate(interview.copied, 1)
        if found in waits
    ]
