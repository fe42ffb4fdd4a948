"""Contacts and referrals of each month, from what is kept of them by team and month."""

from practice.calendar import Month
from practice.true_contacts import SetAside
from reports.casework.amounts import Amounts, Counting, share, units
from reports.casework.measures import (
    DOMESTIC_ABUSE,
    NO_FURTHER_ACTION,
    RECORDED,
    REFERRALS,
    REFERRED_AGAIN,
    REPEATED,
    TRIAGED,
    TRUE,
)
from reports.casework_view import Amount
from storage.measures import Part, Tallied


def amounts(counting: Counting) -> dict[str, Amounts]:
    """Return, by measure, what each month comes to."""
    months = _Months(counting)
    contacts, referrals = {}, {REFERRALS.key: months.referrals, REFERRED_AGAIN.key: months.again}
    for key, of in (
        (RECORDED.key, months.recorded),
        (TRUE, months.true),
        ("contacts.on_open_cases", months.on_open_cases),
        (NO_FURTHER_ACTION.key, months.no_further_action),
        (DOMESTIC_ABUSE.key, months.domestic_abuse),
        (TRIAGED.key, months.triaged),
        (REPEATED.key, months.repeated),
    ):
        contacts[key] = counting.each("contacts", of)
    return contacts | {key: counting.each("referrals", of) for key, of in referrals.items()}


class _Months:
    """What a month comes to, by measure."""

    def __init__(self, counting: Counting) -> None:
        self._parts = counting.parts

    def recorded(self, month: Month) -> Amount:
        return _count(month, units(self._of(RECORDED, month)))

    def true(self, month: Month) -> Amount:
        return self._of_recorded(month, None)

    def on_open_cases(self, month: Month) -> Amount:
        return self._of_recorded(month, SetAside.ON_OPEN_CASE)

    def no_further_action(self, month: Month) -> Amount:
        return self._share(NO_FURTHER_ACTION, month, units(self._of(RECORDED, month)))

    def domestic_abuse(self, month: Month) -> Amount:
        return self._share(DOMESTIC_ABUSE, month, units(self._of(RECORDED, month)))

    def triaged(self, month: Month) -> Amount:
        notified = units(part for part in self._of(DOMESTIC_ABUSE, month) if part.counted)
        return self._share(TRIAGED, month, notified)

    def repeated(self, month: Month) -> Amount:
        true = units(part for part in self._of(RECORDED, month) if part.state is None)
        return self._share(REPEATED, month, true)

    def referrals(self, month: Month) -> Amount:
        return _count(month, units(self._of(REFERRALS, month)))

    def again(self, month: Month) -> Amount:
        return self._share(REFERRED_AGAIN, month, units(self._of(REFERRALS, month)))

    def _of_recorded(self, month: Month, aside: SetAside | None) -> Amount:
        every = self._of(RECORDED, month)
        n = units(part for part in every if part.state == aside)
        return Amount(month, n, n, units(every))

    def _share(self, measure: Tallied, month: Month, every: int) -> Amount:
        """Return the share of a measure, which leaves out those of every one that do not tell."""
        parts = self._of(measure, month)
        counted = units(part for part in parts if part.counted)
        return share(month, counted, units(parts), every - units(parts))

    def _of(self, measure: Tallied, month: Month) -> list[Part]:
        return [part for part in self._parts[measure.key] if part.month == month]


def _count(month: Month, n: int) -> Amount:
    return Amount(month, n, n, None)
