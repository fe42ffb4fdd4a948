"""The wordings of a wish for a person: that somebody is told or rung, or the number to ring. Pure.

A phrase grammar over bare words (`bare` of prompts/spoken_words.py), in which everybody up the
writer's line reads "supervisor". A wish has its own shape: an order ("tell sunil"), a question to
the bot ("can someone ring me"), a need of the writer's own ("i need to speak to someone"), what
somebody of the line must know, or a question whom to ring. Who did what is told otherwise: "mum
rang duty", "I told my supervisor". Each shape is wide at its end in two ways: `FILL` alone, which
adds nothing ("now please"), or anything at all.
"""

import re

from prompts.wish_words import (
    ADVERBS,
    DUTY,
    FILL,
    IT,
    LEAD,
    LINE,
    RING,
    RING_ME,
    SOMEONE,
    TIME,
    WHOM,
    any_of,
)

# --- that somebody is told or rung ---

_HAND_ON = (
    "(?:(?:escalate|flag|report|raise|pass|forward) (?:this |it |that )?(?:on |up )*(?:to|with))"
)
_TELL = any_of(
    f"(?:tell|tel|inform|notify|alert|message|msg|text|txt|warn|update|contact|email) {WHOM}",
    f"(?:get (?:a )?hold of|get in touch with|put me (?:through|on) (?:to|with)|connect me "
    f"(?:to|with)) {WHOM}",
    f"{_HAND_ON} {WHOM}",
    f"let {WHOM} (?:know|no)", f"get {WHOM} (?:told|to know)",
    f"make sure (?:that )?{WHOM} (?:knows|is told|gets told|is informed|hears|(?:gets|sees"
    f"|reads) {IT})",
    f"(?:give|drop|send) {WHOM} a (?:ring|call|shout|bell|line|message|text)",
    f"(?:get|ask|tell|have) {WHOM} to {RING_ME}", f"get me {WHOM}(?: to (?:talk|speak) to)?",
    f"get {LINE}(?: on the phone| for me)?", f"{RING} {LINE} for (?:me|us)",
)  # fmt: skip
_REACH = any_of(
    _TELL,
    f"(?:ring|call|phone|bell|buzz|reach|ask|page|(?:speak|talk|chat)(?: to| with)) {WHOM}",
    f"{RING_ME}", f"have {WHOM} {RING_ME}",
    f"have a (?:word|chat|talk) with {WHOM}",
    f"(?:have|get|ask for) (?:a )?(?:call ?back|ring|phone call|call)(?: back)?(?: from "
    f"{WHOM})?",
)  # fmt: skip
_HELP = f"{SOMEONE} {ADVERBS}help (?:me|us)"
_HAND_IT_ON = "(?:escalate|report|flag) (?:this|it|that)(?: (?:up|higher))?"
_ASKED = (
    "(?:can|could|would|will|wont|cn|cud|cld|wud|shall|should|may|might) "
    f"(?:you|u|ya|we|i|he|she|they|{WHOM}) {ADVERBS}(?:{_REACH}|{_HAND_IT_ON})"
)
_I_NEED = (
    f"(?:(?:i|we|id|we d|ive) )?{ADVERBS}"
    "(?:need|needed|want|wanna|would like|d like|like|must|have|have got|got|gotta|am "
    "trying)(?: to)? "
)
_NEEDED = any_of(
    f"{_I_NEED}{ADVERBS}(?:(?:you|{SOMEONE}|{LINE}) )?(?:to )?{ADVERBS}(?:{_REACH}|{_HAND_IT_ON})",
    f"{_I_NEED}(?:{LINE}|{SOMEONE})",
    f"{_I_NEED}{WHOM} (?:to )?(?:know|be told|be informed|be aware|hear|told|informed|see {IT})",
    f"{_I_NEED}a (?:call ?back|call back|phone call)(?: from {WHOM})?",
)
_MUST_KNOW = (
    f"{WHOM} {ADVERBS}(?:needs? to|should|must|has to|have to|ought to|had better|shd|will "
    f"need to|"
    f"will want to) {ADVERBS}(?:know|no|be (?:told|informed|aware|made aware|notified"
    f"|contacted|rung"
    f"|called|alerted|involved)|hear|see {IT}|{RING_ME})"
)
_SOMEONE_MUST = (
    f"{SOMEONE} {ADVERBS}(?:(?:needs? to|should|must|has to|have to|ought to|can|could"
    f"|better) )?"
    f"{ADVERBS}(?:{_TELL}|ring {LINE}|call {LINE}|phone {LINE}|{RING_ME})"
)
_IS_TOLD = any_of(
    f"(?:have|did|will|could|can) (?:you|u) {ADVERBS}(?:tell|told|inform(?:ed)?|notify"
    f"|notified|ring|rung"
    f"|message|messaged|contact|contacted|let) {WHOM}(?: know)?",
    f"(?:has|is|was|will|did|does|do) {LINE} {ADVERBS}(?:going to |gonna |getting |get "
    f")?(?:be |been )?"
    f"(?:told|know|informed|notified|aware|see|seen|get|got|hear|heard|read)(?: {IT}| about "
    f"{IT})?",
    f"(?:has|have|is|are|was|will|can|does) (?:any ?one|any ?body|some ?one|some ?body) "
    f"{ADVERBS}(?:going to |getting )?(?:be |been )?"
    f"(?:told|informed|notified|know|knows|reading|read|seeing|see|seen|watching|looking at"
    f"|monitoring)(?: {IT}| here| about {IT})?",
    "who (?:have you|has been|did you|will you|will be|gets|got|is being|was|is|do you) "
    "(?:told|tell|informed)",
    f"who (?:(?:will|can|could|does|would|is|has|gets to|going to) )*{ADVERBS}(?:knows?"
    f"|sees?|seen|reads?"
    f"|reading|gets?|hears?)(?: about| of)? {IT}",
    f"(?:is|are) {LINE} (?:there|around|about|available|on|in|up|awake|free|on call)",
    "is (?:any ?one|any ?body|some ?one) (?:there|here|around|available|free)(?: (?:to|who "
    "can) (?:talk|speak|help|ring|call)(?: to| me)*)?",
    f"where(?: is|s) {LINE}",
)  # fmt: skip
_CALLS_ON = (
    f"{LINE} needs? (?:telling|informing|ringing|calling)|"
    f"{WHOM} {ADVERBS}(?:(?:can|could|will|would) (?:you|u) )?{ADVERBS}(?:{RING_ME}"
    f"|i need you|are you there)"
)

