"""The tables that are filled, and the columns of their rows in the order they are written."""

from typing import Any

from django.db.models import Model

from comptoir.catalog.models import StockChange
from comptoir.core.models import Event
from comptoir.mailing.models import Message, MessageBody
from comptoir.orders.models import (
    Order,
    OrderLine,
    OrderSearch,
    OrderTag,
    Parcel,
    ParcelLine,
    Payment,
)

Row = tuple[Any, ...]

COLUMNS: dict[type[Model], str] = {
    Order: (
        "id shop_id number reference token source basket_id language currency placed_at "
        "email name phone company vat_number billing delivery city country "
        "delivery_method_id payment_method_id delivery_as_was payment_as_was terms_id "
        "customer_note comment items net tax total received refunded payment_state handling "
        "place place_before_trash ready_at dispatched_at completed_at cancelled_at archived_at "
        "deleted_at withdrawn_at anonymised_at changed_at version remind_at expire_at"
    ),
    OrderLine: (
        "id shop_id order_id position kind variant_id names sku quantity unit_price net tax "
        "gross rate tax_class tax_category country stock_held"
    ),
    OrderSearch: "key shop_id order_id text",
    OrderTag: "id shop_id order_id tag_id",
    Payment: (
        "id shop_id order_id kind amount received_on method provider reference voided_at created_at "
        "pending of_id"
    ),
    Parcel: (
        "id shop_id order_id position tracking_number carrier carrier_name tracking_url "
        "dispatched_at removed_at"
    ),
    ParcelLine: "id shop_id parcel_id line_id quantity",
    StockChange: "id shop_id variant_id delta reason order_id actor_name at",
    Event: (
        "id shop_id subject_kind subject_id kind actor_kind actor_id actor_name at before after "
        "undoes_id"
    ),
    Message: (
        "id shop_id order_id event_id kind recipient sender sender_name reply_to subject language "
        "message_id logo state reason answer attempts next_try created_at sent_at "
        "code"
    ),
    MessageBody: "message_id html_packed text_packed",
}


def columns(model: type[Model]) -> list[str]:
    """Its columns as written here; stops the load when the model has others by now."""
    named = COLUMNS[model].split()
    there = {str(field.column) for field in model._meta.concrete_fields}
    if set(named) != there:
        missing, gone = sorted(there - set(named)), sorted(set(named) - there)
        raise SystemExit(
            f"{model.__name__} has changed: new {missing}, gone {gone}; see {__name__}"
        )
    return named


def table(model: type[Model]) -> str:
    return model._meta.db_table
