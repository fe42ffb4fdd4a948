"""The wordings of a wish for a person: that somebody is told or rung, or the number to ring. Pure.

A phrase grammar over bare words (`bare` of prompts/spoken_words.py), in which everybody up the
writer's line reads "supervisor". A wish has its own shape: an order ("tell sunil"), a question to
the bot ("can someone ring me"), a need of the writer's own ("i need to speak to someone"), what
somebody of the line must know, or a question whom to ring. Who did what is told otherwise: "mum
rang duty", "I told my supervisor". Each shape is wide at its end in two ways: `FILL` alone, which
adds nothing ("now please"), or anything at all.
"""

import re


def _any(*wordings: str) -> str:
    return f"(?:{'|'.join(wordings)})"


def _many(*wordings: str) -> str:
    """Return the pattern of any number of these; each ends with a space."""
    return f"(?:{_any(*wordings)} )*"


_SOMEONE = _any(
    "some ?one", "some ?body", "sum ?one", "sum1", "some1", "any ?one", "any ?body", "any1",
    "a (?:real )?(?:person|human|manager|supervisor|senior)",
) + (
    "(?: (?:else|senior"
    "|(?:from|in|at|on) (?:management|duty|edt|work|(?:the|my|our) (?:team|office))))?"
)  # fmt: skip
_LINE = (
    "(?:(?:my|the|our) )?"
    "(?:(?:team|line|service|practice|area|deputy|assistant|duty|on call|senior) )*"
    "(?:supervisor|manager|boss|team leader|head of service)(?: supervisor)?"
)
_WHOM = _any(_LINE, _SOMEONE)
_DUTY = (
    "(?:(?:the|a|an|our|any) )?(?:(?:emergency|out of hours|night|weekend) )*"
    "(?:duty|edt|eds|oohs?|out of hours|after hours|on call|standby)"
    "(?: (?:team|service|desk|worker|social worker|manager|person|people|line))*"
)
_LEAD = _many(
    "please", "pls", "plz", "ok", "okay", "hi", "hey", "hello", "so", "and", "then", "also",
    "just",
    "now", "urgent", "urgently", "quick", "quickly", "sorry", "right", "yes", "yeah", "yep", "no",
    "but", "bot", "omg", "oh", "um", "er", "help", "help me", "actually", "anyway", "maybe",
    "perhaps", "thanks", "i think", "i really think", "quick question", "is it possible to",
    "is there any way to", "are you able to", "evening", "morning", "(?:is there )?any chance",
    "any chance of", "would it be possible to", "i wonder if", "wondering if", "do you think",
    "i was hoping",
)  # fmt: skip
_ADVERBS = _many(
    "please", "pls", "plz", "just", "also", "really", "now", "urgently", "quickly", "possibly",
    "maybe", "kindly", "still", "desperately", "always", "at least", "already", "actually",
    "even",
    "ever", "all", "definitely",
)  # fmt: skip
_RING = _any("ring", "call", "phone", "contact", "text", "txt", "message", "msg", "bell", "buzz")
_IT = _any("this", "it", "that", "my message", "these", "what i wrote", "what i write")
_RING_ME = _any(
    f"{_RING} (?:me|us)(?: back)?", "get back to (?:me|us)", "get in touch(?: with (?:me|us))?",
    "give (?:me|us) a (?:call|ring|bell|shout|buzz|call ?back)(?: back)?",
)  # fmt: skip
_FILL = "(?: " + _any(
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
    f"to {_RING_ME}", f"to {_RING} duty",
    "when (?:he|she|they|you) (?:can|get this|gets this|is free|are free)",
    "as soon as (?:possible|(?:he|she|they|you) can)", "if (?:you|he|she|they) can",
    "(?:that )?(?:i am|im) (?:now )?(?:ringing|calling|phoning) (?:up )?"
    "(?:the )?(?:duty|edt)(?: team| number)?",
) + ")*"  # fmt: skip
_TIME = "(?: " + _any(
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

# --- that somebody is told or rung ---

_HAND_ON = (
    "(?:(?:escalate|flag|report|raise|pass|forward) (?:this |it |that )?(?:on |up )*(?:to|with))"
)
_TELL = _any(
    f"(?:tell|tel|inform|notify|alert|message|msg|text|txt|warn|update|contact|email) {_WHOM}",
    f"(?:get (?:a )?hold of|get in touch with|put me (?:through|on) (?:to|with)|connect me "
    f"(?:to|with)) {_WHOM}",
    f"{_HAND_ON} {_WHOM}",
    f"let {_WHOM} (?:know|no)", f"get {_WHOM} (?:told|to know)",
    f"make sure (?:that )?{_WHOM} (?:knows|is told|gets told|is informed|hears|(?:gets|sees"
    f"|reads) {_IT})",
    f"(?:give|drop|send) {_WHOM} a (?:ring|call|shout|bell|line|message|text)",
    f"(?:get|ask|tell|have) {_WHOM} to {_RING_ME}", f"get me {_WHOM}(?: to (?:talk|speak) to)?",
    f"get {_LINE}(?: on the phone| for me)?", f"{_RING} {_LINE} for (?:me|us)",
)  # fmt: skip
_REACH = _any(
    _TELL,
    f"(?:ring|call|phone|bell|buzz|reach|ask|page|(?:speak|talk|chat)(?: to| with)) {_WHOM}",
    f"{_RING_ME}", f"have {_WHOM} {_RING_ME}",
    f"have a (?:word|chat|talk) with {_WHOM}",
    f"(?:have|get|ask for) (?:a )?(?:call ?back|ring|phone call|call)(?: back)?(?: from "
    f"{_WHOM})?",
)  # fmt: skip
_HELP = f"{_SOMEONE} {_ADVERBS}help (?:me|us)"
_HAND_IT_ON = "(?:escalate|report|flag) (?:this|it|that)(?: (?:up|higher))?"
_ASKED = (
    "(?:can|could|would|will|wont|cn|cud|cld|wud|shall|should|may|might) "
    f"(?:you|u|ya|we|i|he|she|they|{_WHOM}) {_ADVERBS}(?:{_REACH}|{_HAND_IT_ON})"
)
_I_NEED = (
    f"(?:(?:i|we|id|we d|ive) )?{_ADVERBS}"
    "(?:need|needed|want|wanna|would like|d like|like|must|have|have got|got|gotta|am "
    "trying)(?: to)? "
)
_NEEDED = _any(
    f"{_I_NEED}{_ADVERBS}(?:(?:you|{_SOMEONE}|{_LINE}) )?(?:to )?{_ADVERBS}(?:{_REACH}"
    f"|{_HAND_IT_ON})",
    f"{_I_NEED}(?:{_LINE}|{_SOMEONE})",
    f"{_I_NEED}{_WHOM} (?:to )?(?:know|be told|be informed|be aware|hear|told|informed|see {_IT})",
    f"{_I_NEED}a (?:call ?back|call back|phone call)(?: from {_WHOM})?",
)
_MUST_KNOW = (
    f"{_WHOM} {_ADVERBS}(?:needs? to|should|must|has to|have to|ought to|had better|shd|will "
    f"need to|"
    f"will want to) {_ADVERBS}(?:know|no|be (?:told|informed|aware|made aware|notified"
    f"|contacted|rung"
    f"|called|alerted|involved)|hear|see {_IT}|{_RING_ME})"
)
_SOMEONE_MUST = (
    f"{_SOMEONE} {_ADVERBS}(?:(?:needs? to|should|must|has to|have to|ought to|can|could"
    f"|better) )?"
    f"{_ADVERBS}(?:{_TELL}|ring {_LINE}|call {_LINE}|phone {_LINE}|{_RING_ME})"
)
_IS_TOLD = _any(
    f"(?:have|did|will|could|can) (?:you|u) {_ADVERBS}(?:tell|told|inform(?:ed)?|notify"
    f"|notified|ring|rung"
    f"|message|messaged|contact|contacted|let) {_WHOM}(?: know)?",
    f"(?:has|is|was|will|did|does|do) {_LINE} {_ADVERBS}(?:going to |gonna |getting |get "
    f")?(?:be |been )?"
    f"(?:told|know|informed|notified|aware|see|seen|get|got|hear|heard|read)(?: {_IT}| about "
    f"{_IT})?",
    f"(?:has|have|is|are|was|will|can|does) (?:any ?one|any ?body|some ?one|some ?body) "
    f"{_ADVERBS}(?:going to |getting )?(?:be |been )?"
    f"(?:told|informed|notified|know|knows|reading|read|seeing|see|seen|watching|looking at"
    f"|monitoring)(?: {_IT}| here| about {_IT})?",
    "who (?:have you|has been|did you|will you|will be|gets|got|is being|was|is|do you) "
    "(?:told|tell|informed)",
    f"who (?:(?:will|can|could|does|would|is|has|gets to|going to) )*{_ADVERBS}(?:knows?"
    f"|sees?|seen|reads?"
    f"|reading|gets?|hears?)(?: about| of)? {_IT}",
    f"(?:is|are) {_LINE} (?:there|around|about|available|on|in|up|awake|free|on call)",
    "is (?:any ?one|any ?body|some ?one) (?:there|here|around|available|free)(?: (?:to|who "
    "can) (?:talk|speak|help|ring|call)(?: to| me)*)?",
    f"where(?: is|s) {_LINE}",
)  # fmt: skip
_CALLS_ON = (
    f"{_LINE} needs? (?:telling|informing|ringing|calling)|"
    f"{_WHOM} {_ADVERBS}(?:(?:can|could|will|would) (?:you|u) )?{_ADVERBS}(?:{_RING_ME}"
    f"|i need you|are you there)"
)

_HELP_ME = f"(?:(?:can|could|would|will) )?{_HELP}"
_WISHES = (_TELL, _ASKED, _NEEDED, _MUST_KNOW, _SOMEONE_MUST, _IS_TOLD, _CALLS_ON, _HELP_ME)
TELL = re.compile(f"{_LEAD}{_any(*_WISHES)}{_FILL}")
"""The whole message wishes that somebody is told or rung, or asks whether somebody was."""
_OF_LINE = _any(
    f"(?:tell|tel|inform|notify|alert|message|msg|text|txt|warn|update|contact|email|ring"
    f"|call|phone|ask) {_LINE}",
    f"(?:speak|talk) (?:to|with) {_LINE}",
    f"{_HAND_ON} {_LINE}",
    f"let {_LINE} (?:know|no)",
    f"(?:get|ask) {_LINE} to",
    f"make sure (?:that )?{_LINE} (?:knows|is told|hears)",
)
TELL_BEGINS = re.compile(
    f"{_LEAD}"
    + _any(
        _OF_LINE,
        f"(?:can|could|would|will|cn|cud|shall|should) (?:you|u|we|i|{_SOMEONE}) "
        f"{_ADVERBS}{_OF_LINE}",
        f"{_I_NEED}{_ADVERBS}(?:(?:you|{_SOMEONE}) )?(?:to )?{_OF_LINE}",
        f"{_I_NEED}{_LINE} (?:to )?(?:know|be told|hear)",
        f"{_LINE} {_ADVERBS}(?:needs? to|should|must|has to|ought to) (?:know|be told|be aware)",
        f"{_SOMEONE} {_ADVERBS}(?:needs? to|should|must|has to|ought to) {_ADVERBS}{_OF_LINE}",
        f"(?:(?:i|we) )?(?:cant|cannot|can not) (?:get (?:through|hold)(?: to| of)|reach) {_LINE}",
        f"{_RING_ME}$",
    )
    + r"\b.*"
)
"""A sentence that begins as such a wish, whatever it says then."""
TELL_WITHIN = re.compile(
    rf"\b(?:(?:(?:can|could|would|will) (?:you|u|{_SOMEONE})|please|pls) {_ADVERBS}{_OF_LINE}"
    rf"|(?<!said )(?<!asked )(?:can|could) (?:you|u|{_SOMEONE}|{_LINE}) {_ADVERBS}{_RING_ME}$"
    rf"|{_SOMEONE} (?:needs? to|should|must|has to) {_OF_LINE}"
    rf"|(?:i|we) {_ADVERBS}(?:need|want|have) to {_OF_LINE}"
    rf"|{_LINE} (?:needs? to|should|must|has to|ought to) (?:know|be told))\b"
)
"""Such a wish inside a sentence that tells as well."""

# --- the number ---

_NUMBER = (
    "(?:(?:phone|telephone|tel|contact|mobile) )?(?:numbers?|no|num|nr|phone|line|contact|details)"
)
_PLAIN_NUMBER = "(?:(?:phone|telephone|tel|contact) )?(?:number|num)s?"
_OF_NIGHT = _any(
    f"{_DUTY}s?",
    "(?:the )?(?:night|night ?time|weekend|evening|emergency|crisis|social services|social care"
    "|childrens services|mash)(?: duty)?(?: (?:team|service|worker))?",
)
_GET = _any(
    f"(?:do|does|have|has|got|can|could|may|would|will) (?:you|u|i|we|any ?one|any ?body|some "
    f"?one|some ?body) {_ADVERBS}"
    "(?:(?:got|have|get|give me|send me|tell me|find me|find|know|show me|see|pls|please) )*",
    "(?:whats|what is|what s|what|wheres|where is|where do i (?:find|get|see)|where can i "
    "(?:find|get|see)) ",
    "(?:give (?:me|us)|send (?:me|us)|show (?:me|us)|tell (?:me|us)|find me|find|get me"
    "|any|got|who has|who has got|whos "
    "got|remind me of) ",
    f"(?:(?:i|we|id|im|i am) )?{_ADVERBS}(?:need|want|would like|like|looking for|after"
    f"|trying to find|cant find|lost|forgot|have lost|dont have) ",
)
_DO_I = _any(
    f"(?:do|can|could|should|shall|must|would|will|d|may|might) (?:i|we|you|u) {_ADVERBS}",
    f"(?:am i|are we|im i) {_ADVERBS}(?:supposed|meant|allowed|to) (?:to )?",
    f"(?:do|would|might) (?:i|we|you|u) {_ADVERBS}(?:need|have|want|got|get) to ",
    "to ", "(?:i|we) (?:should|can|need to|must) ",
)  # fmt: skip
_TURN_TO = _any(
    "(?:ring|call|phone|contact|reach|try|tell|inform|notify|alert|message|text|use|dial|get"
    "|ask)",
    "(?:speak|talk|go|turn|get through) (?:to|with)", "get (?:a )?hold of", "get in touch with",
    "(?:escalate|report|raise|flag) (?:this |it |that )?(?:to|with)",
)  # fmt: skip
_RINGS_DUTY = f"{_TURN_TO} {_DUTY}(?: know)?"
_WHO_DO_I = f"(?:who|whom|who else|who on earth|who exactly) {_DO_I}{_TURN_TO}"
_WHICH_NUMBER = (
    f"(?:what|which|whose) (?:phone )?number (?:{_DO_I}{_TURN_TO}|is it|(?:is|for) {_OF_NIGHT})"
)

NUMBER = re.compile(
    f"{_LEAD}"
    + _any(
        f"{_GET}(?:(?:the|a|an|our|that|this|right|correct|current|any) )*{_OF_NIGHT}s? {_NUMBER}",
        f"{_GET}(?:(?:the|a|an|our|that|this|right|correct|current|any) "
        f")*{_PLAIN_NUMBER}(?: (?:for|of|to) (?:{_OF_NIGHT}|{_TURN_TO}))?",
        f"{_OF_NIGHT}s? (?:(?:phone|telephone|tel|contact) )?(?:numbers?|no|num|nr|phone|line)",
        f"(?:the )?{_PLAIN_NUMBER}(?: (?:for|of) {_OF_NIGHT})?",
        f"(?:the )?{_NUMBER} for {_OF_NIGHT}",
        f"(?:is|are) there (?:a |an |any )?{_OF_NIGHT} {_NUMBER}",
        f"(?:is|are) {_DUTY} (?:still )?(?:open|on|there|available|working|answering)",
        f"who (?:can|could|will|would) {_ADVERBS}(?:help|ring|call|come out|speak to|talk "
        f"to|advise)(?: me| us)?",
        "edt|eds|ooh|emergency duty(?: team| service)?",
        _WHO_DO_I,
        f"(?:who is|whos|who s|who)(?: (?:the|our|still))? (?:on call|on duty|on standby"
        f"|covering|on|{_DUTY})(?: (?:manager|worker|social worker))?",
        f"(?:is|are) there (?:a |an |any )?(?:number|{_DUTY}|{_SOMEONE}|people)(?: number"
        f"| (?:on call|on duty|on|around|available))?"
        f"(?: (?:that )?(?:i|we|you) (?:can|could|should) {_TURN_TO}| to {_TURN_TO})?",
        f"(?:is|are) {_SOMEONE} (?:on call|on duty|on)",
        _WHICH_NUMBER,
        f"(?:how|where) {_DO_I}{_TURN_TO} (?:{_DUTY}|{_SOMEONE})",
        f"(?:(?:can|could|would|will|shall|should) (?:you|u|i|we|{_SOMEONE}) "
        f")?{_ADVERBS}(?:put me through to|connect me to|get me|{_TURN_TO}) {_DUTY}(?: "
        f"know)?",
        f"{_I_NEED}{_ADVERBS}(?:{_SOMEONE} to )?{_TURN_TO} (?:{_DUTY}|{_SOMEONE})",
        f"{_I_NEED}(?:the )?{_DUTY}",
    )
    + f"{_TIME}"
)
"""The whole message asks for the duty number, or for whom to ring."""
ASKS_NUMBER = re.compile(f"{_LEAD}{_DUTY}{_TIME}")
"""So it does with a question mark: "duty?"."""
NUMBER_BEGINS = re.compile(
    f"{_LEAD}"
    + _any(
        _WHO_DO_I,
        _WHICH_NUMBER,
        f"(?:(?:i|we) )?(?:still )?(?:cant|cannot|can not) (?:get (?:through|hold)(?: to| "
        f"of)|reach) {_DUTY}",
        f"(?:no answer|nobody(?: is)? (?:answering|picking up|answers)|no one(?: is)? "
        f"(?:answering|picking up|answers))(?: (?:from|at))? {_DUTY}",
        f"{_DUTY} (?:is |are |number is |just )?(?:not answering|engaged|not picking up"
        f"|wont pick up|wont answer|isnt answering|arent answering|doesnt answer|dont "
        f"answer|ringing out)",
    )
    + r"\b.*"
)
"""A sentence that begins so, or that says that the duty team does not answer."""
NUMBER_WITHIN = re.compile(
    rf"(?<!said )(?<!asked )(?<!says )(?<!me )"
    rf"\bwho (?:do|can|could|should|shall|must) (?:i|we) {_TURN_TO}{_TIME}$"
)
"""Such a question at the end of a sentence that tells as well."""
