"""People are greeted as people are, however the list of staff writes them."""

from hypothesis import given
from hypothesis import strategies as st

from practice.names import given_name
from tests.each import each


@each(
    "written, called",
    [
        ("Priya Shah", "Priya"),
        ("SHAH, Priya", "Priya"),
        ("Shah,Priya", "Priya"),
        ("SHAH, PRIYA ANNE", "Priya"),
        ("Dr. Priya Shah", "Priya"),
        ("Dr Priya Shah", "Priya"),
        ("Shah, Dr Priya", "Priya"),
        ("DAVIES Priya", "Priya"),
        ("Mrs DAVIES Priya", "Priya"),
        ("PRIYA SHAH", "Priya"),
        ("priya shah", "Priya"),
        ("Miss P Sharma", "Miss Sharma"),
        ("Sharma, Miss P.", "Miss Sharma"),
        ("Dr Sharma", "Dr Sharma"),
        ("Mr. SHARMA", "Mr Sharma"),
        ("P Sharma", "P Sharma"),
        ("P. Sharma", "P Sharma"),
        ("J Edgar Hoover", "Edgar"),
        ("Mary-Jane Smith", "Mary-Jane"),
        ("SMITH-JONES, MARY-JANE", "Mary-Jane"),
        ("Anna van der Berg", "Anna"),
        ("van der Berg, Anna", "Anna"),
        ("van der Berg Anna", "Anna"),
        ("VAN DER BERG Anna", "Anna"),
        ("VAN DER BERG ANNA", "Anna"),
        ("Van Nguyen", "Van"),
        ("VAN NGUYEN", "Van"),
        ("Siobhan O'Neill", "Siobhan"),
        ("O'NEILL Siobhan", "Siobhan"),
        ("O\u2019NEILL, SIOBHAN", "Siobhan"),
        ("McDONALD Ewan", "Ewan"),
        ("D'Arcy Wretzky", "D'Arcy"),
        ("Priya Shah, MSW", "Priya"),
        ("Priya Shah BSc", "Priya"),
        ("Priya Shah (she/her)", "Priya"),
        ("Priya", "Priya"),
        ("Zoë Ångström", "Zoë"),
        ("ÅNGSTRÖM Zoë", "Zoë"),
        ("Dr", "Dr"),
        ("", ""),
    ],
)
def test_a_person_is_called_as_people_call_them(written: str, called: str) -> None:
    assert given_name(written) == called


@given(st.text())
def test_whatever_a_list_holds_gives_a_name(written: str) -> None:
    assert isinstance(given_name(written), str)


@given(st.from_regex(r"[A-Z][a-z]{1,8}", fullmatch=True))
def test_a_plain_forename_is_kept_as_it_is(forename: str) -> None:
    if forename.casefold() not in {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame"}:
        assert forename in given_name(f"{forename} Xylander")
