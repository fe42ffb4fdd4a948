"""Sentences that say a child may be hurt tonight or now, so that the duty number is offered. Pure.

A phrase grammar: harm, or a child with nobody or nowhere to go, beside a time that is not over yet,
or somebody about to do it. It finds what is said plainly and no more: its silence says nothing of
safety, and nothing is decided by it.
"""

import re
from functools import cache

from prompts.phrase_grammar import any_of, bare_sentences

_WHOM = (
    r"(?:her|him|them|me|us|mum|mummy|herself|himself|themselves|each other|somebody|someone"
    r"|(?:the|a|this|that|my|his|their|our) (?:\w+ )?(?:child|children|kids?|baby|boys?|girls?"
    r"|toddler|twins|siblings|brothers?|sisters?|son|daughter|mum|mother|family)"
    r"|(?:ch ?)?\d{3,})"
)
_DO = r"(?:hurt|hit|harm|kill|beat|batter|attack|strangle|stab|punch|kick|abuse|rape|thump|slap)"
_DOING = (
    r"(?:hurting|hitting|harming|killing|beating|battering|attacking|strangling|stabbing|kicking)"
)
_DONE = r"(?:hurt|hit|harmed|killed|beaten|battered|attacked|abused|assaulted|injured|raped)"
_HARM = (
    rf"(?:{_DO}(?: (?:up|on))? {_WHOM}|{_DOING} {_WHOM}"
    rf"|(?:get|gets|getting|be|being) (?:\w+ )?{_DONE}|suicid\w+|overdos\w+)"
)
_UNSAFE = (
    r"(?:(?:not|isnt|arent|wont|never|cant|doesnt|dont) (?:be |feel |feeling )?"
    r"(?:very |at all |really )?safe"
    r"|(?:dont|do not|not sure|not convinced|not certain|doubt) (?:\S+ ){1,6}safe"
    r"|unsafe|(?:in|at) (?:real |serious |immediate |grave )?(?:danger|risk)"
    r"(?! of (?!harm|abuse|being|getting|dying|death|violence)))"
)
_AFRAID = (
    r"(?:(?:scared|terrified|frightened|petrified|afraid)(?! of the dark)"
    rf"|(?:worried|worry|anxious|concerned)(?: sick)? (?:about|for) (?:leaving )?{_WHOM})"
)
_ADRIFT = (
    r"(?:(?:run|runs|running|ran) (?:away|off)|(?:gone )?missing|absconded|sleeping rough"
    r"|nowhere (?:else |safe )?to (?:sleep|stay|go|live)"
    r"|(?:kicked|kicking|thrown|throwing|chucked|locked) (?:\w+ )?out"
    r"|(?:left|leaving|theyre|hes|shes|is|are) (?:at )?(?:home )?(?:all )?alone"
    r"|(?:theyre|hes|shes|is|are|left) (?:all )?on (?:their|his|her) own)"
)
_NOBODY_BACK = (
    r"(?:(?:hasnt|havent|has not|have not|didnt|not|never) (?:been )?(?:come|coming|brought"
    r"|returned)(?: \w+)?(?: back| home)|(?:nobody|no one) (?:is )?(?:looking after|with) \w+)"
)
_TONIGHT = (
    r"(?:tonight|tonite|2nite|overnight|this evening|(?:before|until|till|by) (?:the )?morning"
    r"|through the night)"
)
_NOW = r"(?:right now|now|at this moment|as we speak|at the moment|this minute)"
_ABOUT_TO = (
    r"(?:going to|gonna|about to|threatening to|threatens to|threatened to|wants to"
    r"|says (?:he|she)ll)"
)
_END_ONES_LIFE = r"(?:die|be dead|end (?:it all|(?:his|her|their) life))"
_HAS_JUST = r"(?:has|have|hes|shes|theyve|ive|whos|is|are) (?:only )?just(?: now)?"
_STRUCK = r"(?:punched|kicked|stabbed|strangled|choked|slapped|thumped|bitten|burnt|burned)"
_NOT = (
    r"(?:no|not|never|nobody|no one|nor|isnt|wasnt|arent|werent|doesnt|didnt|dont|wont|cant|hasnt"
    r"|without|stopped|used to|no longer|neither)"
)
_GAP = r"(?: \S+){0,12}? "


def _near(one: str, other: str) -> list[str]:
    return [rf"{one}{_GAP}{other}", rf"{other}{_GAP}{one}"]


def may_be_urgent(text: str) -> bool:
    """Say whether a text says that somebody may be hurt tonight or now, or is about to be."""
    said = (_says_otherwise().sub(" ", sentence) for sentence in bare_sentences(text))
    return any(map(_urgent().search, said))


# Compiled by the first text: that takes longer than all other patterns of the program together.
@cache
def _urgent() -> re.Pattern[str]:
    return any_of(
        *_near(_HARM, _TONIGHT),
        *_near(_UNSAFE, _TONIGHT),
        *_near(_AFRAID, _TONIGHT),
        *_near(_ADRIFT, _TONIGHT),
        *_near(_NOBODY_BACK, _TONIGHT),
        rf"{_UNSAFE}(?: \S+){{0,3}} {_NOW}",
        rf"{_DOING} {_WHOM}{_GAP}{_NOW}",
        rf"(?:may|might|could|will|being|be) (?:\S+ ){{0,3}}{_HARM}(?: \S+){{0,3}} {_NOW}",
        rf"{_ABOUT_TO} (?:{_DO} {_WHOM}|be {_DONE}|get {_DONE}|{_END_ONES_LIFE})",
        rf"{_HAS_JUST} (?:{_DONE}|{_STRUCK}) {_WHOM}",
        rf"{_HAS_JUST} been (?:{_DONE}|{_STRUCK})",
    )


@cache
def _says_otherwise() -> re.Pattern[str]:
    # What is said not to be, was once, or is the writer's own: taken out before the rest is read.
    return re.compile(
        rf"\b{_NOT} (?:\S+ ){{0,3}}?(?:{_HARM}|{_DOING}|{_DONE}|{_AFRAID}|{_ADRIFT}"
        r"|unsafe|in danger|at risk)\b"
        rf"|\b(?:was|were|felt|been) (?:\S+ )?{_UNSAFE}\b"
        r"|\bi (?:did not|didnt|do not|dont) feel (?:\S+ )?safe\b"
    )
