"""The pages for people name only files, commands, markers and links that there are."""

import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import typer
from typer.core import TyperGroup
from typer.main import get_command

from bot.__main__ import app
from bot.registered_commands import COMMANDS
from prompts.phrases import phrase, phrases
from reports.render.formats import FORMATS
from tests.each import each
from tests.lint import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("bot/**/style/*.md")]
FOLDERS = ("bot", "prompts", "storage", "reports", "practice", "tests", "docs", ".ci")
# What a reader puts another word in for, and what their own files are called.
ANY = re.compile(r"<[^<>]*>")
# A folder of records or of a key, and a list of people or children, where no folder leads to it.
BESIDE_THE_CODE = re.compile(
    r"(?<![\w/.*-])(understory-[a-z]+(?=/|$)|[a-z_]+\.(?:csv|xlsx)|drill)(?![\w.])"
)
# The pages whose steps are followed word for word.
FOLLOWED = {"README.md", "operations.md", "backup.md"}
CHOSEN = re.compile(r"(?:(?:people|reader|guides|imports?) )?[a-z]+")
STANDS_FOR = {"KIND": "teams", "NUMBER": "1"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MARKERS = {one.split(":")[0] for one in PROJECT["tool"]["pytest"]["ini_options"]["markers"]}


def code(page: Path) -> Iterator[str]:
    """Yield what stands in a page as code: between ticks, and the lines of blocks."""
    text = page.read_text(encoding="utf-8")
    yield from re.findall(r"`([^`\n]+)`", text)
    yield from re.findall(r"^ {4,}(\S.*?)(?:  +#.*)?$", text, re.MULTILINE)


def words(page: Path) -> Iterator[str]:
    for line in code(page):
        yield from line.split()


def named_files(page: Path) -> Iterator[str]:
    """Yield each path of ours that a page names, from its own folder or the project's."""
    for word in words(page):
        bare = word.rstrip(".,;:")
        if bare.startswith(tuple(f"{folder}/" for folder in (*FOLDERS, "decisions"))):
            yield bare


@each("page", PAGES)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    missing = [
        name
        for name in named_files(page)
        if not any(any(folder.glob(ANY.sub("*", name))) for folder in (ROOT, page.parent))
    ]
    assert missing == []


@each("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    ours = [link for link in links if "://" not in link]
    assert [link for link in ours if not (page.parent / link).exists()] == []


@each("page", PAGES)
def test_every_command_a_page_gives_is_there(page: Path) -> None:
    given = "\n".join(code(page))
    commands = re.findall(r"\bunderstory ([a-z]+)\b", given)
    assert set(commands) <= set(getattr(get_command(app), "commands", {}))
    modules = re.findall(r"python -m ([a-z_.]+[a-z])", given)
    ours = [module for module in modules if module not in sys.stdlib_module_names]
    places = [ROOT / module.replace(".", "/") for module in ours]
    assert [p for p in places if not (p.is_dir() or p.with_suffix(".py").is_file())] == []
    assert set(re.findall(r"pytest .*?-m ([a-z]+)", given)) <= MARKERS


def given_to_run(page: Path) -> Iterator[list[str]]:
    """Yield the words after "understory" of each command that a page gives to be run as it stands.

    In prose a bare name names a command; in the pages that are followed step by step it is run.
    """
    for line in code(page):
        for given in re.findall(r"(?<![\w/-])understory ([a-z][^>|]*)", line):
            words_of_it = shlex.split(given)
            if page.name in FOLLOWED or not CHOSEN.fullmatch(given.strip()):
                yield [STANDS_FOR.get(word, word) for word in words_of_it]


def _stands_alone(command: TyperGroup, rest: list[str]) -> bool:
    """Say whether a group of commands is given without one of them, as it can be."""
    return command.invoke_without_command and (not rest or rest[0].startswith("-"))


@each("page", PAGES)
def test_every_command_a_page_gives_is_accepted_with_what_it_is_given(page: Path) -> None:
    for given in given_to_run(page):
        command, rest = get_command(app), given
        context = typer.Context(command, info_name="understory")
        while isinstance(command, TyperGroup) and not _stands_alone(command, rest):
            _, found, rest = command.resolve_command(context, rest)
            assert found is not None
            command = found
        refused = None
        try:
            command.make_context(command.name, list(rest), parent=context)
        except Exception as fault:  # noqa: BLE001 - whatever it says of these words
            refused = fault
        assert refused is None, f"understory {' '.join(given)}: {refused}"


def test_every_command_of_the_chat_is_in_the_help_the_menu_and_the_readme() -> None:
    named = set(COMMANDS) - {"start"}
    assert set(re.findall(r"^/([a-z]+)", phrase("help.commands"), re.MULTILINE)) == named
    assert set(phrases("telegram.commands")) == named
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `/([a-z]+)`", readme, re.MULTILINE)) == named


def test_nothing_that_is_said_not_to_be_built_is_a_format_that_is() -> None:
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    said = page.partition("## What is not built yet")[2].casefold()
    named = {"docx": "word", "xlsx": "excel"}
    assert said
    assert [name for name in FORMATS if named.get(name, name) in re.findall(r"\w+", said)] == []


def test_what_a_page_lets_one_keep_beside_the_code_is_never_committed(tmp_path: Path) -> None:
    named = {name for page in PAGES for name in kept_beside(page)}
    (tmp_path / ".gitignore").write_text((ROOT / ".gitignore").read_text(encoding="utf-8"))
    git = ["git", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "--quiet"], check=True)
    ignored = subprocess.run(
        [*git, "check-ignore", *named], capture_output=True, text=True, check=True
    )
    assert set(ignored.stdout.split()) == named


def kept_beside(page: Path) -> set[str]:
    """Return what a page names of a council's own: folders of records, lists, what is taken out."""
    named = {name for word in words(page) for name in BESIDE_THE_CODE.findall(word)}
    return named | set(re.findall(r"--out (?!/)([\w.-]+)", "\n".join(code(page))))


def test_no_word_of_the_glossary_stands_twice() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \|", glossary, re.MULTILINE)
    entries = [word for row in rows if row.strip("-") for word in row.split(", ")]
    terms = [word for word in entries if word != "word"]
    assert len(terms) == len(set(terms)) > 0