_HELP_ME = f"(?:(?:can|could|would|will) )?{_HELP}"
_WISHES = (_TELL, _ASKED, _NEEDED, _MUST_KNOW, _SOMEONE_MUST, _IS_TOLD, _CALLS_ON, _HELP_ME)
TELL = re.compile(f"{LEAD}{any_of(*_WISHES)}{FILL}")
"""The whole message wishes that somebody is told or rung, or asks whether somebody was."""
_OF_LINE = any_of(
    f"(?:tell|tel|inform|notify|alert|message|msg|text|txt|warn|update|contact|email|ring"
    f"|call|phone|ask) {LINE}",
    f"(?:speak|talk) (?:to|with) {LINE}",
    f"{_HAND_ON} {LINE}",
    f"let {LINE} (?:know|no)",
    f"(?:get|ask) {LINE} to",
    f"make sure (?:that )?{LINE} (?:knows|is told|hears)",
)
TELL_BEGINS = re.compile(
    f"{LEAD}"
    + any_of(
        _OF_LINE,
        f"(?:can|could|would|will|cn|cud|shall|should) (?:you|u|we|i|{SOMEONE}) "
        f"{ADVERBS}{_OF_LINE}",
        f"{_I_NEED}{ADVERBS}(?:(?:you|{SOMEONE}) )?(?:to )?{_OF_LINE}",
        f"{_I_NEED}{LINE} (?:to )?(?:know|be told|hear)",
        f"{LINE} {ADVERBS}(?:needs? to|should|must|has to|ought to) (?:know|be told|be aware)",
        f"{SOMEONE} {ADVERBS}(?:needs? to|should|must|has to|ought to) {ADVERBS}{_OF_LINE}",
        f"(?:(?:i|we) )?(?:cant|cannot|can not) (?:get (?:through|hold)(?: to| of)|reach) {LINE}",
        f"{RING_ME}$",
    )
    + r"\b.*"
)
"""A sentence that begins as such a wish, whatever it says then."""
TELL_WITHIN = re.compile(
    rf"\b(?:(?:(?:can|could|would|will) (?:you|u|{SOMEONE})|please|pls) {ADVERBS}{_OF_LINE}"
    rf"|(?<!said )(?<!asked )(?:can|could) (?:you|u|{SOMEONE}|{LINE}) {ADVERBS}{RING_ME}$"
    rf"|{SOMEONE} (?:needs? to|should|must|has to) {_OF_LINE}"
    rf"|(?:i|we) {ADVERBS}(?:need|want|have) to {_OF_LINE}"
    rf"|{LINE} (?:needs? to|should|must|has to|ought to) (?:know|be told))\b"
)
"""Such a wish inside a sentence that tells as well."""

