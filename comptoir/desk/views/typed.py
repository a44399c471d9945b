"""What was typed before signing in again."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from comptoir.desk.access import AccountRequest, account_view
from comptoir.desk.typed import leave


@account_view
@require_POST
def typed_leave(request: AccountRequest) -> HttpResponse:
    """What was typed before signing in again is let go; back to where that was."""
    return redirect(leave(request))
