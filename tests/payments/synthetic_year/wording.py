"""What people write beside a number, in their language."""

from random import Random

# {what} is the number or reference, as it was typed; {name} is who ordered.
ABOUT = {
    "de": (
        "{what}",
        "Bestellung {what}",
        "Bestellnr. {what}",
        "Rechnung {what}",
        "Best.-Nr. {what} Danke",
    ),
    "fr": (
        "{what}",
        "Commande {what}",
        "commande n° {what}",
        "Règlement commande {what}",
        "cde {what} merci",
    ),
    "cs": ("{what}", "Objednávka {what}", "objednavka c. {what}", "platba za objednávku {what}"),
    "nl": ("{what}", "Bestelling {what}", "bestelnr {what}", "Betaling order {what}"),
    "en": (
        "{what}",
        "Order {what}",
        "order no. {what}",
        "Payment for order {what}",
        "Your ref {what}",
    ),
}
BY_NAME = {
    "de": (
        "Bestellung {name}",
        "{name}",
        "Kerzen und Tassen {name}",
        "Bestellung Atelier Lune {name}",
    ),
    "fr": ("Commande {name}", "{name}", "achat {name}", "Commande Atelier Lune {name}"),
    "cs": ("Objednávka {name}", "{name}", "platba {name}"),
    "nl": ("Bestelling {name}", "{name}", "webshop bestelling {name}"),
    "en": ("Order {name}", "{name}", "for {name}", "online order {name}"),
}
AND = {"de": " und ", "fr": " et ", "cs": " a ", "nl": " en ", "en": " and "}
REFUND = {
    "de": "Erstattung {what}",
    "fr": "Remboursement commande {what}",
    "cs": "Vrácení platby {what}",
    "nl": "Terugbetaling bestelling {what}",
    "en": "Refund order {what}",
}


def about(random: Random, language: str, what: str) -> str:
    return random.choice(ABOUT[language]).format(what=what)


def by_name(random: Random, language: str, name: str) -> str:
    return random.choice(BY_NAME[language]).format(name=name)


def several(random: Random, language: str, names: list[str]) -> str:
    joint = random.choice((", ", " + ", " ", "/", AND[language]))
    return about(random, language, joint.join(names))
