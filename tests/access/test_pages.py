"""Every page of the real application, for everybody, with the ids of others in its address."""

from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from bot.channels.web.app import create_app
from reports.file_lists.stands import FILE_OF
from reports.selection import LISTED
from tests.access.council import (
    ABOVE,
    ABSENT,
    AUDITS_OF_FILES,
    DEVICES_OF,
    DRAFTS,
    ENQUIRIES,
    EVERYBODY,
    MEETINGS,
    PEOPLE,
    READ_ENQUIRIES,
    RECORDS,
    STRANGERS,
    TEAMS,
    WHO,
    WORKERS,
    Thing,
)
from tests.access.crawl import Crawl, held_to, leaks
from tests.access.stored import drawn_ref
from tests.access.table import rows
from tests.bot.channels.web.test_routes import routes

OPEN = {"opens", "needs a code", "needs a request", "needs the secret"}
OWN = {"opens", "their own conversation", "their own devices", "their own reflections"}
SENT = "0123456789abcdef"
LATER = "Added later, for it was missing."
BY = {one.name: one for one in PEOPLE}


def test_every_page_has_its_row(crawl: Crawl) -> None:
    found = {
        f"{method} {path}" for method, path in routes(create_app(crawl.context)) if method != "HEAD"
    }
    assert found == set(rows("Pages"))


def strangers_pages() -> Iterator[tuple[str, str]]:
    """Yield each stranger with each page that is not open to all."""
    for who in STRANGERS:
        for name, row in rows("Pages").items():
            if row["a stranger"] not in OPEN:
                yield who, name


@pytest.mark.parametrize("who", STRANGERS)
async def test_a_stranger_is_led_to_sign_in_from_every_page(crawl: Crawl, who: str) -> None:
    said = set()
    async with crawl.browser(who) as browser:
        for name in (page for one, page in strangers_pages() if one == who):
            method, path = name.split()
            for one in (*RECORDS, None) if "{record_id}" in path else (None,):
                at = path.replace("{record_id}", crawl.council.id_of(one.name) if one else ABSENT)
                sent = {**crawl.csrf(who), "token": SENT, "text": LATER}
                answer = await browser.request(method, at, data=sent if method == "POST" else None)
                held_to(who, at, answer)
                assert answer.status_code == 401, (name, answer.status_code)
                said.add((method, answer.text))
    assert len(said) == 2


@pytest.mark.parametrize("who", EVERYBODY)
async def test_what_needs_no_session_opens_and_what_needs_a_secret_does_not(
    crawl: Crawl, who: str
) -> None:
    async with crawl.browser(who) as browser:
        found = [
            (await browser.get(path)).status_code
            for path in ("/enter", "/health", "/static/understory.css")
        ]
        telegram = await browser.post("/telegram/anything", content=b"{}")
        folder = await browser.get("/static/")
    assert (found, telegram.status_code, folder.status_code) == ([200] * 3, 404, 404)


@pytest.mark.parametrize("who", WHO)
async def test_ones_own_pages_open_and_show_nothing_of_others(crawl: Crawl, who: str) -> None:
    async with crawl.browser(who) as browser:
        for name, row in rows("Pages").items():
            method, path = name.split()
            if method == "GET" and row["whoever is here"] in OWN:
                if path in {"/stream", "/static"}:
                    continue
                answer = held_to(who, path, await browser.get(path))
                assert answer.status_code == 200, path
        for whose in EVERYBODY:
            other = (
                await browser.get(f"/stream?reader={crawl.reader(whose)}") if whose != who else None
            )
            assert other is None or other.status_code == 401, whose
        left = await browser.post("/leave", data=crawl.csrf(who))
        forged = await browser.post("/leave", data=crawl.csrf("Nobody"))
    assert (left.status_code, forged.status_code) == (303, 403)


@pytest.mark.parametrize("who", WHO)
async def test_how_good_the_data_is_opens_to_managers_and_administrators_and_names_nobody(
    crawl: Crawl, who: str
) -> None:
    async with crawl.browser(who) as browser:
        answer = held_to(who, "/quality", await browser.get("/quality"))
    wanted = 200 if BY[who].role in {"manager", "administrator"} else 403
    assert answer.status_code == wanted
    named = {one.name for one in PEOPLE} - {who}
    assert not [name for name in named if name in answer.text]


