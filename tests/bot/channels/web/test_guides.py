"""The pages of the guides: for practice leads, in a browser, and nothing of a walk is stored."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlmodel import func, select

from bot.channels.web.guide_preview import MOST_SAID
from reports.all_guides import all_guides
from storage.tables import TABLES, AuditEvent, Person
from tests.bot.channels.web.contexts import DUTY, MORNING, Council, a_council, signed_in
from tests.factories import a_child, a_person
from tests.prompts.council import NEWEST, REFLECTION, VISIT, put
from tests.reports.factories import a_meeting, a_record
from tests.reports.test_auditors import audited
from tests.reports.tried import EFFECT, invented
from tests.storage.test_audits import DAY
from tests.storage.test_guide_use import a_draft


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Council]:
    with a_council(tmp_path, folder=tmp_path, duty=DUTY) as made:
        yield made


@pytest.fixture
def lead(council: Council) -> Person:
    with council.store.writing() as session:
        person = a_person(session, "Lena Frost", "practice lead", team=council.team)
        session.expunge(person)
    return person


def restarted(council: Council) -> Council:
    """Return the council as it is served after a restart."""
    assert council.context.folder
    guides = all_guides(council.store, council.context.folder)
    return replace(council, context=replace(council.context, guides=guides))


def rows(council: Council) -> dict[str, int]:
    """Return how many rows each table holds, but those of sessions and of the audit."""
    with council.store.reading() as session:
        return {
            table.__name__: session.exec(select(func.count()).select_from(table)).one()
            for table in TABLES
            if table.__name__ not in {"WebSession", "AuditEvent"}
        }


def words_of(page: httpx.Response) -> str:
    """Return what a page says, without its marks."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def fields(page: httpx.Response) -> dict[str, str]:
    """Return what the form of words on the page of a walk carries."""
    form = page.text.partition('<form method="post" action="/guides/preview#newest">')[2]
    form = form.partition("</form>")[0]
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found}


async def test_all_guides_stand_there_with_how_they_stand(council: Council, lead: Person) -> None:
    async with signed_in(council, lead) as browser:
        page = await browser.get("/guides")
    said = words_of(page)
    assert page.status_code == 200
    assert f"Version {NEWEST} asked now · comes with Understory 2 minutes · 2 questions" in said
    assert "Version 1 an earlier version: what it asked is read by it" in said
    assert "Left out" not in said


async def test_the_councils_own_are_asked_from_the_next_start_and_faults_are_said_at_once(
    council: Council, lead: Person, tmp_path: Path
) -> None:
    put(tmp_path / "guides", VISIT)
    put(tmp_path / "guides", "name =", "call/101.toml")
    async with signed_in(council, lead) as browser:
        said = words_of(await browser.get("/guides"))
    assert "Version 101 asked once Understory is started again · your council's own" in said
    assert "Left out, and everything else runs call/101.toml: this is not TOML" in said
    again = restarted(council)
    async with signed_in(again, lead) as browser:
        said = words_of(await browser.get("/guides"))
    assert "Version 101 asked now · your council's own 3 minutes · 2 questions" in said


async def test_what_changed_is_said_and_other_versions_are_led_to(
    council: Council, lead: Person, tmp_path: Path
) -> None:
    put(tmp_path / "guides", REFLECTION, "quick-reflection/101.toml")
    at = "/guides/diff?guide=quick-reflection&version=101"
    async with signed_in(council, lead) as browser:
        page = await browser.get(at)
        other = await browser.get(f"{at}&before=1")
        nowhere = [
            (await browser.get(f"/guides/diff?{query}")).status_code
            for query in (
                "",
                "guide=luck",
                "guide=personal-supervision&version=1",
                "guide=quick-reflection&version=101&before=9",
                "guide=quick-reflection&version=²",
                f"guide=quick-reflection&version={'9' * 5000}",
            )
        ]
    assert f"Reflection: from version {NEWEST} to 101" in words_of(page)
    assert 'and is "What was it like? Write or dictate it as it comes." now.' in words_of(page)
    assert "Compare with version 1" in words_of(page)
    assert "Reflection: from version 1 to 101" in words_of(other)
    assert nowhere == [404] * 6


