"""The words that wishes for a person are made of: patterns over bare words (wish_grammar.py)."""


def any_of(*wordings: str) -> str:
    """Return the pattern of one of these."""
    return f"(?:{'|'.join(wordings)})"


def many_of(*wordings: str) -> str:
    """Return the pattern of any number of these; each ends with a space."""
    return f"(?:{any_of(*wordings)} )*"


SOMEONE = any_of(
    "some ?one", "some ?body", "sum ?one", "sum1", "some1", "any ?one", "any ?body", "any1",
    "a (?:real )?(?:person|human|manager|supervisor|senior)",
) + (
    "(?: (?:else|senior"
    "|(?:from|in|at|on) (?:management|duty|edt|work|(?:the|my|our) (?:team|office))))?"
)  # fmt: skip
LINE = (
    "(?:(?:my|the|our) )?"
    "(?:(?:team|line|service|practice|area|deputy|assistant|duty|on call|senior) )*"
    "(?:supervisor|manager|boss|team leader|head of service)(?: supervisor)?"
)
WHOM = any_of(LINE, SOMEONE)
DUTY = (
    "(?:(?:the|a|an|our|any) )?(?:(?:emergency|out of hours|night|weekend) )*"
    "(?:duty|edt|eds|oohs?|out of hours|after hours|on call|standby)"
    "(?: (?:team|service|desk|worker|social worker|manager|person|people|line))*"
)
LEAD = many_of(
    "please", "pls", "plz", "ok", "okay", "hi", "hey", "hello", "so", "and", "then", "also",
    "just",
    "now", "urgent", "urgently", "quick", "quickly", "sorry", "right", "yes", "yeah", "yep", "no",
    "but", "bot", "omg", "oh", "um", "er", "help", "help me", "actually", "anyway", "maybe",
    "perhaps", "thanks", "i think", "i really think", "quick question", "is it possible to",
    "is there any way to", "are you able to", "evening", "morning", "(?:is there )?any chance",
    "any chance of", "would it be possible to", "i wonder if", "wondering if", "do you think",
    "i was hoping",
)  # fmt: skip
ADVERBS = many_of(
    "please", "pls", "plz", "just", "also", "really", "now", "urgently", "quickly", "possibly",
    "maybe", "kindly", "still", "desperately", "always", "at least", "already", "actually",
    "even",
    "ever", "all", "definitely",
)  # fmt: skip
RING = any_of("ring", "call", "phone", "contact", "text", "txt", "message", "msg", "bell", "buzz")
IT = any_of("this", "it", "that", "my message", "these", "what i wrote", "what i write")
RING_ME = any_of(
    f"{RING} (?:me|us)(?: back)?", "get back to (?:me|us)", "get in touch(?: with (?:me|us))?",
    "give (?:me|us) a (?:call|ring|bell|shout|buzz|call ?back)(?: back)?",
)  # fmt: skip
FILL = "(?: " + any_of(
    "please", "pls", "plz", "now", "asap", "straight away", "right away", "right now", "at once",
    "immediately", "urgently", "urgent", "quick", "quickly", "tonight", "today", "tomorrow",
    "for me", "for us", "thanks", "thank you", "ta", "x+", "then", "too", "as well", "ok",
    "again",
    "on my behalf", "first thing", "in the morning", "somehow", "yet", "at all", "here", "first",
    "(?:about|of|with|on) (?:this|it|that|me|tonight|a child|it all|all this|all of this"
    "|what happened|what has happened|whats happened|my visit|the visit|the situation)",
    "(?:that )?(?:its|it is|this is|thats) (?:very |really |an? )?"
    "(?:urgent|serious|emergency|important)",
    "(?:that )?(?:i )?need (?:to (?:speak|talk) to )?(?:him|her|them|help)",
    f"to {RING_ME}", f"to {RING} duty",
    "when (?:he|she|they|you) (?:can|get this|gets this|is free|are free)",
    "as soon as (?:possible|(?:he|she|they|you) can)", "if (?:you|he|she|they) can",
    "(?:that )?(?:i am|im) (?:now )?(?:ringing|calling|phoning) (?:up )?"
    "(?:the )?(?:duty|edt)(?: team| number)?",
) + ")*"  # fmt: skip
TIME = "(?: " + any_of(
    "please", "pls", "plz", "now", "tonight", "today", "right now", "again", "then", "urgently",
    "asap", "quick", "quickly", "thanks", "thank you", "for me", "here", "first", "instead",
    "out of hours", "after hours", "this late", "of (?:the )?(?:night|day)", "x+", "from here",
    "(?:about|with) (?:this|it|that|a child)", "(?:because )?its urgent", "in an emergency",
    "(?:now |as |because |when |if )?its (?:the |a |so |very )?"
    "(?:weekend|night|late|evening|saturday|sunday|bank holiday|closed)",
    "(?:at|in|on|for|over|during) (?:the |a |this )?(?:time|hour|night|nights|weekends?|evening"
    "|late hour|small hours|bank holiday|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
    r"|monday|tuesday|wednesday|thursday|midnight|christmas|tonight|\d{1,4} ?(?:am|pm)?)"
    "(?: night| evening| morning)?",
    "(?:if|when) (?:duty|edt|they|nobody|no one|he|she) "
    "(?:is|are|wont|doesnt|dont|isnt|arent|does not|do not) ?"
    "(?:not )?(?:answer|answering|engaged|pick up|picking up|there|about)?",
) + ")*"  # fmt: skip