@pytest.mark.parametrize("who", WHO)
async def test_the_month_of_ones_own_children_holds_these_alone(crawl: Crawl, who: str) -> None:
    mine = {ref for ref, worker in WORKERS.items() if worker == who}
    shown, words = set[str](), set[str]()
    async with crawl.browser(who) as browser:
        for month in ("", "2026-10", "2026-11"):
            page = held_to(who, month, await browser.get("/progress", params={"month": month}))
            assert page.status_code == 200
            shown |= {ref for ref in WORKERS if ref in page.text}
            words |= {one.name for one in named() if one.words in page.text}
        wrong = [await browser.get("/progress", params={"month": m}) for m in ("2027-03", "x")]
        menu = await browser.get("/records")
    assert shown == mine
    assert words <= {one.name for one in RECORDS if one.child in mine}
    assert [one.status_code for one in wrong] == [404, 404]
    assert ('href="/progress"' in menu.text) == (BY[who].role == "practitioner")


GUIDE = {"guide": "quick-reflection", "version": "2"}


@pytest.mark.parametrize("who", WHO)
async def test_the_guides_open_to_practice_leads_alone(crawl: Crawl, who: str) -> None:
    wrong = []
    async with crawl.browser(who) as browser:
        for name, row in rows("Pages").items():
            method, path = name.split()
            if row["whoever is here"] != "practice leads":
                continue
            sent = {**crawl.csrf(who), **GUIDE, "text": LATER, "draft": ""}
            answer = await browser.request(
                method, path, params=GUIDE, data=sent if method == "POST" else None
            )
            held_to(who, path, answer)
            wanted = 200 if BY[who].role == "practice lead" else 403
            if answer.status_code != wanted:
                wrong.append((name, answer.status_code))
        page = await browser.get("/records")
    assert wrong == []
    assert ('href="/guides"' in page.text) == (BY[who].role == "practice lead")


def named() -> list[Thing]:
    """Return everything whose id may stand in the address of a record."""
    return [*RECORDS, *DRAFTS]


@pytest.mark.parametrize("who", WHO)
async def test_a_record_opens_and_is_added_to_as_the_table_says(crawl: Crawl, who: str) -> None:
    wrong = []
    async with crawl.browser(who) as browser:
        sent = {**crawl.csrf(who), "token": SENT, "text": LATER}

        async def both(record_id: str) -> tuple[httpx.Response, httpx.Response]:
            return (
                held_to(who, record_id, await browser.get(f"/records/{record_id}")),
                held_to(
                    who, record_id, await browser.post(f"/records/{record_id}/addenda", data=sent)
                ),
            )

        absent = [(one.status_code, one.text) for one in await both(ABSENT)]
        for one in named():
            page, added = await both(crawl.council.id_of(one.name))
            reads = one in RECORDS and who in one.those_who("reads")
            adds = one in RECORDS and who in one.those_who("adds")
            found = [(page.status_code, page.text), (added.status_code, added.text)]
            opened = page.status_code == 200 and one.words in page.text
            if opened != reads or (found[0] == absent[0]) == reads:
                wrong.append(("reads", one.name, page.status_code))
            if (added.status_code == 303) != adds or (found[1] == absent[1]) == reads:
                wrong.append(("adds", one.name, added.status_code))
        for meeting in MEETINGS:
            pages = [(a.status_code, a.text) for a in await both(crawl.council.id_of(meeting.name))]
            if pages != absent:
                wrong.append(("opens", meeting.name, pages[0][0]))
    assert wrong == []


@pytest.mark.parametrize("who", WHO)
async def test_the_list_of_records_holds_ones_own_and_what_was_held(crawl: Crawl, who: str) -> None:
    async with crawl.browser(who) as browser:
        page = held_to(who, "/records", await browser.get("/records"))
        asked = {
            name: held_to(
                who, name, await browser.get("/records", params={key: crawl.council.id_of(name)})
            )
            for key, name in narrowed()
        }
        absent = [
            (await browser.get("/records", params={key: ABSENT})).text
            for key in ("child", "practitioner")
        ]
    mine = [one for one in RECORDS if who in listed_to(one)]
    linked = {one.name for one in RECORDS if crawl.council.id_of(one.name) in page.text}
    assert linked == {one.name for one in mine if who in one.those_who("reads")}
    told_of = [one for one in mine if one.name not in linked]
    assert all(who in one.those_who("knows it was held") for one in told_of)
    assert ("Own part" in page.text) == any("personal" in one.name for one in mine)
    for name, answer in asked.items():
        is_mine = any(name in {one.child, _practitioner(one)} for one in mine)
        assert answer.status_code == (200 if is_mine else 404), (name, answer.status_code)
        assert is_mine or answer.text in absent, name


