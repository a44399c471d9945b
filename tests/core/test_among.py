"""Many ids in one parameter find what `__in` finds."""

import pytest
from django.contrib.auth.models import Permission

from comptoir.core.among import Among

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("column", ["id", "content_type_id", "content_type__id"])
def test_it_finds_what_in_finds(column: str) -> None:
    some = sorted(Permission.objects.values_list(column, flat=True))[::3]
    assert some
    for ids in (some, some[:1], [], [*some, 10**12]):
        expected = Permission.objects.filter(**{f"{column}__in": ids}).order_by("id")
        found = Permission.objects.filter(Among(column, ids)).order_by("id")
        assert list(found) == list(expected)
