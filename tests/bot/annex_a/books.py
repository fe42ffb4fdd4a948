"""Annex A workbooks as councils export them."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

Sheets = Mapping[str, Sequence[Sequence[Any]]]

WHO = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age"]
WHERE = ["Allocated Team", "Allocated Worker"]
ANA = ["CH-0417", "b) Female", "A1", date(2015, 3, 2), 11]
BEN = ["CH-0418", "Male", "#N/A", "02/03/2018", "#N/A"]
PLACE = ["North", "Priya Shah"]

SHEETS: Sheets = {
    "List 1 - Contacts": [
        [*WHO, "Date of Contact", "Contact Source", *WHERE],
        [*ANA, date(2026, 8, 3), "5A) Police", *PLACE],
        [*ANA, 46248, "Police", *PLACE],
        [*BEN, "14-Oct-2026", "Schools", "\xa0North\xa0", "#N/A"],
    ],
    "List 2 Early Help": [[*WHO, "Assessment Start Date"], [*ANA, date(2026, 8, 3)]],
    "Referrals": [
        [*WHO, "Date of Referral", "Referral Source", "Referral NFA?", *WHERE],
        [*ANA, date(2026, 8, 4), "Police", "b) No", *PLACE],
        [*BEN, "2026-10-15 00:00:00", "Schools", "a) Yes", *PLACE],
    ],
    "list_4_assessments": [
        [
            *WHO,
            "Continuous Assessment Start Date",
            "Child Seen During Continuous Assessment",
            "Continuous Assessment Date of Authorisation",
            "Was the child assessed as requiring LA children\u2019s social care support?",
            *WHERE,
        ],
        [*ANA, date(2026, 8, 5), "Yes", date(2026, 9, 30), "Yes", *PLACE],
    ],
    "List 5 - S47 and ICPC": [
        [
            *WHO,
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Section 47 Enquiry Start Date",
            "Was an Initial Child Protection Conference deemed unnecessary?",
            "Date of Initial Child Protection Conference",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            *WHERE,
        ],
        [
            *ANA,
            date(2026, 9, 1),
            date(2026, 9, 1),
            "No",
            date(2026, 9, 18),
            "Yes",
            *PLACE,
        ],
        [*BEN, "#N/A", date(2026, 10, 16), "Yes", "#N/A", "#N/A", *PLACE],
    ],
    "6 CIN": [
        [
            *WHO,
            "CIN Start Date",
            "Date Child Was Last Seen",
            "CIN Closure Date",
            "Case Status",
            *WHERE,
        ],
        [
            *ANA,
            date(2026, 8, 5),
            date(2026, 10, 1),
            None,
            "b) Child Protection plan",
            *PLACE,
        ],
        [*BEN, date(2026, 10, 15), "#N/A", None, "c) Child in need plan", *PLACE],
    ],
    "Child Protection": [
        [
            *WHO,
            "Child Protection Plan Start Date",
            "Date of the Last Statutory Visit",
            "Was the Child Seen Alone?",
            "Child Protection Plan End Date",
            *WHERE,
        ],
        [*ANA, date(2026, 9, 18), date(2026, 11, 12), "a) Yes", None, *PLACE],
    ],
    "LAC": [
        [*WHO, "Date Started to be Looked After", "Date Ceased to be Looked After", *WHERE],
    ],
}


def workbook(sheets: Sheets = SHEETS, hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook with these sheets, in order, some of them hidden."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        sheet.sheet_state = "hidden" if title in hidden else "visible"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
