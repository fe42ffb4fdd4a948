"""A reflection: what it is opened with, and what is said when it is shared or kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.conversations import called, caseloads, submit, way_back
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.conversations.telling import with_when
from bot.update import UpdateContext, first_name
from practice.access import Role, Visibility
from practice.terms import DraftKind, RecordKind, StepKind
from prompts.another_child import Known, another_child
from prompts.card import Input, Tapped, Typed
from prompts.days import day_words
from prompts.effects import ReflectionBegun, ReflectionSent
from prompts.guide import Guide
from prompts.interview import InterviewConversation
from prompts.interview.beginning import asking_child, led_by_opening
from prompts.interview.claim_cards import said_of_unopened
from prompts.interview.path import BY_CHILD
from prompts.interview.state import CHECK
from prompts.kept import Why
from prompts.options import Named
from prompts.phrases import phrase
from prompts.spoken_words import Meaning
from prompts.steps import Json, Step
from prompts.text import quoted, tidy
from storage import absences, children, earlier_drafts, plans, reach
from storage.drafts import DraftRow
from storage.errors import WrongKeyError
from storage.tables import Person

GUIDE = "quick-reflection"
SIX_MOVEMENTS = ("case-supervision", 3)
"""From this version on, how an action is done is the first sentence to the family."""

_A_DAY = timedelta(days=1)


def begin(
    update: UpdateContext, first_words: str | None = None, child: str = "", guide: str = GUIDE
) -> None:
    """Open a reflection, about a child if one is known already; `first_words` begin its story.

    Words that are no more than a child's name say which child, or ask for that.
    """
    draft, interview = _new(update, guide)
    named = called.by_reference(update, first_words) if first_words else None
    is_asked = named is not None and not named
    words = None if is_asked else named or first_words
    turn = interview.begin(_opening(update), words, child)
    begun = led_by_opening(asking_child(turn.conversation)) if is_asked else turn
    drafted.advance(update, draft, begun)


def only_child(update: UpdateContext, begun: ReflectionBegun) -> str:
    """Return the child whom words were asked about; "" where they name one of another family too.

    Of several it was asked about the first alone: who else it is about is asked as it begins.
    """
    refs = caseloads.all_refs(update)
    known = Known(refs, children.families(update.session, refs))
    others = another_child(begun.words, [begun.child], (), known) if begun.child else None
    return "" if others else begun.child


def begin_waiting(update: UpdateContext, words: str, why: Why) -> OpenDraft:
    """Open a reflection, saying nothing, in which words wait for a place; return its draft."""
    draft, interview = _new(update, GUIDE)
    turn = interview.begin_waiting(_opening(update), words, why)
    return drafted.store(update, draft, turn.conversation)


def begin_asking(update: UpdateContext, kept: Step) -> None:
    """Open a reflection for words that a step keeps, and ask whether they are something new."""
    draft, interview = _new(update, GUIDE)
    begun = interview.begin(_opening(update)).conversation.add(kept)
    drafted.advance(update, draft, begun.turn(begun.card()))


def stands_already(update: UpdateContext, words: str) -> bool:
    """Say whether somebody began a reflection with the same words within a day, and left it so."""
    since = update.now - _A_DAY
    before = earlier_drafts.begun_alone(update.session, update.person.id, since)
    return any(_holds(update, row, words) for row in before)


def _holds(update: UpdateContext, row: DraftRow, words: str) -> bool:
    """Say whether a reflection holds words; one that cannot be opened any more keeps nobody out."""
    try:
        talk = drafted.load(update, row).conversation_as(InterviewConversation)
    except WrongKeyError:
        return False
    return talk.ends_shared() and talk.holds(words)


def offered(update: UpdateContext) -> list[Guide]:
    """Return the reflections that a person can begin: the usual one, then the council's own."""
    role = "practitioner" if update.person.role == Role.PRACTITIONER else "supervisor"
    found = [update.guides.newest(name) for name in update.guides.names()]
    own = [one for one in found if (one.name, one.version) in update.guides.sources]
    others = [one for one in own if one.ends == "share" and one.name != GUIDE and role in one.who]
    return [update.guides.newest(GUIDE), *others]


def _new(update: UpdateContext, name: str) -> tuple[OpenDraft, InterviewConversation]:
    guide = update.guides.newest(name)
    draft = drafted.new(update, DraftKind.GUIDE, (guide.name, guide.version))
    return draft, draft.conversation_as(InterviewConversation)


