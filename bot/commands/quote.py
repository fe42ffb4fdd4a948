"""[A child's own words]: which of them stand on a summary, by the tap of a meeting's supervisor."""

from bot.conversations import quoting
from bot.conversations.quoting import Quoted
from bot.permissions import open_record
from bot.update import UpdateContext, command_button
from prompts.days import full_day_words
from prompts.phrases import phrase
from storage import children, people, quotations, records
from storage.access import viewer_of
from storage.tables import Supervision

_LET, _BACK = "y", "t"


def run(update: UpdateContext, argument: str) -> None:
    """List the words of a meeting; ask about one; let it stand, or take it back.

    Whoever may do neither is answered as if nothing were there. The audit says who read the words.
    """
    held = records.supervision(update.session, argument)
    if held is not None:
        _list(update, held)
        return
    meant, _, way = argument.rpartition(":") if argument.count(":") > 1 else (argument, "", "")
    one = quoting.of_button(update, meant)
    if one is None or not _opens(update, one):
        update.say(phrase("agreement.not_yours"))
    elif way == _BACK and one.standing_id and quoting.may_take_back(update, one):
        quotations.take_back(update.session, one.standing_id, update.person.id, update.now)
        update.say(phrase("quotes.taken_back"))
    elif way == _LET and one.standing_id is None and quoting.may_release(update, one):
        _let_stand(update, one)
    else:
        _ask(update, one)


def _opens(update: UpdateContext, one: Quoted) -> bool:
    if not (quoting.may_release(update, one) or quoting.may_take_back(update, one)):
        return False
    viewer = viewer_of(update.session, update.person)
    asked = open_record(update.session, viewer, one.record.id, update.now)
    return asked is not None and asked.may_read


def _list(update: UpdateContext, held: Supervision) -> None:
    found = [one for one in quoting.of_meeting(update, held) if _opens(update, one)]
    if not found:
        mine = held.supervisor_id == update.person.id
        update.say(phrase("quotes.nothing" if mine else "agreement.not_yours"))
        return
    lines = [phrase("quotes.which", day=full_day_words(held.held_on))]
    for number, one in enumerate(found, start=1):
        child = children.child(update.session, one.record.child_id or "")
        ref = child.ref if child else ""
        line = phrase("quotes.line", number=number, child=ref, words=one.words)
        lines.append(phrase("quotes.stands", line=line) if one.standing_id else line)
    rows = [
        [command_button(phrase("quotes.buttons.one", number=number), "quote", one.argument)]
        for number, one in enumerate(found, start=1)
    ]
    update.say("\n".join(lines), *rows)


def _ask(update: UpdateContext, one: Quoted) -> None:
    leave = command_button(phrase("quotes.buttons.leave"), "quote", one.record.supervision_id or "")
    if one.standing_id is not None:
        back = command_button(phrase("quotes.buttons.back"), "quote", f"{one.argument}:{_BACK}")
        text = phrase("quotes.asked_back", words=one.words, month=_month(one))
        update.say(text, [back], [leave])
    elif found := quoting.leads_to_somebody(update, one):
        update.say(phrase("quotes.named", words=one.words, found=", ".join(found)), [leave])
    else:
        let = command_button(phrase("quotes.buttons.let"), "quote", f"{one.argument}:{_LET}")
        team = people.team(update.session, one.record.team_id)
        named = team.name if team else ""
        text = phrase("quotes.ask", words=one.words, team=named, month=_month(one))
        update.say(text, [let], [leave])


def _let_stand(update: UpdateContext, one: Quoted) -> None:
    if quoting.leads_to_somebody(update, one):
        _ask(update, one)
        return
    quotations.release(update.session, one.source, one.words, update.person.id, update.now)
    back = command_button(phrase("quotes.buttons.back"), "quote", f"{one.argument}:{_BACK}")
    update.say(phrase("quotes.released", month=_month(one)), [back])


def _month(one: Quoted) -> str:
    return f"{one.record.held_on:%B %Y}"
