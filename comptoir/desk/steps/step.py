"""What a step is, as a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.desk.forms.order import StepForm
from comptoir.orders.models import Order, Parcel, Payment
from comptoir.orders.queries.one import OrderView
from comptoir.shops.models import Shop

Text = str | Promise
LEAVE = _("Cancel")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a step's page is drawn from."""

    shop: Shop
    view: OrderView
    today: date
    payment: Payment | None = None
    parcel: Parcel | None = None

    @property
    def order(self) -> Order:
        return self.view.order


@dataclass(frozen=True, slots=True)
class Asked:
    """A step that somebody takes, with what was typed."""

    facts: Facts
    form: StepForm
    actor: Actor
    now: datetime

    @property
    def cleaned(self) -> dict[str, Any]:
        return self.form.cleaned_data

    @property
    def where(self) -> dict[str, Any]:
        """Which order, by whom, when: what every action asks for."""
        order = self.facts.order
        return {
            "shop_id": order.shop_id,
            "order_id": order.id,
            "actor": self.actor,
            "now": self.now,
        }

    @property
    def whence(self) -> dict[str, Any]:
        """As `where`, with the version that the page was drawn from."""
        return {**self.where, "version": self.cleaned.get("version")}


def nothing(_facts: Facts) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Step:
    """title may name %(number)s; done is the line at the foot once it is done."""

    right: str
    title: Text
    label: Text
    done: Text
    act: Callable[[Asked], Event]
    form: type[StepForm] = StepForm
    # Further arguments of the form, and what stands in it at first.
    options: Callable[[Facts], dict[str, Any]] = nothing
    initial: Callable[[Facts], Mapping[str, Any]] = nothing
    text: Text = ""
    tone: str = "primary"
    # The way out; "Cancel" would name the step itself in one of them.
    leave: Text = LEAVE
    help: str = ""
    template: str = "desk/order/step.html"

    def fresh_form(self, facts: Facts) -> StepForm:
        """The form as the page shows it first."""
        initial = {"version": facts.order.version, **self.initial(facts)}
        return self.form(initial=initial, order=facts.order, **self.options(facts))

    def form_of(self, facts: Facts, data: QueryDict) -> StepForm:
        """The form with what was typed."""
        return self.form(data, order=facts.order, **self.options(facts))
