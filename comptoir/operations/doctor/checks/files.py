"""Files that rows name are in the storage."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.stored_files import named_files


def present(scope: Scope) -> Iterator[Finding]:
    """Each picture, logo and kept file is there."""
    for shop, name, needed in named_files(scope.shop_id):
        if needed and not default_storage.exists(name):
            yield Finding(scope.slug(shop), name, _("The file is missing in the storage."))