def narrowed() -> list[tuple[str, str]]:
    """Return what the list of records can be narrowed to, by its parameter."""
    return [*(("child", ref) for ref in WORKERS), *(("practitioner", one.name) for one in PEOPLE)]


def listed_to(one: Thing) -> frozenset[str]:
    """Return on whose list a record stands: its people's; one open to managers on theirs too."""
    columns = ("its writer", "the other person of the meeting", "whom it was shared with")
    names = [name for column in columns for name in one.stands.get(column, ())]
    # A practice lead reads the audits of their tree; their list holds what they wrote.
    managers = [n for n in one.stands.get("managers above", ()) if BY[n].role == "manager"]
    return frozenset([*names, *managers])


def _practitioner(one: Thing) -> str:
    return one.meeting.practitioner if one.meeting else one.stands["its writer"][0]


@pytest.mark.parametrize("who", WHO)
async def test_what_an_audit_was_of_is_known_to_who_made_it_and_managers_above_alone(
    crawl: Crawl, who: str
) -> None:
    async with crawl.browser(who) as browser:
        for one in AUDITS_OF_FILES:
            page = await browser.get(f"/records/{crawl.council.id_of(one.name)}")
            knows = who in {*one.stands["the other person of the meeting"], *ABOVE["North 1"]}
            assert (drawn_ref(one) in page.text) == knows, one.name
            assert knows or who == "Lena" or page.status_code == 404, one.name


def in_journal_of(who: str) -> list[Thing]:
    """Return what stands in somebody's journal: the reflections that they wrote, and no other."""
    return [
        one for one in RECORDS if one.row.endswith("reflection") and who in one.stands["its writer"]
    ]


@pytest.mark.parametrize("who", WHO)
async def test_a_journal_and_an_entry_hold_ones_own_reflections_alone(
    crawl: Crawl, who: str
) -> None:
    wrong = []
    async with crawl.browser(who) as browser:
        page = held_to(who, "/journal", await browser.get("/journal"))
        listed = {one.name for one in named() if crawl.council.id_of(one.name) in page.text}
        said = {one.name for one in named() if one.words in page.text}

        async def made_of(*names: str) -> httpx.Response:
            ids = [crawl.council.id_of(name) for name in names]
            sent = {**crawl.csrf(who), "reflection": ids}
            return held_to(who, str(names), await browser.post("/journal/entry", data=sent))

        own = [one.name for one in in_journal_of(who)]
        absent = await made_of("nothing")
        for one in named():
            # Beside one's own it is refused as it is alone.
            for names in dict.fromkeys(((one.name,), (*own[:1], one.name))):
                answer = await made_of(*names)
                opens = one.name in own
                shows = answer.status_code == 200 and one.words in answer.text
                if (shows, answer.text != absent.text) != (opens, opens):
                    wrong.append((names, answer.status_code))
    assert listed == said == set(own)
    assert wrong == []


@pytest.mark.parametrize("who", WHO)
async def test_what_is_sent_to_be_put_into_an_entry_comes_back_to_its_sender_alone(
    crawl: Crawl, who: str
) -> None:
    async with crawl.browser(who) as browser:
        for path in ("/journal/entry/peer", "/journal/entry/file"):
            sent = {**crawl.csrf(who), "text": LATER, "peer_said": LATER}
            answer = held_to(who, path, await browser.post(path, data=sent))
            assert (answer.status_code, LATER in answer.text) == (200, True), path
            assert crawl.heard(who) == {}, path


LOOKS_AT_A_TEAM = ("/summary", "/inspection", "/teams", "/expected")


def summary_opens(who: str, team: str) -> bool:
    """Say whether the table opens a team's summary to somebody."""
    row, own = rows("Summaries")[BY[who].role], BY[who].team
    above, at = set[str](), TEAMS.get(team)
    while at:
        above.add(at)
        at = TEAMS[at]
    if team == own:
        return row["their own team"] == "yes"
    return row["a team below it" if own in above else "any other team"] == "yes"


