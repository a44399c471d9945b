"""An order as the product describes it, written apart from the code: flags, and what changes them.

Nothing here looks at the product's own rules or tables.
"""

from collections.abc import Iterable, Mapping
from typing import Any

Flags = dict[str, Any]
# (money went back, some was received, kept against total) by hand from the table of states.
LESS, EQUAL, MORE = "less", "equal", "more"
PAYMENT_WORDS = {
    (False, LESS): "partly_paid",
    (False, EQUAL): "paid",
    (False, MORE): "overpaid",
    (True, LESS): "partly_refunded",
    (True, EQUAL): "paid",
    (True, MORE): "overpaid",
}


def new_flags(email: str, city: str, *, pickup: bool) -> Flags:
    return {
        "place": "active",
        "before_trash": "",
        "cancelled": False,
        "completed": False,
        "ready": False,
        "withdrawn": False,
        "comment": "",
        "email": email,
        "city": city,
        "anonymised": False,
        "pickup": pickup,
    }


def money(flags: Flags) -> tuple[int, int]:
    """What came in and what went back, without what was voided."""
    live = [value for name, value in flags.items() if name.startswith("money:") and value]
    return (
        sum(amount for kind, amount in live if kind == "payment"),
        sum(amount for kind, amount in live if kind == "refund"),
    )


def payment_word(total: int, received: int, refunded: int) -> str:
    kept = received - refunded
    if refunded and not kept:
        return "refunded"
    if not received:
        return "unpaid" if total > 0 else "paid"
    size = LESS if kept < total else MORE if kept > total else EQUAL
    return PAYMENT_WORDS[refunded > 0, size]


def sent(flags: Flags, line: int) -> int:
    parcels = [value for name, value in flags.items() if name.startswith("parcel:") and value]
    return sum(parcel.get(line, 0) for parcel in parcels)


def left(flags: Flags, lines: Mapping[int, int]) -> dict[int, int]:
    """Line → pieces still to be sent; nothing of what is completed."""
    if flags["completed"]:
        return {}
    found = {line: pieces - sent(flags, line) for line, pieces in lines.items()}
    return {line: pieces for line, pieces in found.items() if pieces > 0}


def handling_word(flags: Flags, lines: Mapping[int, int]) -> str:
    if flags["completed"]:
        return "completed"
    if not left(flags, lines):
        return "dispatched"
    if any(sent(flags, line) for line in lines):
        return "partly_dispatched"
    return "ready" if flags["ready"] else "open"


def tags(flags: Flags) -> set[str]:
    return {name[4:] for name, value in flags.items() if name.startswith("tag:") and value}


def parcels(flags: Flags) -> set[int]:
    return {int(name[7:]) for name, value in flags.items() if name.startswith("parcel:") and value}


def outcome(
    name: str, flags: Flags, values: Mapping[str, Any], *, total: int, lines: Mapping[int, int]
) -> Flags | None:
    """The flags that the step changes; None if it must change nothing, refused or not."""
    trash, here = flags["place"] == "trash", flags["place"]
    living = not trash and not flags["cancelled"]
    received, refunded = money(flags)
    plain: dict[str, tuple[bool, Flags]] = {
        "archive": (
            here == "active" and (flags["completed"] or flags["cancelled"]),
            {"place": "archived"},
        ),
        "unarchive": (here == "archived", {"place": "active"}),
        "cancel": (not trash and not flags["cancelled"], {"cancelled": True}),
        "reinstate": (not trash and flags["cancelled"], {"cancelled": False}),
        "complete": (living and not flags["completed"], {"completed": True}),
        "reopen": (not trash and flags["completed"], {"completed": False}),
        "mark_ready": (
            living and flags["pickup"] and not flags["completed"] and not flags["ready"],
            {"ready": True},
        ),
        "delete": (not trash, {"place": "trash", "before_trash": here}),
        "restore": (trash, {"place": flags["before_trash"] or "active", "before_trash": ""}),
        "withdraw": (not flags["withdrawn"], {"withdrawn": True}),
        "set_comment": (True, {"comment": values.get("text")}),
        "correct_contact": (True, {"email": values.get("email")}),
        "correct_address": (True, {"city": values.get("city")}),
        "add_tag": (
            not flags.get(f"tag:{values.get('name')}"),
            {f"tag:{values.get('name')}": True},
        ),
        "remove_tag": (
            bool(flags.get(f"tag:{values.get('name')}")),
            {f"tag:{values.get('name')}": False},
        ),
        "anonymise": (
            here != "active" and not flags["anonymised"],
            {"anonymised": True, "email": "", "city": "", "comment": ""}
            | dict.fromkeys((f"tag:{tag}" for tag in tags(flags)), False),
        ),
        "add_parcel": (living and _fits(values.get("quantities"), left(flags, lines)), {}),
        "mark_paid": (not trash and _asked(values, total - received + refunded) > 0, {}),
        "refund": (not trash and 0 < (values.get("amount") or 0) <= received - refunded, {}),
    }
    if name in plain:
        may, change = plain[name]
        return change if may else None
    return _of_one(name, flags, values, trash)


def _fits(wanted: Mapping[int, int] | None, there: Mapping[int, int]) -> bool:
    """What is to be packed is still there; None: all that is left."""
    if wanted is None:
        return bool(there)
    return all(0 < pieces <= there.get(line, 0) for line, pieces in wanted.items())


def _asked(values: Mapping[str, Any], due: int) -> int:
    amount = values.get("amount")
    return due if amount is None else amount


def _of_one(name: str, flags: Flags, values: Mapping[str, Any], trash: bool) -> Flags | None:
    """Steps on one payment or one parcel."""
    key = f"money:{values['payment_id']}" if name == "void" else f"parcel:{values['parcel_id']}"
    if trash or not flags.get(key):
        return None
    if name == "correct_parcel":
        return {}
    after = {key: None}
    received, refunded = money(flags | after)
    return after if refunded <= received else None


def may_be_purged(flags: Flags) -> bool:
    """In the trash, and no money was ever booked, not even by mistake."""
    return flags["place"] == "trash" and not any(name.startswith("money:") for name in flags)


def without_gap(numbers: Iterable[str]) -> bool:
    counted = sorted(int(number.split("-")[1]) for number in numbers)
    return counted == list(range(1, len(counted) + 1))
