"""Movements that have nothing to do with the shop's orders."""

from datetime import date, timedelta
from random import Random

from tests.payments.synthetic_year.cases import FIRST_DAY, Case, working
from tests.payments.synthetic_year.model import YEAR, Order, Transfer
from tests.payments.synthetic_year.people import iban

# Kind: who, what the text says, least and most in cents (negative: out).
PLAIN = {
    "card settlement": (
        ("SumUp Limited", "SUMUP PAYOUT {a} PID{b}"),
        ("Stripe Technology Europe Ltd", "STRIPE {b}"),
        ("First Data GmbH", "EC-UMSATZ {a} TERMINAL {c}"),
        ("PayPal Europe S.a.r.l. et Cie S.C.A.", "{b} PAYPAL Abbuchung vom PayPal-Konto"),
    ),
    "supplier": (
        ("Wachs & Docht Großhandel KG", "Rechnung {a} Kd.-Nr. {c}"),
        ("Céramiques du Midi SARL", "Facture F{a}"),
        ("Verpackung Nord GmbH", "RE {a} abzgl. 2% Skonto"),
        ("DHL Paket GmbH", "Rechnungsnr. {b}"),
    ),
    "supplier's refund": (
        ("Wachs & Docht Großhandel KG", "Gutschrift {a} Kd.-Nr. {c}"),
        ("Céramiques du Midi SARL", "Avoir A{a}"),
        ("Stadtwerke Musterstadt", "Guthaben Abrechnung {b}"),
    ),
    "salary": (("Jana Weiß", "Lohn {month}"), ("Émile Lefèvre", "Gehalt {month}")),
    "bank charge": (("", "Entgelt Kontoführung {month}"), ("", "Entgelt Überweisungen {month}")),
    "tax": (("Finanzamt Köln-Mitte", "USt {month} StNr 214/{c}/{a}"),),
    "rent": (("Hausverwaltung Brück", "Miete Laden {month}"),),
}
RANGES = {
    "card settlement": (4_000, 220_000),
    "supplier": (-240_000, -2_500),
    "supplier's refund": (900, 30_000),
    "salary": (-240_000, -60_000),
    "bank charge": (-2_990, -250),
    "tax": (-480_000, -20_000),
    "rent": (-145_000, -145_000),
}
OWN_MATTERS = (
    "Danke fürs Auslegen",
    "Spende Sommerfest",
    "Rückzahlung Darlehen",
    "Kaution Marktstand",
    "Workshop Töpfern",
    "Acompte stage",
    "Anteil Standmiete Weihnachtsmarkt",
)


def plain(random: Random, kind: str) -> Transfer:
    """Settlements, suppliers, wages: with numbers of their own, never one of an order's."""
    who, says = random.choice(PLAIN[kind])
    day = working(_day(random))
    text = says.format(
        a=random.randrange(100_000, 1_000_000),
        b=random.randrange(10**9, 10**10),
        c=random.randrange(1000, 10_000),
        month=f"{day.month:02}/{YEAR}",
    )
    amount = random.randint(*RANGES[kind])
    return _transfer(kind, day, amount, who, text, iban(random, "DE") if who else "")


def same_amount(random: Random, case: Case, name: str) -> Transfer:
    """A stranger pays for something else just what an order in waiting costs."""
    order = case.orders[-1]
    day = working(order.placed_at.date() + timedelta(days=1))
    return _transfer(
        "amount of an open order",
        day,
        order.total,
        name,
        random.choice(OWN_MATTERS),
        iban(random, "DE"),
    )


def foreign_document(random: Random, order: Order) -> Transfer:
    """Somebody else numbers papers as the shop does; the amount is not the order's."""
    amount = order.total
    while amount == order.total:
        amount = random.randint(900, 30_000)
    who, word = random.choice(
        (("Papier Schütz OHG", "Gutschrift"), ("Ateliers Réunis SAS", "Avoir"))
    )
    return _transfer(
        "another's document with our number",
        working(order.placed_at.date() + timedelta(days=random.randrange(1, 15))),
        amount,
        who,
        f"{word} {order.number}",
        iban(random, "DE"),
    )


def something_else(random: Random, order: Order, totals: set[int]) -> Transfer:
    """A customer with an order in waiting pays for another thing, with another amount."""
    amount = random.randint(1_000, 20_000)
    while amount in totals:
        amount += 1
    customer = order.customer
    return _transfer(
        "customer pays something else",
        working(order.placed_at.date() + timedelta(days=1)),
        amount,
        customer.company or customer.name,
        random.choice(OWN_MATTERS),
        customer.iban,
    )


def _day(random: Random) -> date:
    return FIRST_DAY + timedelta(days=random.randrange(362))


def _transfer(kind: str, day: date, amount: int, name: str, text: str, account: str) -> Transfer:
    return Transfer("", kind, day, amount, name, account, text, ())