@pytest.mark.parametrize("who", WHO)
async def test_a_summary_and_its_lists_open_as_the_table_says(crawl: Crawl, who: str) -> None:
    wrong = []
    async with crawl.browser(who) as browser:

        async def get(path: str, team: str, **more: str) -> tuple[int, str]:
            asked = {"team": crawl.council.id_of(team), "month": "2026-10", **more}
            answer = held_to(who, f"{path} {team} {more}", await browser.get(path, params=asked))
            return answer.status_code, unescape(answer.text)

        keys = [one.key for one in LISTED]
        absent = [
            *[await get(path, "no team") for path in LOOKS_AT_A_TEAM],
            await get("/summary/file", "no team", form="csv"),
            await get("/summary/behind", "no team", measure=keys[0]),
        ]
        for team in TEAMS:
            opens = summary_opens(who, team)
            found = [await get(path, team) for path in LOOKS_AT_A_TEAM]
            found.append(await get("/summary/file", team, form="csv"))
            for key in keys if opens and team in DEEPLY else keys[:1]:
                found.append(await get("/summary/behind", team, measure=key))
            if opens and any(status != 200 for status, _ in found):
                wrong.append((team, [status for status, _ in found]))
            if not opens and found != absent:
                wrong.append((team, [status for status, _ in found]))
    assert wrong == []


def rows_open(who: str, team: str, key: str) -> bool:
    """Say whether the table opens the rows behind a team's figure to somebody."""
    row = rows("Rows of the council's own files")[BY[who].role]
    cell = row["contacts" if key.startswith("contacts.") else "other rows"]
    return cell != "no" and summary_opens(who, team)


@pytest.mark.parametrize("who", WHO)
async def test_rows_of_files_open_as_the_table_says(crawl: Crawl, who: str) -> None:
    wrong = []
    async with crawl.browser(who) as browser:

        async def get(team: str, key: str) -> tuple[int, str]:
            asked = {"team": crawl.council.id_of(team), "month": "2026-10", "measure": key}
            answer = await browser.get("/summary/rows", params=asked)
            # Every enquiry is on the list of them all; that one was audited is told of none.
            text = answer.text
            for one in AUDITS_OF_FILES:
                text = text.replace(f">{drawn_ref(one)}<", "><")
            assert not leaks(who, text), f"{who} at {key} {team} is shown {leaks(who, text)}"
            return answer.status_code, unescape(text)

        absent = await get("no team", "section47.count")
        assert absent[0] == 403
        for team in TEAMS:
            for key in FILE_OF if team in DEEPLY else ("contacts.recorded", "section47.count"):
                found, opens = await get(team, key), rows_open(who, team, key)
                if (found[0] == 200) != opens or (found == absent) == opens:
                    wrong.append((team, key, found[0]))
    assert wrong == []


@pytest.mark.parametrize("who", WHO)
async def test_a_summary_as_it_was_shown_opens_as_the_summary_does_today(
    crawl: Crawl, who: str
) -> None:
    async with crawl.browser(who) as browser:
        absent = await browser.get(f"/summary/shown/{ABSENT}")
        assert absent.status_code == 403
        for team in TEAMS:
            showing = crawl.council.id_of(f"{team} as shown")
            for at in (f"/summary/shown/{showing}", f"/inspection?showing={showing}"):
                answer = held_to(who, at, await browser.get(at))
                if summary_opens(who, team):
                    assert (answer.status_code, team in answer.text) == (200, True), at
                else:
                    assert (answer.status_code, answer.text) == (403, absent.text), at
            at = f"/summary/shown/{showing}/file"
            file = held_to(who, at, await browser.get(at, params={"form": "csv"}))
            assert file.status_code == (200 if summary_opens(who, team) else 403), at
            assert file.text.startswith("team,") or file.text == absent.text, at


def drawn_for(who: str) -> set[str]:
    """Return the children who can be drawn for somebody: a record of theirs that both agreed."""
    agreed = [one for one in RECORDS if one.row == "a child's, agreed"]
    return {str(one.child) for one in agreed if who in one.those_who("reads")}


