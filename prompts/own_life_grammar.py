"""How people say that they may not want, or be able, to go on: patterns over bare words. Pure.

`own_words` name the writer themselves ("kill myself", "without me"). `bare_words` do not ("want to
die"): whose they are, the last person named before them says. Both are found by kind: harm to
oneself, dying, an end of it, not being here, not going on, being nobody's loss.
"""

import re
from functools import cache

from prompts.phrase_grammar import any_of

_NOW = r"(?:any ?more|any longer|tomorrow|now|tonight|today|again|like this|forever|either|tbh)"
_ENDS = rf"(?=$| {_NOW}\b| (?:and|but|im|i|ive|its|so|honestly)\b)"
_LIVING = r"(?:living|life|being alive|being here|existing|waking up)"
_GONE = (
    r"(?:(?:wasnt|werent|was not|were not|isnt|am not) (?:here|around|alive|in it)|am gone"
    r"|(?:died|disappeared|vanished|(?:was|were) (?:dead|gone)))"
)
_DRUGS = (
    r"(?:(?:sleeping )?(?:pills|tablets|meds|medication)|paracetamols?|ibuprofen|codeine|insulin"
    r"|painkillers|antidepressants|sertraline|citalopram|fluoxetine|diazepam|propranolol)"
)
_MUCH = (
    r"(?:all(?: of)?(?: my| the)?|the whole (?:box|packet|bottle) of|(?:far |way )?too many"
    r"|so many|loads of|a (?:load|box|packet|handful|bottle) of|\d\d+)"
)
_TRAFFIC = r"(?:train|bus|car|lorry|truck|tube|tram)(?! seat)"
_HEIGHT = r"(?:bridge|roof|platform|car park|cliff|edge|balcony)"
_ROADSIDE = r"(?:tree|wall|lorry|bridge|river|barrier|truck|central reservation|oncoming)"
_DEADLY = (
    rf"(?:\w+(?: myself)? (?:in front of|under) (?:an?|the) {_TRAFFIC}|(?:jump|step|throw)\w*"
    rf"(?: myself)? off (?:an?|the) {_HEIGHT}|(?:driv|steer|crash|swerv)\w*(?: (?:my|the) car)?"
    rf"(?: straight| right)? (?:into (?:an?|the) {_ROADSIDE}|off (?:an?|the) (?:road|bridge|cliff))"
    r"|crash\w* (?:the|my) car|jump(?:ing|ed)?(?=$| today| tonight)|stepping off$"
    r"|not (?:turning the wheel|braking)|overdos(?:e|ing)|hanging)"
)
_THOUGHT = (
    r"(?:(?:think|thought|plan|consider|imagin|pictur|fantasis|contemplat|research)\w*"
    r"|want(?:ed|ing)? to|could|might|going to|nearly|almost|tempted|feel like|felt like)"
)
_WISH = (
    r"(?:deserve|want|wants me|wanted|wanting|wanna|need|desire|wish|hope|hoping|ready|rather"
    r"|like|going"
    r"|gonna|could just|might as well|longing)"
)
_TO_DIE = (
    r"(?:die(?! of| laughing)|sleep forever|be over$|dying(?! of| to)|be dead|stop existing"
    r"|not exist|cease to exist"
    r"|vanish|disappear|never (?:to )?wake up|not (?:to )?(?:wake up|be alive|be here)|be gone"
    r"|be no more)"
)
_TO_LIVE = r"(?:be alive|wake up|exist|keep living|carry on living|live like this|go on living)"
_TO_GO_ON = (
    rf"(?:(?:live|go on|carry on|be here|be around|keep going|cope|continue){_ENDS}|{_TO_LIVE}"
    r"|(?:do|take|face|stand|bear) (?:this|it|another day|any more of this)"
    r"(?=$| any ?more| any longer| like this| now| im\b| i\b))"
)

