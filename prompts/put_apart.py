"""Words put in a conversation while another one is open: what is asked of them waits. Pure."""

from prompts.conversation import Conversation, Turn
from prompts.folded import S
from prompts.kept import Place, Why
from prompts.phrases import phrase


def put_apart(talk: Conversation[S], place: Place, words: str) -> tuple[Turn[S], str]:
    """Return the turn that adds words in a place, and what is said of them.

    What must be asked of them first is asked as this conversation is taken up again.
    """
    if talk.asks_first(place, words):
        return talk.keep(words, Why.NO_ANSWER), phrase("kept.asks_there")
    return talk.put(place, words), talk.place_for(place, words).added
