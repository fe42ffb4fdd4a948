"""A summary as PDF by Typst: tagged as PDF/UA-1 asks, which refuses a picture without words."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from reports.render.paper import Detail, Paper, paper, words_of
from reports.view import Section, Summary
from reports.wording import TEMPLATES, say

if TYPE_CHECKING:
    from typst import Fonts

STANDARD: Final = "ua-1"
_WORDS = ("findings", "page", "of")


def pdf(summary: Summary) -> bytes:
    """Return the document; the same of the same summary, and nothing is fetched for it."""
    import typst  # noqa: PLC0415 - large, and loaded by whoever asks for a PDF

    compiler = typst.Compiler(
        (TEMPLATES / "summary.typ").read_bytes(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_plain(paper(summary, charts=True)))},
    )
    made = compiler.compile(
        format="pdf", pdf_standards=STANDARD, timestamp=int(summary.as_of.timestamp())
    )
    assert isinstance(made, bytes)  # noqa: S101  # nosec B101 - a PDF is one file
    return made


@cache
def _fonts() -> "Fonts":
    """Return the fonts that Typst brings along: what the machine has would change the pages."""
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False)


def _plain(made: Paper) -> dict[str, Any]:
    # Not by asdict, which copies every cell of every table first.
    return {
        "title": made.title,
        "team": made.team,
        "month": made.month,
        "known": made.known,
        "note": made.note,
        "end": made.end,
        "words": {name: say(f"file.{name}") for name in _WORDS},
        "lead": _section(made.lead),
        "findings": [vars(one) for one in made.findings],
        "sections": [_section(one) for one in made.sections],
        "groups": [
            {
                "heading": group.heading,
                "overview": vars(group.overview),
                "details": [_detail(one) for one in group.details],
            }
            for group in made.groups
        ],
        "quality": vars(made.quality),
    }


def _section(section: Section) -> dict[str, Any]:
    return {"heading": section.heading, "sentences": list(words_of(section))}


def _detail(detail: Detail) -> dict[str, Any]:
    drawn = detail.drawing
    return {
        "label": detail.label,
        "words": detail.words,
        "meaning": detail.meaning,
        "months": vars(detail.months),
        "svg": drawn.svg if drawn else None,
        "drawn": drawn.words if drawn else None,
    }