_OWN = (
    r"(?:kill|hurt|harm|cut|hang|drown|shoot|burn|starve|poison|gas|overdose)(?:t?ing)? myself",
    r"(?:do|done|doing) (?:something|anything) (?:(?:stupid|silly|bad|awful) )?to myself",
    r"(?:end|ending|ended|take|taking|taken) my (?:own )?life|ways? to (?:kill|hurt) myself",
    r"not safe with myself|dont feel safe with myself|trust myself not to",
    r"(?:better|happier|easier|best|miss me) (?:off )?(?:without me|when im (?:gone|dead))",
    rf"(?:better|happier|easier|best) (?:off )?if i (?:{_GONE}|die)",
    r"better off dead|world without me|(?:go on|manage|cope) without me",
    (
        rf"(?:(?:no ?one|nobody) (?:\S+ ){{0,5}}?)?(?:care|cares|notice|bother\w*) if i {_GONE}"
        rf"|if i {_GONE} (?:\S+ ){{0,3}}?(?:no ?one|nobody)"
    ),
    r"(?:no ?one|nobody) (?:at \w+ )?(?:(?:would|will|wouldve|would have|d) )?(?:even )?miss me",
    r"who (?:would )?cares? if (?:i (?:am |was |were )?|im )(?:dead|died|die|gone)",
    r"what if i (?:just )?(?:didnt|dont|never) wake up|what if i wasnt here",
    r"wont have to worry about me|i wont be (?:around|here) (?:for )?(?:much longer|for long)",
    rf"part of me (?:just )?(?:wants?|wishes|hopes) (?:to )?(?:i was dead|{_TO_DIE})",
    (
        r"i (?:just )?want out$|see (?:myself|me) (?:living|being here|making it|getting) (?:past"
        r"|through)"
    ),
    (
        r"(?:written|writing|wrote) (?:(?:a|my) )?(?:goodbye )?(?:note|letter|letters|notes"
        r"|will) to (?:my|the) "
        r"(?:kids|children|family|mum|husband|wife|partner|girls|boys)|ive (?:written|wrote) (?:my "
        r"|a )?(?:goodbye|suicide)"
    ),
    r"(?:ive got|i have|i got) (?:\S+ ){0,2}(?:pills|tablets) (?:here|ready|in my hand|in front)",
    (
        r"(?:cut|cutting|slit|slitting|burning) my (?:arms?|wrists?|legs?|thighs?)"
        r"|my hands on the (?:steering )?wheel"
    ),
    (
        r"i (?:shouldnt|dont deserve to) be alive|why am i (?:even |still )?alive|i(?:m"
        r"| am) scared of myself"
    ),
    (
        r"i(?: might| may)? (?:might )?not be here (?:tomorrow|in the morning)|cope fine without me"
        r"|^kms$"
    ),
    r"i(?:m| am) (?:at|on) the (?:bridge|edge|railway line|tracks|roof)$|the point (?:of|in) me$",
    (
        rf"i (?:just )?(?:hope|wish|pray) i (?:(?:just|could|can) )?(?:dont|do not|didnt|wouldnt"
        rf"|couldnt|not|never) {_TO_LIVE}"
    ),
    (
        rf"wish i (?:was|were|had) (?:just |only |never |not )?(?:been )?(?:dead|died|born|gone)"
        rf"|wish i {_GONE}"
    ),
)
_OF_SOMEBODY = (
    rf"{_WISH} (?:(?:i|to|just|could|can|really) ){{0,3}}{_TO_DIE}(?! of\b| from (?:that|the)\b)",
    r"(?:to )?(?:go to sleep|fall asleep) and (?:never|not) wake up|making peace with dying",
    rf"(?:made )?peace with (?:dying|not waking up)|{_TO_DIE} painlessly|how many {_DRUGS}",
    rf"(?:end|ending) (?:it all|everything|(?:it|things|this){_ENDS})|ended it all",
    (
        rf"(?:want|need|make|making)(?:ed)? (?:it|it all|everything"
        rf"|the pain) (?:all )?(?:to )?(?:end|stop){_ENDS}"
    ),
    r"the pain (?:will|would|wont|to) (?:never )?(?:stop|end)",
    r"(?:like|just|am|im|such)(?: just| such)? an? burden(?: (?:to|on) (?:\w+ )?\w+)?$",
    (
        r"(?:think|thought|consider|contemplat|plan|attempt|commit|feel)\w* (?:(?:of|about|a lot"
        r"|like) ){0,2}"
        r"(?:suicide|dying|death all)|(?:am|im|feel|feeling|felt|been|getting|ive got|having"
        r"|had|have)"
        r" (?:(?:so|really|quite|very|honestly|actually|now|having|feeling|a bit) ){0,2}suicidal"
    ),
    (
        r"(?:tired of|hate|hating|sick of|break from"
        r"|pretending to be) (?:pretending to be )?(?:alive|being alive|existing)"
    ),
    (
        rf"(?:hope|hoping|wish|wishing|pray|praying) i (?:dont|do not|didnt|never) wake up|sav(?:ed"
        rf"|ing) up (?:my )?{_DRUGS}"
    ),
    (
        r"(?:dark|suicidal) thoughts (?:lately|again|tonight|now|about myself)|(?:nothing|noone"
        r"|no ?one) left for me"
    ),
    r"self ?harm(?:ing|ed)(?! (?:safety|training|risk|plan))|(?:started|been) cutting again",
    (
        rf"(?:took|taken|taking|take|had|swallowed|swallowing) (?:{_MUCH} (?:my )?{_DRUGS}"
        rf"|an overdose(?! \w*let))"
    ),
    (
        rf"{_THOUGHT} (?:(?!(?:his|her|their|she|he|they)\b)\S+ ){{0,4}}?{_DEADLY}(?! (?:training"
        rf"|policy|leaflet|risk))"
    ),
    (
        rf"(?:{_LIVING}|life|it) (?:isnt|is not|aint|wasnt|doesnt feel) worth (?:living|it)"
        rf"|not worth living|meaningless life"
    ),
    (
        rf"(?:tired|sick|fed up|done|enough|up) (?:of|with|on) (?:this |my |it all "
        rf"|the )?{_LIVING}{_ENDS}"
    ),
    (
        r"(?:no (?:point|reason)|nothing(?: left)?|not much)(?: left)? (?:(?:in|to|for me to) )?"
        rf"(?:live|(?:{_LIVING}|going on|carrying on))(?: for)?{_ENDS}"
    ),
    (
        r"(?:(?:whats|what is|what was|see|seeing) (?:the|any|a)|(?:dont|cant) see (?:the|any|a)"
        r"|no) point"
        rf" (?:of|in|to) (?:{_LIVING}|me|going on|carrying on|even trying|any of (?:it"
        rf"|this)){_ENDS}"
    ),
    (
        r"(?:(?:dont|do not|cant|cannot) see|is|theres) (?:a|any|no|another|no other) way out$"
        r"|no way out for me"
    ),
    (
        rf"(?:dont|do not|dont think|not sure|unsure|dont know (?:if|that|whether)|no longer)"
        rf"(?: (?:i|even|really|just|if|that|whether)){{0,3}} (?:want"
        rf"|wanting)(?: to)? (?:{_TO_LIVE}"
        rf"|(?:be here|live|go on|be around){_ENDS})"
    ),
    rf"(?:not|no longer) wanting to (?:{_TO_LIVE}|be here|live)|rather not (?:{_TO_LIVE}|be here)",
    (
        rf"(?<!\bwe )(?:cant|cannot|can not|dont think i can|dont (?:know|see) how i can"
        rf"|dont know if i can)"
        rf"(?: (?:just|really|even)){{0,2}} {_TO_GO_ON}"
    ),
    (
        rf"(?:dont|do not) know how (?:much )?long(?:er)? i can (?:{_TO_GO_ON}|go on|cope"
        rf"|keep going"
        rf"|do this|take this)"
    ),
)
_NOT = r"(?:not|never|dont|didnt|wont|wouldnt|couldnt|havent|no|without)"


@cache
def own_words() -> re.Pattern[str]:
    """Return what finds words that name their speaker and say that they may not go on."""
    return any_of(rf"(?<!not )(?:{'|'.join(_OWN)})")


@cache
def bare_words() -> re.Pattern[str]:
    """Return what finds words that say of somebody they do not name that they may not go on."""
    return any_of(*_OF_SOMEBODY)


DENIED = re.compile(rf"\b{_NOT}(?: (?!(?:and|but|so|i|because)\b)\S+){{0,3}} ?$")
"""What stands before words that are denied: "I would never", "not going to"."""