@pytest.mark.parametrize("who", WHO)
async def test_children_are_drawn_as_the_summary_opens_and_as_their_records_read(
    crawl: Crawl, who: str
) -> None:
    wrong, drawn = list[object](), set[str]()
    async with crawl.browser(who) as browser:

        async def get(path: str, team: str) -> httpx.Response:
            asked = {"team": crawl.council.id_of(team), "month": "2026-10"}
            more = {"seed": "417", "of": "1-0123abcd", "number": "1"}
            return held_to(who, path, await browser.get(path, params={**asked, **more}))

        for path in ("/inspection/children", "/inspection/child"):
            absent = await get(path, "no team")
            for team in TEAMS:
                answer = await get(path, team)
                opens = summary_opens(who, team)
                # A team nobody of whom can be drawn has no first child.
                empty = path.endswith("child") and not drawn_for(who) & in_team(team)
                if (answer.status_code == 200) != (opens and not empty):
                    wrong.append((path, team, answer.status_code))
                if not opens and answer.text != absent.text:
                    wrong.append((path, team, "told"))
                drawn |= {ref for ref in WORKERS if opens and ref in answer.text}
    assert wrong == []
    assert drawn <= drawn_for(who)


def in_team(name: str) -> set[str]:
    """Return the children of the supervisions of a team and those below it."""
    below = {team for team in TEAMS if name in path_of(team)}
    return {str(one.child) for one in RECORDS if one.meeting and one.meeting.team in below}


def path_of(team: str) -> list[str]:
    above = TEAMS[team]
    return [team, *(path_of(above) if above else [])]


def foreign_devices(who: str) -> list[str]:
    """Return the devices that are not somebody's own."""
    names = [f"{name}'s {what}" for name in DEVICES_OF for what in ("chat", "browser")]
    return [name for name in names if not name.startswith(f"{who}'s ")]


@pytest.mark.parametrize("who", WHO)
async def test_nobody_signs_out_a_device_of_somebody_else(crawl: Crawl, who: str) -> None:
    async with crawl.browser(who) as browser:
        found = []
        for name in ["nothing", *foreign_devices(who)]:
            sent = {**crawl.csrf(who), "device": crawl.council.id_of(name)}
            answer = await browser.post("/settings/end", data=sent)
            found.append((answer.status_code, answer.headers["location"], crawl.heard(who)))
    assert found == [(303, "/settings", {})] * len(found)


DEEPLY = {"North 1", "South 1"}
"""The teams whose every list is read; of the others the first."""


@pytest.mark.parametrize("who", WHO)
async def test_a_button_or_card_of_others_sent_from_a_page_is_answered_as_nothing(
    crawl: Crawl, who: str
) -> None:
    wrong = []
    async with crawl.browser(who) as browser:

        async def says(**what: str) -> object:
            answer = await browser.post("/say", data={**crawl.csrf(who), "token": SENT, **what})
            assert answer.status_code == 303
            return crawl.heard(who)

        for one in DRAFTS:
            if who in one.those_who("reads"):
                continue
            for sent in (
                {"button": "{}:2:send"},
                {"button": "!continue:{}"},
                {"text": "He slept.", "card": "{}:2"},
            ):
                said = [
                    await says(**{key: value.format(draft) for key, value in sent.items()})
                    for draft in (crawl.council.id_of(one.name), ABSENT)
                ]
                if said[0] != said[1]:
                    wrong.append((one.name, sent, said))
    assert wrong == []


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "OPTIONS", "ANYTHING"])
async def test_no_page_answers_a_method_that_it_has_not(crawl: Crawl, method: str) -> None:
    async with crawl.browser("Cora") as browser:
        for path in {name.split()[1] for name in rows("Pages")}:
            at = path.replace("{record_id}", ABSENT).replace("{path}", "anything")
            at = at.replace("{showing_id}", ABSENT)
            at = at.replace("/static", "/static/understory.css")
            assert (await browser.request(method, at)).status_code == 405, path


@pytest.mark.parametrize("who", WHO)
async def test_an_enquiry_opens_as_the_table_says_and_to_others_as_if_there_were_none(
    crawl: Crawl, who: str
) -> None:
    (name,) = ENQUIRIES
    async with crawl.browser(who) as browser:
        found = await browser.get(f"/enquiries/{crawl.council.id_of(name)}")
        absent = await browser.get(f"/enquiries/{ABSENT}")
        sent = {**crawl.csrf(who), "text": LATER}
        answered = await browser.post(
            f"/enquiries/{crawl.council.id_of(name)}/answer", data=sent, follow_redirects=False
        )
    opens = (who, name) in READ_ENQUIRIES
    assert found.status_code == (200 if opens else 403)
    assert opens or found.text == absent.text
    assert answered.status_code == (303 if who == "Bert" else 403)
