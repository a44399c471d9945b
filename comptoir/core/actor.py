"""Who acts, as a plain value: actions ask it for rights, events keep its name."""

from dataclasses import dataclass, field

from comptoir.core.errors import Forbidden

ANY = "*"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something acting in one shop, with the rights it has there.

    kind is one of "member", "customer", "system", "import".
    """

    kind: str
    shop_id: int
    id: int | None = None
    name: str = ""
    rights: frozenset[str] = field(default_factory=frozenset)

    def may(self, right: str) -> bool:
        return right in self.rights or ANY in self.rights

    def require(self, right: str, shop_id: int) -> None:
        """Returns when the actor holds the right in that shop; raises Forbidden otherwise."""
        if self.shop_id != shop_id or not self.may(right):
            raise Forbidden(right=right)


def system(shop_id: int) -> Actor:
    return Actor(kind="system", shop_id=shop_id, rights=frozenset({ANY}))


def customer(shop_id: int, name: str = "") -> Actor:
    """The customer of one order: no rights; the actions open to customers ask for none."""
    return Actor(kind="customer", shop_id=shop_id, name=name)


def importer(shop_id: int, name: str = "") -> Actor:
    return Actor(kind="import", shop_id=shop_id, name=name, rights=frozenset({ANY}))
