"""Words for the bot are told from what a person has to say, however they are written."""

from hypothesis import example, given
from hypothesis import strategies as st

from prompts.spoken_words import Meaning, bare, meaning_of
from tests.each import each

WORDS = {
    Meaning.YES: ["yes", "Yes.", "YEAH!!", "yep 👍", "yup", "yes, yes", "y", "Yes please"],
    Meaning.NO: ["No", "no.", "NOPE", "nah", "no no no", "No thanks", "no, thank you", "n"],
    Meaning.OK: [
        "ok",
        "OK.",
        "okay",
        "👍",
        "👍👍",
        "\U0001f44d\U0001f3fd",
        "alright then",
        "Got it!",
    ],
    Meaning.POINTS: ["ditto", "As above.", "same as last time", "see case notes", "As discussed"],
    Meaning.REMIND: [
        "remind me later",
        "can you remind me on Monday",
        "remind me tomorrow at 1.30",
    ],
    Meaning.READERS: [
        "who can see this?",
        "who sees this?",
        "Who reads this",
        "does my manager see this?",
        "who else can read what i wrote",
        "is this private",
        "Is this confidential?",
        "can the family see this",
        "will this go on his file",
        "does this go to court",
    ],
    Meaning.MY_DATA: [
        "delete everything you hold on me",
        "please delete all my data",
        "what do you hold about me?",
        "i want my data",
        "GDPR request",
    ],
    Meaning.COMMAND: ["due?", "Drafts", "settings", "journal", "new", "supervise"],
    Meaning.HOW_LONG: [
        "how many more questions",
        "how long will this take?",
        "how much longer",
        "are we nearly done",
        "is this the last question",
    ],
    Meaning.AWAY: ["im off sick til friday", "on leave from monday", "I'm not well"],
    Meaning.SWEARING: ["fuck this", "FFS", "this is shit", "stupid bot", "oh for god's sake!"],
    Meaning.THANKS: ["thanks", "Thank you so much!", "thx", "ta", "ok thanks", "🙏", "cheers mate"],
    Meaning.HELLO: ["hi", "Hello!", "hey there", "good morning", "Hi 👋", "are you there?"],
    Meaning.BYE: ["bye", "Good night.", "see you tomorrow"],
    Meaning.HELP: [
        "help",
        "HELP!!!",
        "help me please",
        "/help?",
        "how does this work",
        "can you help",
    ],
    Meaning.EXPLAIN: [
        "I don't understand the question",
        "i dont understand",
        "I don\u2019t understand this question.",
        "sorry, I do not understand what you mean",
        "what do you mean",
        "What do you mean??",
        "dont get it",
        "what should I write here",
        "can you explain that please",
        "give me an example",
    ],
    Meaning.STOP: [
        "stop",
        "Stop!",
        "STOP STOP",
        "cancel",
        "/cancel",
        "quit",
        "please stop",
        "ok stop now",
    ],
    Meaning.DELETE: [
        "delete",
        "Delete this.",
        "throw it away",
        "delete my draft",
        "delete it all",
        "scrap the lot",
    ],
    Meaning.BACK: [
        "back",
        "go back",
        "Go back.",
        "can I go back",
        "go back please",
        "previous question",
    ],
    Meaning.UNDO: [
        "undo",
        "Undo that",
        "oops!",
        "that was a mistake",
        "change my last answer",
        "ignore that",
        "sorry wrong chat",
        "can you delete that last bit",
    ],
    Meaning.SKIP: ["skip", "Skip it.", "skip this question", "pass", "next question please", "n/a"],
    Meaning.LATER: [
        "save for later",
        "Save it for later!",
        "continue tomorrow",
        "I'll continue tomorrow",
        "ill finish this tomorrow",
        "not now",
        "got to go",
        "that's all for today",
        "I'll come back to it later",
    ],
    Meaning.ENOUGH: [
        "that's enough",
        "Thats enough!",
        "nothing else",
        "I'm finished",
        "that is all",
    ],
    Meaning.DONE: ["done", "Done!", "complete"],
    Meaning.KEEP_PRIVATE: [
        "keep to myself",
        "Keep it to myself.",
        "keep this private",
        "don't share it",
        "dont share this with anyone",
        "please dont show anyone",
    ],
    Meaning.SHARE: ["share", "share it", "send it to my supervisor", "submit", "yes send it off"],
    Meaning.TELL: [
        "tell my supervisor",
        "Please let my manager know.",
        "tell my supervisor I am ringing duty",
        "my manager needs to know",
    ],
    Meaning.REACH: [
        "can someone ring me",
        "I need to speak to someone",
    ],
    Meaning.STORY: ["story", "It is a story", "its a reflection"],
    Meaning.QUESTION: ["question", "it's a question", "just asking"],
    Meaning.DONT_KNOW: ["idk", "dont know", "I don't know.", "not sure", "no idea", "dunno"],
    Meaning.GO_ON: ["continue", "Continue.", "carry on", "resume", "where was I?"],
    Meaning.TONIGHT: [
        "Tonight!",
        "TONIGHT",
        "tonight.",
        "/tonight",
        "not safe!!",
        "Not safe",
        "not safe tonight",
        "a child may not be safe",
        "A child may not be safe tonight",
        "child not safe tonight",
        "the child isn't safe",
        "child is not safe",
        "CH-0417 is not safe tonight",
        "0417 may not be safe",
        "kids are unsafe tonight",
        "she's not safe tonight",
        "999",
        "999!",
        "call 999",
        "what's the duty number?",
        "tonight 🙏",
        "help, a child is not safe",
        "I think a child might not be safe tonight",
    ],
    Meaning.WORDLESS: ["?", "...", "😢", "!!", "🙂🙃"],
}
STORIES = [
    "he told me to fuck off and slammed the door",
    "fuck off he said",
    "mum said this is shit and cried",
    "",
    "  ",
    "is she safe tonight? no",
    "I did not feel safe there tonight",
    "no change, he was at school",
    "no she did not want to talk",
    "stop it now dad",
    "she said stop",
    "mum said she would go back to him",
    "help with the rent came through",
    "yes he was there and he was calm",
    "visited 0417",
    "tonight she is with nan",
    "thanks to the school she has a place",
    "hi visited 0417 today, she hid",
    "back home with mum",
    "save the children were there",
    "1",
    "soon",
    "next week",
    "on monday",
    "\0",
    "duty team",
    "confident",
    "0417",
    "999 was called by the neighbour",
    "ok at school, not ok at home",
    "continue the plan with the school",
    "delete the old risk assessment",
    "not safe to walk home alone from school at night in winter",
    "skip lunch",
    "x" * 5000,
]