def _opening(update: UpdateContext) -> Mapping[str, Json]:
    return {**_context(update), "held_on": update.written_on.isoformat()}


def _context(update: UpdateContext) -> Mapping[str, Json]:
    supervisor = whom(update)
    return {
        "supervisor": first_name(supervisor) or None,
        "supervisor_name": supervisor.name if supervisor else None,
        "supervisor_id": supervisor.id if supervisor else None,
        **caseloads.context(update, caseloads.own_and_supervised(update)),
        BY_CHILD: _meant_to_say(update),
    }


def _meant_to_say(update: UpdateContext) -> Mapping[str, Json]:
    """Return, by reference of a child of the writer's own, what they meant to say to the family."""
    own = children.ids_by_ref(update.session, update.person.id, update.today)
    meant = plans.first_sentences(update.session, list(own.values()), SIX_MOVEMENTS)
    said = [(ref, *meant[child_id]) for ref, child_id in own.items() if child_id in meant]
    return {
        ref: {"meant_to_say": quoted(words), "meant_on": day_words(day)} for ref, words, day in said
    }


def whom(update: UpdateContext) -> Person | None:
    """Return whom a reflection can be shared with: the nearest up the writer's line who is here."""
    return reach.first_here(update.session, update.person.id, update.today)


def away(update: UpdateContext, person: Person) -> list[str]:
    """Return the sentence that says until when somebody is away who is asked to read; none if not.

    It is still theirs to read: a reflection goes to nobody else because somebody is on leave.
    """
    until = absences.until(update.session, person.id, update.today)
    if until is None:
        return []
    return [phrase("away.reads_later", name=first_name(person), day=day_words(until))]


def say_who_is_away(update: UpdateContext, draft: OpenDraft) -> None:
    """Add to the last card of a reflection that its reader is away: it may change what is done."""
    if not draft.conversation.ends_shared() or draft.conversation.state.position != CHECK:
        return
    person, card = whom(update), update.replies[-1] if update.replies else None
    if person is None or card is None or card.card != (draft.id, draft.conversation.asked):
        return
    text = "\n".join([card.text, *away(update, person)])
    update.replies[-1] = replace(card, text=text)


def asks_anew(update: UpdateContext, draft: OpenDraft, said: Input) -> bool:
    """Show the last card anew where the supervisor it names has changed; say whether it did.

    Whom a reflection is shared with is the writer's choice: never somebody the card did not name.
    """
    known = draft.conversation.state
    is_asked = draft.conversation.ends_shared() and known.position == CHECK
    if not is_asked or not _may_share(draft, said):
        return False
    supervisor = whom(update)
    if known.context.get("supervisor_id") == (supervisor.id if supervisor else None):
        return False
    context = {**known.context, **_context(update)}
    draft = drafted.add(update, draft, Step(StepKind.OPENED, value=context, sealed=True))
    lead = phrase("reflection.supervisor_changed")
    drafted.show(update, draft, [draft.conversation.card(lead)])
    return True


def _may_share(draft: OpenDraft, said: Input) -> bool:
    """Say whether an input can be the tap that shares; every other one need not be looked at."""
    if isinstance(said, Tapped):
        return said.option is Named.SHARE
    if not isinstance(said, Typed):
        return False
    shares = draft.conversation.meaning_of(said.text) is Meaning.SHARE
    return shares or tidy(said.text).casefold().startswith("share")


def sent(update: UpdateContext, draft: OpenDraft, effect: ReflectionSent) -> None:
    """Store a reflection that was shared or kept; tell the supervisor of a shared one."""
    is_shared = effect.visibility == Visibility.SHARED
    supervisor = whom(update) if is_shared else None
    record = submit.to_one(update, draft, RecordKind.REFLECTION, supervisor)
    unopened = said_of_unopened(draft.conversation_as(InterviewConversation).state)
    if supervisor is None:
        lines = [phrase("reflection.kept"), *unopened, phrase("tonight.keeping_tells_nobody")]
        way_back.say_with_way(update, lines)
        return
    name = first_name(supervisor)
    told = submit.to_read("reflection.told", record.id, name=update.known_as(update.person))
    telling = update.tell(
        supervisor.id, "reflection", told.text, *told.buttons, record_id=record.id
    )
    said = with_when(phrase("reflection.shared", name=name), telling, update.now)
    way_back.say_with_way(update, [said, *unopened])
