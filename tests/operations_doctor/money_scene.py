"""Money that came by itself: an order paid through a provider, another by a line of the bank."""

from datetime import datetime

from comptoir.core.actor import customer, system
from comptoir.methods.actions.note_connection import note_connection
from comptoir.methods.models import PaymentMethod
from comptoir.orders.models import Order
from comptoir.payments.actions.begin_attempt import begin_attempt
from comptoir.payments.actions.book_line import book_line
from comptoir.payments.actions.keep_notice import keep_notice
from comptoir.payments.actions.note_begun import note_begun
from comptoir.payments.actions.note_facts import note_facts
from comptoir.payments.actions.set_up_provider import set_up_provider
from comptoir.payments.actions.take_bank_lines import take_bank_lines
from comptoir.payments.actions.upload_bank_file import upload_bank_file
from comptoir.payments.matching import Part
from comptoir.payments.models import BankLine
from comptoir.payments.providers.interface import Facts, Received, Standing
from comptoir.payments.statements.plain import Line
from tests.factories import member_of


def paid_online(order: Order, method: PaymentMethod, now: datetime) -> None:
    """The provider reported the order's money, and a notice of it came."""
    shop_id, staff = order.shop_id, member_of(order.shop)
    keys = {"secret_key": "sk_test_1", "signing_secret": "whsec_1"}
    account = set_up_provider(
        shop_id=shop_id, method_id=method.id, test=True, keys=keys, actor=staff, now=now
    )
    note_connection(shop_id=shop_id, method_id=method.id, connected=True, actor=staff, now=now)
    attempt = begin_attempt(
        shop_id=shop_id,
        order_id=order.id,
        account_id=account.id,
        actor=customer(shop_id),
        now=now,
    )
    note_begun(
        shop_id=shop_id, attempt_id=attempt.id, reference="cs_1", url="https://pay.example", now=now
    )
    facts = Facts(Standing.PAID, (Received("pi_1", order.total, order.currency),))
    note_facts(shop_id=shop_id, attempt_id=attempt.id, facts=facts, actor=system(shop_id), now=now)
    keep_notice(
        shop_id=shop_id,
        account_id=account.id,
        event_id="evt_1",
        body='{"id": "evt_1"}',
        headers={},
        proven=True,
        now=now,
    )


def paid_by_bank(order: Order, now: datetime) -> BankLine:
    """A line of the bank stands booked on the order."""
    shop_id, staff = order.shop_id, member_of(order.shop)
    file = upload_bank_file(
        shop_id=shop_id,
        file="",
        file_name="june.xml",
        account="",
        dry_run=False,
        language="en",
        queued=False,
        actor=staff,
        now=now,
    )
    line = Line(now.date(), now.date(), order.total, text=order.number)
    take_bank_lines(
        shop_id=shop_id,
        file=file,
        account="FR7630006000011234567890189",
        currency=order.currency,
        kind="camt.053",
        trusted=True,
        lines=[("print-1", line)],
        paired=set(),
        now=now,
    )
    return book_line(
        shop_id=shop_id,
        line_id=BankLine.objects.get(shop_id=shop_id).id,
        parts=[Part(order.id, order.total)],
        method="Bank transfer",
        actor=staff,
        now=now,
    )
