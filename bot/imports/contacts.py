"""Contacts at the front door: most are about children who never were open."""

from bot.sheets.cells import name, one_of, postcode, ref, words, yes_no
from bot.sheets.child_refs import child_ref
from bot.sheets.columns import Column
from bot.sheets.days import day
from bot.sheets.registers import Rules, register_kind
from practice.terms import ContactOutcome, ThresholdMet
from storage.registers import CONTACTS

COLUMNS = (
    Column("contact_ref", ref, required=True, example="CO-20419"),
    Column("received_on", day, required_of_new=True, removable=False, example="2026-10-03"),
    Column("source", words, example="police"),
    Column("reason", words, example="domestic abuse"),
    Column("domestic_abuse", yes_no, example="yes"),
    Column("triaged", yes_no, example="yes"),
    Column("child_ref", child_ref, example="CH-0417"),
    Column("forename", name, shown=False, example="Ana"),
    Column("surname", name, shown=False, example="Doe"),
    Column("birth_date", day, example="2015-03-02"),
    Column("postcode", postcode, example="DL1 5QT"),
    Column("outcome", one_of(ContactOutcome), example="already open"),
    Column("threshold_met", one_of(ThresholdMet), example="unclear"),
    Column("team", words, example="North"),
)

KIND = register_kind("contacts", CONTACTS, COLUMNS, Rules(happened=("received_on",)))
