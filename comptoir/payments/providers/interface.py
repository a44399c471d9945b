"""What a payment provider is to the rest of the house: a few questions, answered in plain facts.

Each provider is a folder beside this file with one object that fits `Provider`, named in
`table.py`. Amounts are minor units as the house counts them; moments are aware UTC. Nothing
here knows rows: who asks hands over the credentials as they were typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise

Credentials = Mapping[str, str]
Headers = Mapping[str, str]


class Fault(StrEnum):
    """Why a provider did not do what it was asked; shown in words of `words.py`."""

    KEY = "key"
    OTHER_MODE = "other_mode"
    NO_RIGHT = "no_right"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    NOTICES = "notices"
    UNREADABLE = "unreadable"
    SEALED = "sealed"


class ProviderTrouble(Exception):
    """The provider did not do it. `lasting`: asking the same again would not help."""

    def __init__(self, fault: Fault, *, said: str = "", lasting: bool = False) -> None:
        self.fault, self.said, self.lasting = fault, said, lasting
        super().__init__(f"{fault}: {said}" if said else str(fault))


class Forged(Exception):
    """The notice does not carry this provider's signature."""


class CertificateMissing(Exception):
    """Whether the notice is genuine can only be said after something was fetched."""


class NotUnderstood(Exception):
    """The notice is genuine, and says something that can't be read."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A payment to be begun. `key`: what makes asking twice the same as asking once."""

    key: str
    amount: int
    currency: str
    label: str
    language: str
    email: str
    return_url: str
    cancel_url: str
    shop_name: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What the provider calls the attempt, and where the customer pays."""

    reference: str
    url: str


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came. `reference`: what the provider calls it, for ever."""

    reference: str
    amount: int
    currency: str
    at: datetime | None = None


class RefundState(StrEnum):
    DONE = "done"
    PENDING = "pending"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Returned:
    """Money that went back. `of`: the reference of what was received; `key`: ours, if we asked."""

    reference: str
    of: str
    amount: int
    currency: str
    state: RefundState
    key: str = ""
    said: str = ""
    at: datetime | None = None


class Standing(StrEnum):
    """Where an attempt stands. approved: the customer said yes, and it is for us to take it."""

    OPEN = "open"
    APPROVED = "approved"
    PAID = "paid"
    PENDING = "pending"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the provider says of one attempt."""

    standing: Standing
    received: tuple[Received, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A genuine notice as plain facts.

    `key` and `reference` say which attempt is meant, ours and the provider's name of it. `facts`
    None: the notice is about refunds, or of no concern to an order.
    """

    event_id: str
    kind: str
    key: str = ""
    reference: str = ""
    facts: Facts | None = None
    refunds: tuple[Returned, ...] = ()

    @property
    def concerns(self) -> bool:
        """True if there is anything to be done about it."""
        return self.facts is not None or bool(self.refunds)


@dataclass(frozen=True, slots=True)
class Checked:
    """The provider said yes to the keys; `name`: what it calls the account."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class KeyField:
    """One of the things that the merchant copies from the provider's pages."""

    name: str
    label: str | Promise
    help: str | Promise
    secret: bool = True
    # What it begins with while testing, and when live; "" where it says nothing.
    begins: Mapping[bool, tuple[str, ...]] = field(default_factory=dict)


class Provider(Protocol):
    """How the house speaks with one provider. All raise ProviderTrouble unless said otherwise."""

    @property
    def name(self) -> str:
        """As it stands in rows and addresses."""

    @property
    def title(self) -> str:
        """As people call it."""

    @property
    def keys(self) -> tuple[KeyField, ...]:
        """What the merchant copies from its pages."""

    def check(self, given: Credentials, *, test: bool) -> Checked:
        """Asks the provider whether it knows these keys."""

    def start(self, given: Credentials, ask: Ask, *, test: bool) -> Begun:
        """The payment is begun at the provider; with the same key it is the same one."""

    def ask(self, given: Credentials, reference: str, *, test: bool) -> Facts:
        """Where the attempt stands now."""

    def take(self, given: Credentials, reference: str, key: str, *, test: bool) -> Facts:
        """What the customer has approved is taken, where the provider leaves that to us."""

    def end(self, given: Credentials, reference: str, *, test: bool) -> None:
        """The attempt can't be paid any more, if it was not yet."""

    def refund(
        self,
        given: Credentials,
        *,
        of: str,
        amount: int,
        currency: str,
        key: str,
        test: bool,
    ) -> Returned:
        """The money is on its way back; with the same key it goes back once."""

    def ask_refund(
        self, given: Credentials, reference: str, *, of: str, key: str, test: bool
    ) -> Returned:
        """Where the refund stands now that the provider calls so. of, key: as it was asked for."""

    def refunds_of(
        self, given: Credentials, reference: str, *, of: str, test: bool
    ) -> tuple[Returned, ...]:
        """What went back of the money, whoever asked for it; `reference`: the attempt it came by.

        One or two requests. What a customer's bank took back (disputes) is no refund.
        """

    def verify(self, given: Credentials, headers: Headers, body: bytes, *, now: datetime) -> None:
        """Returns for a genuine notice. Offline. Raises Forged, CertificateMissing."""

    def read(self, body: bytes, *, test: bool) -> Notice:
        """What a genuine notice says. Raises NotUnderstood."""

    def fetch_certificate(self, headers: Headers, *, now: datetime) -> None:
        """What the signature of such a notice is checked with is at hand. Raises Forged too."""

    def event_name(self, body: bytes) -> str:
        """The provider's own name of the event, unproven. Raises NotUnderstood."""

    def kept_headers(self, headers: Headers) -> dict[str, str]:
        """Those of the headers that the signature needs."""

    @property
    def events(self) -> tuple[str, ...]:
        """The notices that the merchant asks for at the provider."""

    @property
    def origins(self) -> tuple[str, ...]:
        """Where customers are sent to, for the pages whose forms lead there."""
