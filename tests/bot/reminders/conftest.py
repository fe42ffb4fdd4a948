"""Reminders run on both databases."""

from tests.storage.conftest import (
    embedded_store,
    postgres,
    postgres_store,
    shared_postgres_store,
    store,
)

__all__ = ["embedded_store", "postgres", "postgres_store", "shared_postgres_store", "store"]
