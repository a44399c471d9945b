"""Orders of the year and what became of each: planned first, written once numbers are known."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from tests.payments.synthetic_year import goods, shares
from tests.payments.synthetic_year.model import YEAR, Customer, Order

ZONE = ZoneInfo("Europe/Berlin")
# As comptoir/core/ids.py takes its characters.
REFERENCE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LAST_ORDER_DAY = date(YEAR, 12, 12)
FIRST_DAY = date(YEAR, 1, 2)
LAST_DAY = date(YEAR, 12, 31)
NEVER_PAID_IN_100 = 5
SEASON = (7, 6, 7, 7, 8, 7, 6, 6, 8, 9, 14, 15)


@dataclass
class Case:
    """One thing that happens: whose orders, on which day the money moves."""

    kind: str
    orders: list[Order]
    booked: date
    parts: list[date] = field(default_factory=list)


class Planner:
    """Draws orders and days; all from one source of chance."""

    def __init__(self, random: Random, people: list[Customer]) -> None:
        self.random = random
        self.people = people
        self.references: set[str] = set()
        self.days = _days()

    def cases(self, counts: dict[str, int]) -> list[Case]:
        """Every case that has orders of its own, one for each transfer (two parts: one for two)."""
        found = []
        for kind, many in counts.items():
            if kind in shares.STRANGE or kind in shares.BACK or kind == "paid twice":
                continue
            if kind == "one order in two parts":
                found += [self._case(kind, 1) for _ in range(many // 2)]
            elif kind == "two or three orders":
                found += [self._case(kind, self.random.choice((2, 2, 2, 3))) for _ in range(many)]
            else:
                found += [self._case(kind, 1) for _ in range(many)]
        return found

    def order(self, customer: Customer, day: date, *, names_company: bool = True) -> Order:
        moment = time(self.random.randrange(24), self.random.randrange(60))
        return Order(
            customer=customer,
            placed_at=datetime.combine(day, moment, ZONE),
            items=goods.items(self.random),
            reference=self._reference(),
            company=customer.company if names_company else "",
        )

    def customer_for(self, kind: str) -> Customer:
        """A company pays for a person who ordered without naming it, so it must have one."""
        while True:
            found = self.random.choice(self.people)
            if kind != "company instead of person" or found.company:
                return found

    def day(self) -> date:
        return self.random.choices(*self.days)[0]

    def _case(self, kind: str, many: int) -> Case:
        customer, day = self.customer_for(kind), self.day()
        first = [day - timedelta(days=self.random.randrange(12)) for _ in range(many - 1)]
        names = kind != "company instead of person"
        orders = [
            self.order(customer, max(FIRST_DAY, one), names_company=names) for one in [*first, day]
        ]
        booked = after(self.random, day, 1, 9)
        case = Case(kind, orders, booked)
        if kind == "one order in two parts":
            case.parts = [booked, after(self.random, booked, 1, 6)]
        return case

    def _reference(self) -> str:
        while True:
            found = "".join(self.random.choices(REFERENCE, k=10))
            if found not in self.references:
                self.references.add(found)
                return found


def after(random: Random, day: date, least: int, most: int) -> date:
    """A working day that many days later, within the year."""
    return working(min(LAST_DAY, day + timedelta(days=random.randint(least, most))))


def working(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def _days() -> tuple[list[date], list[int]]:
    days = [FIRST_DAY + timedelta(days=at) for at in range((LAST_ORDER_DAY - FIRST_DAY).days + 1)]
    return days, [SEASON[day.month - 1] for day in days]