# --- the number ---

_NUMBER = (
    "(?:(?:phone|telephone|tel|contact|mobile) )?(?:numbers?|no|num|nr|phone|line|contact|details)"
)
_PLAIN_NUMBER = "(?:(?:phone|telephone|tel|contact) )?(?:number|num)s?"
_OF_NIGHT = any_of(
    f"{DUTY}s?",
    "(?:the )?(?:night|night ?time|weekend|evening|emergency|crisis|social services|social care"
    "|childrens services|mash)(?: duty)?(?: (?:team|service|worker))?",
)
_GET = any_of(
    f"(?:do|does|have|has|got|can|could|may|would|will) (?:you|u|i|we|any ?one|any ?body|some "
    f"?one|some ?body) {ADVERBS}"
    "(?:(?:got|have|get|give me|send me|tell me|find me|find|know|show me|see|pls|please) )*",
    "(?:whats|what is|what s|what|wheres|where is|where do i (?:find|get|see)|where can i "
    "(?:find|get|see)) ",
    "(?:give (?:me|us)|send (?:me|us)|show (?:me|us)|tell (?:me|us)|find me|find|get me"
    "|any|got|who has|who has got|whos "
    "got|remind me of) ",
    f"(?:(?:i|we|id|im|i am) )?{ADVERBS}(?:need|want|would like|like|looking for|after"
    f"|trying to find|cant find|lost|forgot|have lost|dont have) ",
)
_DO_I = any_of(
    f"(?:do|can|could|should|shall|must|would|will|d|may|might) (?:i|we|you|u) {ADVERBS}",
    f"(?:am i|are we|im i) {ADVERBS}(?:supposed|meant|allowed|to) (?:to )?",
    f"(?:do|would|might) (?:i|we|you|u) {ADVERBS}(?:need|have|want|got|get) to ",
    "to ", "(?:i|we) (?:should|can|need to|must) ",
)  # fmt: skip
_TURN_TO = any_of(
    "(?:ring|call|phone|contact|reach|try|tell|inform|notify|alert|message|text|use|dial|get"
    "|ask)",
    "(?:speak|talk|go|turn|get through) (?:to|with)", "get (?:a )?hold of", "get in touch with",
    "(?:escalate|report|raise|flag) (?:this |it |that )?(?:to|with)",
)  # fmt: skip
_RINGS_DUTY = f"{_TURN_TO} {DUTY}(?: know)?"
_WHO_DO_I = f"(?:who|whom|who else|who on earth|who exactly) {_DO_I}{_TURN_TO}"
_WHICH_NUMBER = (
    f"(?:what|which|whose) (?:phone )?number (?:{_DO_I}{_TURN_TO}|is it|(?:is|for) {_OF_NIGHT})"
)

