"""The merchant, and the customers of the demo: invented, at addresses that lead nowhere."""

from comptoir.orders.frozen import Address, Contact

EMAIL = "lea@atelier-lune.example"
PASSWORD = "comptoir-lune"  # noqa: S105 # shown to whoever starts the demo, on their own machine
NAME = "Léa Martin"

# key: name, company, phone, street, postal code, city, country, language
_CUSTOMERS: dict[str, tuple[str, str, str, str, str, str, str, str]] = {
    "anne": (
        "Anne Dupont",
        "",
        "+33 6 39 98 12 01",
        "3 place des Tilleuls",
        "69002",
        "Lyon",
        "FR",
        "fr",
    ),
    "merle": (
        "Odile Merle",
        "Café Merle",
        "+32 470 00 12 02",
        "Rue des Fripiers 18",
        "1000",
        "Bruxelles",
        "BE",
        "fr",
    ),
    "jana": ("Jana Nováková", "", "+420 601 000 003", "Údolní 24", "602 00", "Brno", "CZ", "en"),
    "tom": (
        "Tom Hartley",
        "",
        "+44 7700 900 104",
        "9 Orchard Lane",
        "BS6 5TG",
        "Bristol",
        "GB",
        "en",
    ),
    "claire": (
        "Claire Besson",
        "",
        "+33 6 39 98 12 05",
        "41 rue de la Fontaine",
        "38000",
        "Grenoble",
        "FR",
        "fr",
    ),
    "yusuf": (
        "Yusuf Demir",
        "",
        "+49 151 000 0006",
        "Lindenstraße 7",
        "10969",
        "Berlin",
        "DE",
        "en",
    ),
    "helene": (
        "Hélène Faure",
        "",
        "+33 6 39 98 12 07",
        "12 quai Perrache",
        "69002",
        "Lyon",
        "FR",
        "fr",
    ),
    "marta": (
        "Marta Oliveira",
        "",
        "+351 910 000 008",
        "Rua das Flores 55",
        "4050-262",
        "Porto",
        "PT",
        "en",
    ),
    "louis": (
        "Louis Garnier",
        "",
        "+33 6 39 98 12 09",
        "8 chemin du Moulin",
        "26000",
        "Valence",
        "FR",
        "fr",
    ),
    "sofie": ("Sofie De Smet", "", "+32 470 00 12 10", "Korenmarkt 5", "9000", "Gent", "BE", "en"),
    "paul": (
        "Paul Rivière",
        "Gîte des Rives",
        "+33 6 39 98 12 11",
        "Le Bourg",
        "07260",
        "Joyeuse",
        "FR",
        "fr",
    ),
    "ingrid": (
        "Ingrid Lund",
        "",
        "+45 20 00 00 12",
        "Nørregade 31",
        "1165",
        "København",
        "DK",
        "en",
    ),
    "nadia": (
        "Nadia Benali",
        "",
        "+33 6 39 98 12 13",
        "27 cours Gambetta",
        "69003",
        "Lyon",
        "FR",
        "fr",
    ),
    "giulia": (
        "Giulia Conti",
        "",
        "+39 320 000 0014",
        "Via dei Serragli 40",
        "50124",
        "Firenze",
        "IT",
        "en",
    ),
    "marc": (
        "Marc Lefèvre",
        "",
        "+33 6 39 98 12 15",
        "6 rue Haute",
        "67000",
        "Strasbourg",
        "FR",
        "fr",
    ),
    "aiko": (
        "Aiko Tanaka",
        "",
        "+33 6 39 98 12 16",
        "19 rue Oberkampf",
        "75011",
        "Paris",
        "FR",
        "en",
    ),
    "bruno": (
        "Bruno Keller",
        "",
        "+41 79 000 00 17",
        "Rue du Marché 2",
        "1204",
        "Genève",
        "CH",
        "fr",
    ),
    "elise": (
        "Élise Moreau",
        "",
        "+33 6 39 98 12 18",
        "52 rue des Arts",
        "31000",
        "Toulouse",
        "FR",
        "fr",
    ),
}


def contact_of(key: str) -> Contact:
    name, company, phone, *_ = _CUSTOMERS[key]
    return Contact(email=f"{key}@example.com", name=name, phone=phone, company=company)


def address_of(key: str) -> Address:
    name, company, _, street, postal_code, city, country, _ = _CUSTOMERS[key]
    return Address(
        name=name,
        company=company,
        street=street,
        street2="",
        postal_code=postal_code,
        city=city,
        region="",
        country=country,
    )


def language_of(key: str) -> str:
    return _CUSTOMERS[key][-1]
