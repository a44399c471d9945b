"""What is sold, and one order's lines: few prices, so that many orders have the same total."""

from random import Random

GOODS = (
    ("Bougie", 1290),
    ("Bougie parfumée", 1990),
    ("Savon", 690),
    ("Savon à raser", 890),
    ("Bol en grès", 2400),
    ("Tasse", 1650),
    ("Théière", 5900),
    ("Plateau", 3450),
    ("Coussin", 3990),
    ("Plaid", 8900),
    ("Carnet", 1190),
    ("Affiche A3", 2500),
    ("Affiche A2", 3900),
    ("Vase", 4450),
    ("Nappe", 6900),
    ("Torchon", 1450),
    ("Panier", 3290),
    ("Lampe", 12900),
    ("Abat-jour", 4790),
    ("Encens", 950),
)
DELIVERY = (0, 490, 690, 990)


def items(random: Random) -> list[tuple[str, int, int]]:
    """Name, pieces, price of each line; the last is the delivery if it costs something."""
    chosen = random.sample(GOODS, random.choices((1, 2, 3, 4), (45, 30, 17, 8))[0])
    found = [(name, random.choices((1, 2, 3), (80, 15, 5))[0], price) for name, price in chosen]
    delivery = random.choices(DELIVERY, (20, 45, 25, 10))[0]
    return [*found, ("Livraison", 1, delivery)] if delivery else found