NUMBER = re.compile(
    f"{LEAD}"
    + any_of(
        f"{_GET}(?:(?:the|a|an|our|that|this|right|correct|current|any) )*{_OF_NIGHT}s? {_NUMBER}",
        f"{_GET}(?:(?:the|a|an|our|that|this|right|correct|current|any) "
        f")*{_PLAIN_NUMBER}(?: (?:for|of|to) (?:{_OF_NIGHT}|{_TURN_TO}))?",
        f"{_OF_NIGHT}s? (?:(?:phone|telephone|tel|contact) )?(?:numbers?|no|num|nr|phone|line)",
        f"(?:the )?{_PLAIN_NUMBER}(?: (?:for|of) {_OF_NIGHT})?",
        f"(?:the )?{_NUMBER} for {_OF_NIGHT}",
        f"(?:is|are) there (?:a |an |any )?{_OF_NIGHT} {_NUMBER}",
        f"(?:is|are) {DUTY} (?:still )?(?:open|on|there|available|working|answering)",
        f"who (?:can|could|will|would) {ADVERBS}(?:help|ring|call|come out|speak to|talk "
        f"to|advise)(?: me| us)?",
        "edt|eds|ooh|emergency duty(?: team| service)?",
        _WHO_DO_I,
        f"(?:who is|whos|who s|who)(?: (?:the|our|still))? (?:on call|on duty|on standby"
        f"|covering|on|{DUTY})(?: (?:manager|worker|social worker))?",
        f"(?:is|are) there (?:a |an |any )?(?:number|{DUTY}|{SOMEONE}|people)(?: number"
        f"| (?:on call|on duty|on|around|available))?"
        f"(?: (?:that )?(?:i|we|you) (?:can|could|should) {_TURN_TO}| to {_TURN_TO})?",
        f"(?:is|are) {SOMEONE} (?:on call|on duty|on)",
        _WHICH_NUMBER,
        f"(?:how|where) {_DO_I}{_TURN_TO} (?:{DUTY}|{SOMEONE})",
        f"(?:(?:can|could|would|will|shall|should) (?:you|u|i|we|{SOMEONE}) "
        f")?{ADVERBS}(?:put me through to|connect me to|get me|{_TURN_TO}) {DUTY}(?: "
        f"know)?",
        f"{_I_NEED}{ADVERBS}(?:{SOMEONE} to )?{_TURN_TO} (?:{DUTY}|{SOMEONE})",
        f"{_I_NEED}(?:the )?{DUTY}",
    )
    + f"{TIME}"
)
"""The whole message asks for the duty number, or for whom to ring."""
ASKS_NUMBER = re.compile(f"{LEAD}{DUTY}{TIME}")
"""So it does with a question mark: "duty?"."""
NUMBER_BEGINS = re.compile(
    f"{LEAD}"
    + any_of(
        _WHO_DO_I,
        _WHICH_NUMBER,
        f"(?:(?:i|we) )?(?:still )?(?:cant|cannot|can not) (?:get (?:through|hold)(?: to| "
        f"of)|reach) {DUTY}",
        f"(?:no answer|nobody(?: is)? (?:answering|picking up|answers)|no one(?: is)? "
        f"(?:answering|picking up|answers))(?: (?:from|at))? {DUTY}",
        f"{DUTY} (?:is |are |number is |just )?(?:not answering|engaged|not picking up"
        f"|wont pick up|wont answer|isnt answering|arent answering|doesnt answer|dont "
        f"answer|ringing out)",
    )
    + r"\b.*"
)
"""A sentence that begins so, or that says that the duty team does not answer."""
NUMBER_WITHIN = re.compile(
    rf"(?<!said )(?<!asked )(?<!says )(?<!me )"
    rf"\bwho (?:do|can|could|should|shall|must) (?:i|we) {_TURN_TO}{TIME}$"
)
"""Such a question at the end of a sentence that tells as well."""
