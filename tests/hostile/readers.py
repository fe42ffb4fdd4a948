"""Everything public that takes people's words, and how it is called with a hostile text."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from typing import Any

from bot.channels.telegram import splitting
from bot.channels.web import passages as passages_apart
from bot.commands import typed as typed_command
from bot.conversations import facts
from practice import (
    actions,
    called,
    dictated_numbers,
    letters,
    matching,
    mentions,
    names,
    numbers_in_text,
    outcomes,
    quoted_words,
    redaction,
)
from practice.calendar import Month
from practice.evidence import answers, copying, own_prose, passages, reader, sentences, wordings
from practice.privacy import addresses, birth_dates, everyday, finding, on_the_web
from practice.privacy import numbers as privacy_numbers
from prompts import (
    absence_told,
    another_child,
    asks_for_child,
    asks_for_command,
    asks_the_bot,
    council_guides,
    cpd_entry,
    days,
    forwarded,
    goes_on,
    held,
    kept_card,
    loader,
    minutes,
    months,
    numbers,
    only_a_value,
    own_life,
    own_numbers,
    pasted,
    patterns,
    phrase_grammar,
    readings,
    says_away,
    spoken_words,
    text,
    told_beside,
    unknown_child,
    urgent_words,
    wishes,
    written_absence,
    written_days,
)
from prompts.errors import PromptsError
from prompts.interview import beside_cards, check_cards, checking, corrections
from prompts.interview.child import found, told_first
from prompts.meeting import choosing, no_change
from prompts.readings import UnclearError
from prompts.written_days import words as day_words

ROOMS = ("practice", "prompts", "bot")
WORDS = {"text", "words", "typed", "low", "lowered", "full", "said"}
REFS = [f"CH-{number:04}" for number in range(380, 420)]
TODAY = date(2026, 11, 28)
KNOWN = another_child.Known(REFS)
GUIDES = loader.shipped()

Reads = Callable[[str], object]

READERS: Mapping[str, Reads] = {
    "bot.channels.telegram.splitting.pieces": splitting.pieces,
    "bot.channels.telegram.splitting.units": splitting.units,
    "bot.channels.web.passages.marked": lambda t: passages_apart.marked(t, phones=True),
    "bot.channels.web.passages.set_apart": lambda t: passages_apart.set_apart(t, ()),
    "bot.channels.web.passages.too_long": passages_apart.too_long,
    "bot.conversations.facts.passages": facts.passages,
    "bot.commands.typed.command_in": typed_command.command_in,
    "bot.commands.typed.command_of": lambda t: typed_command.command_of(t, {"due"}),
    "practice.dictated_numbers.in_figures": dictated_numbers.in_figures,
    "practice.actions.says_nothing": actions.says_nothing,
    "practice.evidence.answers.says_none": answers.says_none,
    "practice.evidence.copying.copied": lambda t: copying.copied(t, [t]),
    "practice.evidence.own_prose.prose_of": own_prose.prose_of,
    "practice.evidence.own_prose.words_of": own_prose.words_of,
    "practice.evidence.passages.passages_of": passages.passages_of,
    "practice.evidence.reader.look_quickly": reader.look_quickly,
    "practice.called.called": lambda t: called.called(t, [("CH-0400", "Tom Rao")]),
    "practice.called.may_be_names": called.may_be_names,
    "practice.evidence.sentences.lowered": sentences.lowered,
    "practice.evidence.sentences.split": sentences.split,
    "practice.evidence.wordings.runs": wordings.runs,
    "practice.evidence.wordings.words": wordings.words,
    "practice.letters.normalized": lambda t: letters.normalized("NFKD", t),
    "practice.matching.find": lambda t: matching.find(t, REFS),
    "practice.matching.find_person": lambda t: matching.find_person(t, ["Priya Nair", "Tom Rao"]),
    "practice.matching.near_refs": lambda t: matching.near_refs(t, REFS),
    "practice.matching.parts": matching.parts,
    "practice.matching.plain": matching.plain,
    "practice.matching.squeezed": matching.squeezed,
    "practice.mentions.mentioned": lambda t: mentions.mentioned(t, REFS),
    "practice.mentions.names_only": lambda t: mentions.names_only(t, REFS),
    "practice.mentions.nearly_mentioned": lambda t: mentions.nearly_mentioned(t, REFS),
    "practice.mentions.places_named": lambda t: mentions.places_named(matching.plain(t), REFS),
    "practice.mentions.unknown_references": lambda t: mentions.unknown_references(t, REFS),
    "practice.names.given_name": names.given_name,
    "practice.numbers_in_text.cut": numbers_in_text.cut,
    "practice.outcomes.says_no_change": outcomes.says_no_change,
    "practice.privacy.addresses.addresses": lambda t: list(addresses.addresses(t)),
    "practice.privacy.birth_dates.birth_dates": lambda t: list(birth_dates.birth_dates(t)),
    "practice.privacy.everyday.is_everyday": everyday.is_everyday,
    "practice.privacy.everyday.is_spelt_as_meant": everyday.is_spelt_as_meant,
    "practice.privacy.finding.find": lambda t: finding.find(t, ["Tom Rao", "Will O'Hope-Marsh"]),
    "practice.privacy.finding.kinds_in": lambda t: finding.kinds_in(
        t, lambda: ["Tom Rao", "Will O'Hope-Marsh"]
    ),
    "practice.privacy.numbers.numbers": lambda t: list(privacy_numbers.numbers(t)),
    "practice.privacy.on_the_web.on_the_web": lambda t: list(on_the_web.on_the_web(t)),
    "practice.quoted_words.holds_numbers": quoted_words.holds_numbers,
    "practice.quoted_words.quoted": quoted_words.quoted,
    "practice.redaction.names_in": lambda t: redaction.names_in(t, ["Tom Rao", "Callum"]),
    "practice.redaction.without_names": lambda t: redaction.without_names(t, ["Tom Rao"], "X"),
    "practice.redaction.without_references": (
        lambda t: redaction.without_references(t, REFS, "a child")
    ),
    "prompts.another_child.other_children": (
        lambda t: another_child.other_children(t, ["CH-0400"], [t], KNOWN)
    ),
    "prompts.another_child.another_child": (
        lambda t: another_child.another_child(t, ["CH-0400"], [t], KNOWN)
    ),
    "prompts.asks_the_bot.asks_the_bot": asks_the_bot.asks_the_bot,
    "prompts.asks_for_child.child_asked_for": asks_for_child.child_asked_for,
    "prompts.asks_for_command.command_asked_for": asks_for_command.command_asked_for,
    "prompts.council_guides.draft_faults": lambda t: council_guides.draft_faults(t, GUIDES),
    "prompts.council_guides.draft_guide": council_guides.draft_guide,
    "prompts.cpd_entry.with_peer_reflection": (
        lambda t: cpd_entry.with_peer_reflection(t, {"said": t}, cpd_entry.Hidden(REFS, ["Tom"]))
    ),
    "prompts.days.names_a_day": lambda t: days.names_a_day(t, TODAY),
    "prompts.days.read_date": lambda t: days.read_date(t, TODAY),
    "prompts.forwarded.all_marked": forwarded.all_marked,
    "prompts.forwarded.ends_pasted": forwarded.ends_pasted,
    "prompts.forwarded.is_pasted_throughout": forwarded.is_pasted_throughout,
    "prompts.forwarded.forwarded": lambda t: forwarded.forwarded(t, "x"),
    "prompts.forwarded.own_words_only": forwarded.own_words_only,
    "prompts.forwarded.with_pasted_marked": forwarded.with_pasted_marked,
    "prompts.goes_on.begins_with_joining_word": goes_on.begins_with_joining_word,
    "prompts.held.read_held": lambda t: held.read_held(t, TODAY),
    "prompts.held.says_when": held.says_when,
    "prompts.interview.beside_cards.marked": lambda t: beside_cards.marked(t, after=True),
    "prompts.interview.check_cards.clipped": check_cards.clipped,
    "prompts.interview.checking.says_done": lambda t: checking.says_done(t, "CH-0417"),
    "prompts.interview.child.found.from_words": lambda t: found.from_words(t, REFS),
    "prompts.interview.child.told_first.only_names": lambda t: told_first.only_names(t, REFS),
    "prompts.kept_card.aside_button": kept_card.aside_button,
    "prompts.kept_card.said_of_aside": kept_card.said_of_aside,
    "prompts.loader.guide_in": lambda t: loader.guide_in("draft", t),
    "prompts.interview.corrections.corrects_a_child": corrections.corrects_a_child,
    "prompts.meeting.choosing.only_in_depth": lambda t: choosing.only_in_depth(t, REFS),
    "prompts.meeting.choosing.takes_everybody_out": choosing.takes_everybody_out,
    "prompts.meeting.choosing.said_of_depth": lambda t: choosing.said_of_depth(t, REFS),
    "prompts.meeting.no_change.said_of_change": no_change.said_of_change,
    "prompts.meeting.no_change.is_about_a_child": no_change.is_about_a_child,
    "prompts.minutes.read_minutes": minutes.read_minutes,
    "prompts.months.read_month": lambda t: months.read_month(t, Month(2026, 10)),
    "prompts.numbers.in_digits": numbers.in_digits,
    "prompts.numbers.read_number": lambda t: numbers.read_number(t, 0, 10),
    "prompts.numbers.read_scale": numbers.read_scale,
    "prompts.own_numbers.own_numbers": own_numbers.own_numbers,
    "prompts.patterns.mentions": lambda t: patterns.mentions(min(patterns.names()), t),
    "prompts.readings.quoted": readings.quoted,
    "prompts.readings.refuse_long": readings.refuse_long,
    "prompts.spoken_words.bare": spoken_words.bare,
    "prompts.spoken_words.forms": lambda t: list(spoken_words.forms(t)),
    "prompts.spoken_words.listed_in": lambda t: spoken_words.listed_in("of_commands", t),
    "prompts.spoken_words.says_all": spoken_words.says_all,
    "prompts.spoken_words.says_none": spoken_words.says_none,
    "prompts.spoken_words.meaning_of": spoken_words.meaning_of,
    "prompts.spoken_words.with_supervisor": lambda t: spoken_words.with_supervisor(t, "Sunil Rao"),
    "prompts.own_life.speaks_of_own_life": own_life.speaks_of_own_life,
    "prompts.phrase_grammar.bare_sentences": lambda t: list(phrase_grammar.bare_sentences(t)),
    "prompts.text.is_sentence": text.is_sentence,
    "prompts.text.listed_number": lambda t: text.listed_number(t, 9),
    "prompts.text.quoted": text.quoted,
    "prompts.text.shortened": lambda t: text.shortened(t, 90),
    "prompts.text.spoken": text.spoken,
    "prompts.text.story_in": text.story_in,
    "prompts.text.tidy": text.tidy,
    "prompts.absence_told.absence_told": lambda t: absence_told.absence_told(t, TODAY),
    "prompts.told_beside.day_told": lambda t: told_beside.day_told(t, TODAY),
    "prompts.told_beside.person_told": lambda t: told_beside.person_told(t, ["Priya"], "Sunil"),
    "prompts.unknown_child.said_of": lambda t: unknown_child.said_of(t, [t], REFS),
    "prompts.only_a_value.is_only_a_value": only_a_value.is_only_a_value,
    "prompts.says_away.says_away": says_away.says_away,
    "prompts.pasted.pasted_lines": pasted.pasted_lines,
    "prompts.urgent_words.may_be_urgent": urgent_words.may_be_urgent,
    "prompts.wishes.wish_within": lambda t: wishes.wish_within(t, "Sunil Rao"),
    "prompts.written_absence.read_absence": lambda t: written_absence.read_absence(t, TODAY),
    "prompts.written_days.days_named": lambda t: written_days.days_named(t, TODAY),
    "prompts.written_days.words.plain": day_words.plain,
}
"""By its name, what reads a text alone."""

READ_BY_THE_ABOVE: Mapping[str, str] = {
    name: why
    for why, listed in {
        "it takes a whole conversation or an update, which test_conversations.py sends texts to": (
            *("bot.conversations.apart.over", "bot.conversations.meeting.over"),
            *("bot.conversations.replied.opened", "bot.conversations.replied.taken"),
            "bot.conversations.agreement.begin",
            *("bot.conversations.after_reading.asks", "bot.conversations.binding.time_to_answer"),
            *("bot.conversations.duty_card.take", "bot.conversations.duty_card.wish_in"),
            *("bot.conversations.notes.write", "bot.conversations.notes.written"),
            *("bot.conversations.reflection.begin_waiting", "bot.conversations.submit.to_read"),
            *("bot.conversations.tonight.meaning_here", "bot.conversations.typed_words.added_to"),
            "bot.conversations.tonight.offer_if_worried",
            "bot.conversations.tonight.offer_what_is_wished",
            *("bot.conversations.typed_words.begin_with", "bot.conversations.typed_words.hear"),
            *("bot.conversations.typed_words.take_words", "bot.commands.new.run"),
            *("bot.commands.away.answers", "bot.commands.away.said", "bot.commands.due.show_asked"),
            *("bot.commands.supervise.answers", "bot.typed_buttons.begun"),
            "bot.conversations.called.by_reference",
            "bot.conversations.called.names_a_colleague",
            "bot.conversations.reflection.stands_already",
            "prompts.interview.child.told_first.told_first",
            "prompts.interview.child.told_late.says_which",
            "prompts.interview.child.inputs.reread",
            "prompts.interview.child.told_first.names_itself",
            "prompts.interview.says_little.said_alone",
            *("bot.commands.enquiry.answers", "bot.commands.missed.answers"),
            *("bot.commands.decision.run", "bot.commands.prepare.run"),
            "bot.hidden_codes.taken_out",
            *(
                "bot.commands.start.holds_code",
                "bot.devices.to_all",
                "bot.typed_buttons.button_typed",
                "bot.channels.telegram.channel.say",
            ),
            *("prompts.interview.answering.answered", "prompts.interview.answering.reads"),
            *("prompts.interview.answering.reread", "prompts.interview.child.inputs.typed"),
            *("prompts.interview.corrections.child_meant", "prompts.interview.held.typed"),
            *("prompts.interview.corrections.corrected", "prompts.meeting.held.typed"),
            *("prompts.interview.corrections.line_meant", "prompts.meeting.inputs.choose_typed"),
            "prompts.interview.telling_beside.told_beside",
            *("prompts.interview.reading_back.read_back", "prompts.meeting.reread.reread"),
            "prompts.meeting.next_date.typed",
            *("prompts.meeting.whether_same.ask_if_same", "prompts.put_apart.put_apart"),
            "prompts.meeting.whether_same.noted",
            *(
                "prompts.meeting.told_before.asked_if_same",
                "prompts.meeting.told_before.asks_first",
            ),
            "prompts.meeting.told_before.place_with",
            *("prompts.meeting.signs.moved_typed", "prompts.meeting.turns.unclear"),
            "prompts.kinds.read_answer",
        ),
        "it keeps words as they are": (
            *("prompts.heard.hearing", "prompts.kept.keeping", "prompts.kept.keeping_for_child"),
            *("prompts.kept.keeping_for_note", "prompts.kept.keeping_more"),
            *("prompts.kept.keeping_for_nobody", "prompts.kept.keeping_fresh"),
            "prompts.interview.text_readings.digest",
            "prompts.interview.text_readings.reading_step",
        ),
        "it reads what the program or a council's file wrote, which has its own limit": (
            *("bot.channels.web.chat.wrong_with", "bot.conversations.telling.with_when"),
            *("bot.sheets.child_refs.is_nobody", "bot.sheets.marking.fits"),
            "bot.sheets.marking.is_unchanged",
            *("bot.sheets.marking.written", "prompts.options.decode", "prompts.placeholders.fill"),
            "prompts.placeholders.placeholders",
        ),
        "it reads on in a thread with a time budget, and look_quickly after that": (
            *("practice.evidence.reader.look", "practice.evidence.reader.read"),
            "prompts.interview.text_readings.look_anew",
        ),
    }.items()
    for name in listed
}
"""What takes words and is not called alone here, and why not."""

LIMITED = (UnclearError, PromptsError, OverflowError)
"""What a reader may raise where a text is nothing it reads."""


def every_reader() -> Iterator[str]:
    """Yield the name of every public function here that takes people's words."""
    for room in ROOMS:
        for found_ in pkgutil.walk_packages(import_module(room).__path__, f"{room}."):
            if not found_.name.startswith(("bot.demo", "bot.cli", "bot.__main__")):
                yield from _readers_in(import_module(found_.name))


def _readers_in(module: Any) -> Iterator[str]:
    for name, known in vars(module).items():
        function = inspect.unwrap(known) if callable(known) else None
        if name.startswith("_") or not inspect.isfunction(function):
            continue
        takes = any(function.__annotations__.get(word) in (str, object) for word in WORDS)
        if function.__module__ == module.__name__ and takes:
            yield f"{module.__name__}.{name}"
