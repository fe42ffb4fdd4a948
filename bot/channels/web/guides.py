"""The guides, for practice leads: what there is, what is wrong, what changed, how one is used."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import Response

from bot.channels.web.context import WebContext, context_of
from bot.channels.web.errors import ForbiddenError, NotFoundError
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, posted, signed_in
from bot.channels.web.words import words
from practice.access import may_tend_guides
from prompts.council_guides import FIRST, draft_faults
from prompts.errors import PromptsError
from prompts.guide import Guide
from prompts.guide_changes import changes
from prompts.loader import Guides
from prompts.phrases import phrase, phrases
from prompts.question import Kind
from reports import guide_use, trials
from reports.all_guides import all_guides
from storage import audit
from storage.access import viewer_of

router = APIRouter()

GUIDES = "/guides"


def tends(context: WebContext, who: SignedIn) -> SignedIn:
    """Return who tends the guides; raises ForbiddenError for others, and the audit says so."""
    with context.store.reading() as session:
        if may_tend_guides(viewer_of(session, who.person)):
            return who
    with context.store.writing() as session:
        at, actor = context.clock.now(), who.person.id
        audit.record(session, "guides refused", "guide", None, actor=actor, at=at)
    raise ForbiddenError("not_for_you")


def lead(request: Request, who: Annotated[SignedIn, Depends(signed_in)]) -> SignedIn:
    """Return who asks for a page of the guides; raises ForbiddenError for nobody who may."""
    return tends(context_of(request), who)


def posting_lead(request: Request, who: Annotated[SignedIn, Depends(posted)]) -> SignedIn:
    """Return the same of who posts a form of ours."""
    return tends(context_of(request), who)


def known_guides(context: WebContext) -> Guides:
    """Return the guides as their files are now: those that are asked were read at the start."""
    if context.folder is None:
        return context.guides
    return all_guides(context.store, context.folder)


def one_of(guides: Guides, name: str, version: str) -> Guide:
    """Return the version of a guide that an address names; raises NotFoundError for none."""
    is_number = version.isascii() and version.isdecimal() and len(version) < len(str(FIRST)) + 2
    try:
        if not version:
            return guides.newest(name)
        return guides.version(name, int(version) if is_number else 0)
    except PromptsError as fault:
        raise NotFoundError from fault


@router.get(GUIDES)
def show(request: Request, who: Annotated[SignedIn, Depends(lead)]) -> Response:
    """Return the page of all guides, and of what is wrong with those of the council."""
    context = context_of(request)
    guides = known_guides(context)
    names = sorted({guide.name for guide in guides.every()})
    values = {
        "title": words("guide_pages.title"),
        "about": words("guide_pages.about"),
        "faults": list(map(str, guides.faults)),
        "left_out": words("guide_pages.left_out"),
        "guides": [_listed(context, guides, name) for name in names],
        "check": f"{GUIDES}/check",
        "check_label": words("guide_pages.check"),
    }
    return page(context, "guide_list.html", values, person=who.person, here=GUIDES)


def _listed(context: WebContext, guides: Guides, name: str) -> dict[str, object]:
    versions = guides.versions(name)
    first = versions[0].version
    return {
        "name": name,
        "title": versions[-1].title,
        "use": f"{GUIDES}/use?guide={name}",
        "versions": [
            _version(context, guides, guide, is_first=guide.version == first)
            for guide in reversed(versions)
        ],
    }


def _version(
    context: WebContext, guides: Guides, guide: Guide, *, is_first: bool
) -> dict[str, object]:
    questions = sum(question.kind is not Kind.NOTE for _, question in guide.questions())
    place, at = (guide.name, guide.version), f"guide={guide.name}&version={guide.version}"
    size = {"minutes": guide.minutes, "questions": questions, "probes": len(guide.probes)}
    return {
        "called": words("guide_pages.version", version=guide.version),
        "state": _state(context.guides, guide),
        "whose": words(
            "guide_pages.of_council" if place in guides.sources else "guide_pages.ships"
        ),
        "size": words("guide_pages.size", **size),
        "preview": f"{GUIDES}/preview?{at}",
        "diff": None if is_first else f"{GUIDES}/diff?{at}",
    }


def _state(asked: Guides, guide: Guide) -> str:
    """Return how a version stands with the guides that are asked, which were read at the start."""
    place = (guide.name, guide.version)
    if place not in asked.digests():
        return words("guide_pages.from_next_start")
    if place in asked.withdrawn:
        return words("guide_pages.taken_away")
    is_newest = asked.newest(guide.name).version == guide.version
    return words("guide_pages.asked" if is_newest else "guide_pages.earlier")


@router.get(f"{GUIDES}/diff")
def show_changes(
    request: Request,
    who: Annotated[SignedIn, Depends(lead)],
    guide: Annotated[str, Query()] = "",
    version: Annotated[str, Query()] = "",
    before: Annotated[str, Query()] = "",
) -> Response:
    """Return the page of what changed since an earlier version: the one before, unless asked."""
    context = context_of(request)
    guides = known_guides(context)
    after = one_of(guides, guide, version)
    earlier = [one.version for one in guides.versions(guide) if one.version < after.version]
    if not earlier:
        raise NotFoundError
    stood = one_of(guides, guide, before or str(max(earlier)))
    values = {
        "title": words(
            "guide_pages.diff", title=after.title, before=stood.version, after=after.version
        ),
        "changes": changes(stood, after),
        "others": [
            {
                "href": f"{GUIDES}/diff?guide={guide}&version={after.version}&before={one}",
                "label": words("guide_pages.compare", version=one),
            }
            for one in earlier
            if one != stood.version
        ],
        "back": back(),
    }
    return page(context, "guide_diff.html", values, person=who.person, here=GUIDES)


@router.get(f"{GUIDES}/use")
def show_use(
    request: Request,
    who: Annotated[SignedIn, Depends(lead)],
    guide: Annotated[str, Query()] = "",
) -> Response:
    """Return the page of how a guide is used: counts, by version and question."""
    context, now = context_of(request), context_of(request).clock.now()
    guides = known_guides(context)
    versions = guides.versions(guide)
    if not versions:
        raise NotFoundError
    with context.store.reading() as session:
        found = guide_use.used(session, guides, guide, now)
    with context.store.writing() as session:
        audit.record(session, "guide use read", "guide", guide, actor=who.person.id, at=now)
    values = {
        "title": words("guide_pages.use", title=versions[-1].title),
        "since": phrase("guides.use.since", months=guide_use.MONTHS),
        "nobody": phrase("guides.use.nobody", months=guide_use.MONTHS),
        "versions": found,
        "columns": phrases("guides.use"),
        "trial": trials.say,
        "back": back(),
    }
    return page(context, "guide_use.html", values, person=who.person, here=GUIDES)


@router.get(f"{GUIDES}/check")
def ask_draft(request: Request, who: Annotated[SignedIn, Depends(lead)]) -> Response:
    """Return the page that takes the text of a guide to be checked."""
    return _checked(context_of(request), who, "", None)


@router.post(f"{GUIDES}/check")
def check_draft(
    request: Request,
    who: Annotated[SignedIn, Depends(posting_lead)],
    draft: Annotated[str, Form()] = "",
) -> Response:
    """Return the page of what is wrong with the text of a guide. Nothing is stored."""
    context = context_of(request)
    return _checked(context, who, draft, draft_faults(draft, known_guides(context)))


def _checked(context: WebContext, who: SignedIn, draft: str, faults: list[str] | None) -> Response:
    values = {
        "title": words("guide_pages.check"),
        "about": words("guide_pages.check_about", first=FIRST),
        "draft": draft,
        "faults": faults,
        "wrong": words("guide_pages.wrong", count=len(faults)) if faults else None,
        "sound": words("guide_pages.sound"),
        "action": f"{GUIDES}/check",
        "preview": f"{GUIDES}/preview",
        "csrf": who.csrf,
        "back": back(),
    }
    return page(context, "guide_check.html", values, person=who.person, here=GUIDES)


def back() -> dict[str, str]:
    """Return the link back to all guides."""
    return {"href": GUIDES, "label": words("guide_pages.back")}
