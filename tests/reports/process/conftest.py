"""A service whose records say how much of them is about process; no error is published for it."""

from pathlib import Path

import pytest
from sqlmodel import Session

from practice.evidence import process_error as publishing
from tests.reports.process.service import Service


@pytest.fixture
def service(session: Session) -> Service:
    return Service(session)


@pytest.fixture(autouse=True)
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let no error be published but what a test writes."""
    path = tmp_path / "process_error.json"
    module = publishing.__globals__
    monkeypatch.setitem(module, "PUBLISHED", path)
    return path