async def test_how_a_guide_is_used_stands_in_counts_and_in_the_audit(
    council: Council, lead: Person
) -> None:
    with council.store.writing() as session:
        for _ in range(12):
            a_draft(
                session,
                *(("asked", "story"), ("answered", "story"), ("asked", "child")),
                ("skipped", "child"),
                guide="quick-reflection",
                version=2,
                opened_at=MORNING,
            )
        a_draft(session, ("asked", "story"), guide="quick-reflection", opened_at=MORNING)
    async with signed_in(council, lead) as browser:
        said = words_of(await browser.get("/guides/use?guide=quick-reflection"))
        unused = words_of(await browser.get("/guides/use?guide=personal-supervision"))
        missing = await browser.get("/guides/use?guide=luck")
    assert "Version 2: followed 12 times, by 12 people." in said
    assert "Question Child Asked 12 Answered 0 Skipped 12 Claims 0 Look at skipped by half" in said
    assert "Version 1: followed once, by one person. Fewer than 5 people used it" in said
    assert "Nobody has used it in the last 12 months." in unused
    assert missing.status_code == 404
    with council.store.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.deed == "guide use read")).first()
    assert event is not None
    assert (event.actor_id, event.noun_id) == (lead.id, "quick-reflection")


async def test_what_records_show_before_a_version_and_since_stands_beside_its_use(
    council: Council, lead: Person
) -> None:
    with council.store.writing() as session:
        invented(session, 2, EFFECT)
    async with signed_in(council, lead) as browser:
        said = words_of(await browser.get("/guides/use?guide=case-supervision"))
    assert "of the 91 days before, written with version 2, stand beside those of the 91" in said
    assert (
        "Records that weigh another explanation Before 97 of 234 (41%) Since 130 of 235 (55%) "
        "Change, with its 95% limits +14 in 100 (+5 to +23) More than chance yes"
    ) in said
    assert "no proof that one came of the other" in said


async def test_a_text_is_checked_walked_through_and_never_stored(
    council: Council, lead: Person
) -> None:
    before = rows(council)
    async with signed_in(council, lead) as browser:
        empty = await browser.get("/guides/check")
        csrf = {"csrf": unescape(re.findall(r'name="csrf" value="([^"]+)"', empty.text)[0])}
        broken = await browser.post(
            "/guides/check", data={**csrf, "draft": VISIT.replace("minutes = 3", "minutes = 0")}
        )
        sound = await browser.post("/guides/check", data={**csrf, "draft": VISIT})
        walk = await browser.post("/guides/preview", data={**csrf, "draft": VISIT})
        on = await browser.post("/guides/preview", data={**fields(walk), "text": "He hid."})
        not_one = await browser.post("/guides/preview", data={**csrf, "draft": "name ="})
    assert "There is one thing to mend" in words_of(broken)
    assert "draft: `minutes` is below 1. Say how long it takes." in words_of(broken)
    assert "<title>Error: " in broken.text
    assert "Nothing is wrong with it." in words_of(sound)
    assert "What did the child say or do?" in words_of(walk)
    assert "Were you alone with the child?" in words_of(on)
    assert not_one.status_code == 404
    assert rows(council) == before


async def test_a_walk_goes_on_as_the_chat_does_and_nothing_of_it_is_stored(
    council: Council, lead: Person
) -> None:
    before = rows(council)
    async with signed_in(council, lead) as browser:
        page = await browser.get("/guides/preview?guide=quick-reflection&version=2")
        assert "What happened?" in words_of(page)
        page = await browser.post("/guides/preview", data={**fields(page), "text": "She smiled."})
        assert "You She smiled." in re.sub(r" \d+:\d\d", "", words_of(page))
        for button in ("walk:0:no_child", "walk:0:enough", "walk:0:keep_private"):
            assert button in page.text
            page = await browser.post("/guides/preview", data={**fields(page), "button": button})
    said = words_of(page)
    assert "Here it is kept to oneself." in said
    assert "The walk is over, after 1 typed answer and 3 taps. Nothing was stored." in said
    assert "Write here" not in said
    assert rows(council) == before