@each("meaning, said", [(m, s) for m, said in WORDS.items() for s in said])
def test_words_for_the_bot_mean_what_they_say(meaning: Meaning, said: str) -> None:
    assert meaning_of(said) is meaning


@each("said", [s for said in WORDS.values() for s in said])
def test_a_phone_or_a_dictation_may_write_them_its_own_way(said: str) -> None:
    meaning = meaning_of(said)
    assert meaning_of(said.upper()) is meaning
    assert meaning_of(said.lower().replace("'", "").replace("\u2019", "")) is meaning
    assert meaning_of(f"  {said}\n") is meaning
    assert meaning_of(f"\u200b{said}\u200b") is meaning
    if meaning is not Meaning.WORDLESS:
        assert meaning_of(f"{said} \N{THUMBS UP SIGN}") in {meaning, Meaning.OK}


@each("said", STORIES)
def test_what_a_person_has_to_say_is_no_word_for_the_bot(said: str) -> None:
    assert meaning_of(said) is None


def test_every_meaning_is_tried_here() -> None:
    in_their_place = {
        Meaning.CORRECTION,
        Meaning.AGAIN,
        Meaning.NEARLY,
        Meaning.VALUE,
        Meaning.NAME,
    }
    assert set(WORDS) == set(Meaning) - in_their_place


def test_words_are_bare_of_everything_but_letters_and_figures() -> None:
    assert bare(" Don\u2019t  UNDERSTAND!! 😀 ") == "dont understand"
    assert bare("CH-0417, \ufeffcafé") == "ch 0417 café"


@given(st.text(st.characters(max_codepoint=127), max_size=80))
@example("Don`t_know, it's 10%!\n")
def test_english_letters_alone_are_read_as_any_others_are(text: str) -> None:
    invisible = "\u200b"
    assert bare(text) == bare(text + invisible)
