"""The words of days, times and amounts, as patterns over bare words, for phrase grammars. Pure."""

from prompts.written_days.words import MONTHS, TOMORROW

_WEEKDAYS = (
    r"(?:mon|tue|tues|teus|wed|weds|wednes|wens|wendes|thu|thur|thurs|thrus|fri|sat|satur|sun)"
    r"(?:day)?s?"
)
_MONTHS = "|".join(rf"{month}|{month[:3]}" for month in MONTHS)
NUMBER = (
    r"(?:\d{1,9}(?:st|nd|rd|th|am|pm)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|fou?r|fif|six|seven|eigh|nine)ty"
    r"|hundred|half|quarter)"
)
LEADS = (
    r"(?:until|untill|till|til|to|from|for|starting|on|in|at|by|and|or|then|back|the|a|an|of|next"
    rf"|last|this|all|whole|rest|end|beginning|couple|few|first|early|late"
    rf"|about|{NUMBER})"
)
"""What may stand before a day, a time or an amount."""
DAY = (
    rf"(?:{_WEEKDAYS}|{_MONTHS}|sept|today|tonight|{TOMORROW}|yesterday|weekend|christmas|easter"
    r"|(?:weeks?|fortnight|days?|months?)(?: (?:time|ago))?"
    r"|morning|afternoon|evening|further notice"
    r"|\d{1,4}(?:st|nd|rd|th)?)"
)
AMOUNT = r"(?:am|pm|oclock|hours?|hrs?|minutes?|mins?|percent|per cent|out of|years?|times?)"
