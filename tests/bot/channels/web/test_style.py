"""The council style: GOV.UK Frontend's patterns without its brand, nothing from outside."""

import json
import re
from pathlib import Path

import jinja2
import pytest

from tests.each import each

WEB = Path(__file__).parents[4] / "bot" / "channels" / "web"
SHEET = WEB / "static" / "understory.css"
SCRIPTS = sorted((WEB / "static").glob("*.js"))
PICTURES = sorted((WEB / "static").glob("*.svg"))
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
SERVED = [SHEET, *SCRIPTS, *PICTURES, *TEMPLATES]

NAMESPACES = re.compile(r'xmlns(:\w+)?="http://www\.w3\.org/[^"]+"')
LINK_SELECTORS = re.compile(r'\[href\^="https?://"\]')


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("trace", ["url(", "@import", "@font-face", "gds", "crest", "crown"])
def test_the_stylesheet_holds_no_trace_of_the_brand_and_loads_nothing(trace: str) -> None:
    assert trace not in text_of(SHEET).lower()


def test_the_stylesheet_holds_the_patterns_it_was_built_for() -> None:
    sheet = text_of(SHEET)
    for pattern in (
        ".govuk-skip-link",
        ".govuk-error-summary",
        ".govuk-table",
        ".us-entry",
        ".us-chart",
    ):
        assert pattern in sheet
    assert "@media screen and (prefers-color-scheme: dark)" in sheet
    assert "@media print" in sheet


def test_every_pattern_that_a_page_names_is_in_the_stylesheet() -> None:
    sheet = text_of(SHEET).replace("\\", "")
    for path in TEMPLATES:
        # Of a pattern's parts some have no look of their own.
        patterns = set(re.findall(r"govuk-[a-z0-9!-]*[a-z0-9](?!\w)", text_of(path)))
        assert not {one for one in patterns if f".{one}" not in sheet}, path.name


def test_the_stylesheet_is_small_enough_for_a_phone() -> None:
    assert SHEET.stat().st_size < 75_000


def test_the_notice_of_the_patterns_licence_stands_beside_the_stylesheet() -> None:
    notice = text_of(WEB / "static" / "govuk-frontend.LICENSE.txt")
    assert "The MIT License" in notice
    assert "Government Digital Service" in notice
    assert "govuk-frontend.LICENSE.txt" in text_of(SHEET)


def test_the_build_names_exact_versions() -> None:
    package = json.loads(text_of(WEB / "style" / "package.json"))
    versions = package["devDependencies"]
    assert set(versions) == {"govuk-frontend", "purgecss", "sass"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())


def test_the_stylesheet_was_built_from_the_pinned_patterns() -> None:
    package = json.loads(text_of(WEB / "style" / "package.json"))
    version = package["devDependencies"]["govuk-frontend"]
    assert f'--govuk-frontend-version: "{version}"' in text_of(SHEET)


@each("path", SERVED)
def test_nothing_served_names_another_address(path: Path) -> None:
    text = LINK_SELECTORS.sub("", NAMESPACES.sub("", text_of(path)))
    assert not re.search(r"https?:|[\"'(=]\s*//\w", text)


@each("path", TEMPLATES)
def test_templates_hold_no_style_and_no_script_of_their_own(path: Path) -> None:
    text = text_of(path)
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:", text, re.IGNORECASE)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert re.search(r'\ssrc="\{\{ static \}\}/[a-z]+\.js"', tag)
    assert not re.search(r"<script\b[^>]*>\s*\S[^<]*</script>", text)


@each("path", SCRIPTS)
def test_scripts_set_no_style_and_evaluate_no_text(path: Path) -> None:
    text = text_of(path)
    assert not re.search(r"\.style\b|\beval\(|new Function|document\.write", text)


@each("path", TEMPLATES)
def test_templates_say_at_their_top_what_they_expect(path: Path) -> None:
    assert text_of(path).startswith("{#-")


@each("path", [*TEMPLATES, *SCRIPTS])
def test_whatever_a_page_asks_of_the_server_is_there(path: Path) -> None:
    asked = re.findall(r'"\{\{ static \}\}/([^"]+)"', text_of(path))
    asked += re.findall(r'from "\./([^"]+)"', text_of(path))
    assert all((WEB / "static" / name).is_file() for name in asked)
    assert '"/static' not in text_of(path)


def test_what_people_wrote_is_shown_as_text() -> None:
    entry = {"id": 1, "who": "person", "text": "<b>hid</b> & ran", "time": "9:02", "iso": ""}
    loader = jinja2.FileSystemLoader(WEB / "templates")
    templates = jinja2.Environment(loader=loader, autoescape=True)
    shown = templates.get_template("_entry.html").render(entry=entry)
    assert "&lt;b&gt;hid&lt;/b&gt; &amp; ran" in shown
    assert ">You<" in shown
