"""The guard itself: a write past the door fails, also in another thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from comptoir.core.database import write
from tests.guard import WriteOutsideTheDoor

REMOVE = 'DELETE FROM "catalog_product" WHERE 1 = 0'


def _remove() -> None:
    with connection.cursor() as cursor:
        cursor.execute(REMOVE)


def _remove_and_close() -> None:
    try:
        _remove()
    finally:
        connection.close()


@pytest.mark.django_db
def test_a_write_past_the_door_fails() -> None:
    with pytest.raises(WriteOutsideTheDoor):
        _remove()


@pytest.mark.django_db(transaction=True)
def test_a_write_past_the_door_fails_in_a_thread() -> None:
    with ThreadPoolExecutor(1) as threads, pytest.raises(WriteOutsideTheDoor):
        threads.submit(_remove_and_close).result()


@pytest.mark.django_db
def test_a_write_through_the_door_passes() -> None:
    with write():
        _remove()


@pytest.mark.django_db
def test_reads_and_exceptions_pass(unguarded: None) -> None:
    ContentType.objects.count()
    _remove()