async def test_whom_to_ring_is_told_in_a_walk_as_everywhere(council: Council, lead: Person) -> None:
    async with signed_in(council, lead) as browser:
        page = await browser.get("/guides/preview?guide=quick-reflection")
        page = await browser.post("/guides/preview", data={**fields(page), "text": "tonight"})
    assert "01632 960 417" in words_of(page)


async def test_what_is_filled_in_can_be_chosen_and_what_does_not_fit_is_said(
    council: Council, lead: Person
) -> None:
    async with signed_in(council, lead) as browser:
        page = await browser.get("/guides/preview?guide=case-supervision")
        assert "Decided on 13 October" in words_of(page)
        first = await browser.post("/guides/preview", data={**fields(page), "first": "yes"})
        chosen = await browser.post(
            "/guides/preview", data={**fields(page), "with.act_by": "Friday", "said": ""}
        )
        wrong = await browser.post(
            "/guides/preview", data={**fields(page), "with.last_action_count": "many"}
        )
    assert "No actions are left from last time." in words_of(first)
    assert "The date to act by was Friday." in words_of(chosen)
    assert "many does not fit last_action_count." in words_of(wrong)


@pytest.mark.parametrize("said", ["[", "[" * 9000, "3", '["", "x", "b??", "bskip", 7, null]', "{}"])
async def test_a_form_that_was_written_by_hand_is_a_walk_that_begins(
    council: Council, lead: Person, said: str
) -> None:
    async with signed_in(council, lead) as browser:
        page = await browser.get("/guides/preview?guide=quick-reflection")
        sent = {**fields(page), "said": said, "button": "??"}
        again = await browser.post("/guides/preview", data=sent)
    assert again.status_code == 200
    assert "What happened?" in words_of(again)


async def test_a_walk_does_not_grow_without_end(council: Council, lead: Person) -> None:
    said = "[" + ",".join(['"tone"'] * (MOST_SAID + 50)) + "]"
    async with signed_in(council, lead) as browser:
        page = await browser.get("/guides/preview?guide=quick-reflection")
        page = await browser.post("/guides/preview", data={**fields(page), "said": said})
    assert "This walk is long" in words_of(page)


async def test_how_far_two_auditors_agree_stands_on_the_page_of_what_they_are_asked(
    council: Council, lead: Person
) -> None:
    with council.store.writing() as session:
        two = [lead, a_person(session, "Mia", "practice lead", team=council.team)]
        worker = a_person(session, "Will", team=council.team, supervisor=council.supervisor)
        for number in range(10):
            record = a_record(session, a_meeting(session, worker, DAY), a_child(session))
            for one, depth in zip(two, ("tells", "reasons" if number else "tells"), strict=True):
                audited(session, record.id, one, depth, sends=True)
    async with signed_in(council, lead) as browser:
        said = words_of(await browser.get("/guides/use?guide=practice-audit"))
    assert "Two auditors read the same 10 records" in said
    assert "Depth: alike in 1 of 10, -0.73 beyond chance." in said
    assert "Mia" not in said


async def test_whoever_tends_no_guides_is_refused_and_the_audit_says_so(council: Council) -> None:
    async with signed_in(council, council.supervisor) as browser:
        page = await browser.get("/guides")
        absent = await browser.get("/guides/use?guide=luck")
    assert (page.status_code, absent.status_code) == (403, 403)
    assert "This is not open to you" in page.text
    with council.store.reading() as session:
        refused = session.exec(
            select(AuditEvent.actor_id).where(AuditEvent.deed == "guides refused")
        ).all()
    assert refused == [council.supervisor.id] * 2
