"""A message that says no more than a child's name: the reference, where the channel is our own.

What is sent elsewhere never learns which reference a name belongs to: there the name stands for no
child, and the person is asked which.
"""

from bot.conversations import caseloads
from bot.conversations.draft import OpenDraft
from bot.update import UpdateContext
from practice.called import called, may_be_names
from practice.mentions import mentioned
from prompts.interview import InterviewConversation
from prompts.interview.child.told_first import only_names
from prompts.spoken_words import bare
from storage import children, colleagues

_MOST_OF_A_NAME = 3


def by_reference(update: UpdateContext, words: str) -> str | None:
    """Return words that only name children with their references for their names.

    "" where the channel may not learn them; None where the words say more, or call nobody by name.
    """
    if not may_be_names(words):
        return None
    known = children.named_near(update.session, update.person.id, update.today)
    named, rest = called(words, known)
    refs = caseloads.all_refs(update) if named else []
    if not named or not only_names(f"{rest} {named[0]}", refs):
        return None
    told = mentioned(rest, refs) or (named if update.incoming.stays_here else [])
    return " and ".join(told)


def names_a_colleague(update: UpdateContext, words: str) -> bool:
    """Say whether words are no more than the name of somebody whom the person works with."""
    said = bare(words).split()
    if not 0 < len(said) <= _MOST_OF_A_NAME or by_reference(update, words) is not None:
        return False
    beside = colleagues.beside(update.session, update.person)
    names = [update.names_of_line, *(one.name for one in beside)]
    return {*said} <= {*bare(" ".join(names)).split()}


def asks_for_child(draft: OpenDraft) -> bool:
    """Say whether a draft asks which child it is about, or what happened before that is known."""
    talk = draft.conversation
    waits = bool(talk.kept.waiting)
    return isinstance(talk, InterviewConversation) and not waits and talk.may_name_child()
