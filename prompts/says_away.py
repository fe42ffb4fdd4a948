"""A whole message that says its writer is, or will be, away: "im off sick til friday". Pure.

A phrase grammar (docs/decisions/0013-a-word-for-the-bot-is-the-whole-message.md): nothing but days
may stand beside it. "He is off sick", "I was on leave when she fell" and what goes on are stories.
"""

import re

from prompts.value_words import DAY, LEADS

_MOST_LETTERS = 90
_DAYS = rf"(?:(?:{LEADS} ){{0,5}}{DAY})(?: (?:{LEADS} ){{0,5}}{DAY}){{0,4}}"
_WHEN = rf"(?: {_DAYS})?"
_AFTER = r"(?: (?:now|again|hopefully|probably|i think|please|pls|sorry|ta|thanks|thank you))*"
_BACK = rf"(?:{_WHEN}(?: (?:and|then|now|will be|be|ill be|im))* back(?: in| at work)? {_DAYS})?"
_I_AM = (
    r"(?:(?:so |really )?sorry )?(?:i am|im|ill|i will|i shall)"
    r"(?: (?:be|going to be|now|going|still|also|probably|afraid))*"
)
_AWAY = (
    r"(?:off (?:sick|ill|work|poorly|long term)|on (?:annual |sick |maternity |paternity |parental"
    r" |compassionate |study |unpaid )?leave|on (?:my )?(?:holidays?|hols)|away|not in"
    r"|not (?:at work|working)|out of (?:the )?office|signed off(?: sick| work)?)"
)
_ILL = (
    r"(?:(?:so |very |really )?(?:ill|sick|poorly|unwell)|not (?:very |too |at all |so )?well"
    r"|not feeling (?:very |too |at all |so )?(?:well|good|great)"
    r"|feeling (?:ill|sick|poorly|rough|unwell)|in hospital|going home (?:ill|sick))"
)
_WITHOUT_SUBJECT = (
    r"(?:off (?:sick|ill)|on (?:annual |sick |maternity )?leave|signed off(?: sick)?"
    r"|(?:calling|phoning) in sick|(?:going|gone) off sick|(?:annual|sick) leave)"
)
_ON_DAYS = (
    r"(?:(?:im |i am |ill be )?(?:(?:have |having |got )?(?:a |the )?day off|off(?: work)?"
    r"|(?:on )?(?:a l|al|toil|annual leave)|on (?:leave|holiday|hols)|ooo|out of (?:the )?office"
    r"|ill|sick|off (?:sick|ill)|not (?:in|at work|working))"
    r"|(?:i )?(?:wont|will not|cant|cannot) (?:be|come|make it) (?:in|into work|at work))"
)
"""Said of oneself only where nothing but days stands beside it."""
_SAYS = re.compile(
    rf"{_I_AM} (?:{_AWAY}|{_ILL})(?:{_BACK}|{_WHEN}){_AFTER}|{_I_AM} off {_DAYS}{_AFTER}"
    rf"|(?:i am |im )?{_WITHOUT_SUBJECT}(?:{_BACK}|{_WHEN}){_AFTER}"
    rf"|{_ON_DAYS} {_DAYS}{_AFTER}"
    rf"|(?:i have|ive got|i have got|ive) (?:annual |sick )?leave {_DAYS}"
    rf"|(?:i (?:start|begin) (?:my )?|my )(?:annual )?leave (?:(?:starts|begins|is) )?{_DAYS}"
    r"|i (?:dont|do not) feel (?:very |at all |too |so )?(?:well|good)(?: today| tonight| now)?"
)


def says_away(words: str) -> bool:
    """Say whether bare words, all of a message, say that their writer is away, ill or off."""
    return len(words) <= _MOST_LETTERS and _SAYS.fullmatch(words) is not None
