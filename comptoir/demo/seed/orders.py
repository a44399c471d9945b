"""Some months of orders: who ordered what, and what became of it since."""

from dataclasses import dataclass, field
from typing import Any

Step = tuple[float, str, dict[str, Any]]


@dataclass(frozen=True)
class Sample:
    """`days`, `hour`: how long ago, and at what time. A step comes so many hours after."""

    days: int
    hour: float
    who: str
    what: tuple[tuple[str, int], ...]
    delivery: str = "dhl"
    payment: str = "transfer"
    note: str = ""
    steps: tuple[Step, ...] = field(default=())


def done(paid: float, number: str = "", after: float = 70) -> tuple[Step, ...]:
    """Paid, completed and archived, as most orders are after a while."""
    return (
        (paid, "paid", {}),
        (paid + 20, "complete", {"tracking_number": number}),
        (paid + after, "archive", {}),
    )


SAMPLES: tuple[Sample, ...] = (
    Sample(148, 9.3, "anne", (("TL-NUIT", 2),), steps=done(30, "JJD000390010000000121")),
    Sample(
        139, 20.1, "louis", (("AG-20", 4), ("AG-27", 4)), steps=done(26, "JJD000390010000000138")
    ),
    Sample(
        131,
        12.6,
        "merle",
        (("DA-2", 6), ("TL-SABLE", 6)),
        steps=(*done(50, "JJD000390010000000145"), (2, "tag", {"name": "café"})),
    ),
    Sample(122, 17.9, "sofie", (("SL-4", 1),), steps=done(40)),
    Sample(
        117,
        8.2,
        "helene",
        (("BM-24", 1),),
        "pickup",
        "pay_at_pickup",
        steps=((20, "ready", {}), (45, "paid", {}), (45.1, "complete", {}), (200, "archive", {})),
    ),
    Sample(
        104, 21.4, "yusuf", (("VC-26", 1), ("ST-19", 1)), steps=done(28, "JJD000390010000000152")
    ),
    Sample(
        97,
        14.0,
        "marc",
        (("TB-1", 1),),
        "colissimo",
        "cash_on_delivery",
        steps=(
            (22, "complete", {"tracking_number": "6A12345678908"}),
            (120, "paid", {}),
            (121, "archive", {}),
        ),
    ),
    Sample(
        90, 10.7, "giulia", (("NE-200", 1), ("SL-4", 2)), steps=done(44, "JJD000390010000000169")
    ),
    Sample(
        83,
        18.3,
        "elise",
        (("BM-16", 4),),
        "colissimo",
        steps=(
            (30, "paid", {}),
            (47, "complete", {"tracking_number": "6A12345678915"}),
            (
                60,
                "withdraw",
                {"statement": "Je souhaite me rétracter\u00a0: deux bols suffisent finalement."},
            ),
            (200, "refund", {"amount": 5200}),
            (201, "comment", {"text": "Deux bols revenus intacts, remboursés le jour même."}),
            (230, "archive", {}),
        ),
    ),
    Sample(71, 11.5, "tom", (("PS-1", 1), ("TL-NUIT", 1)), steps=done(52, "JJD000390010000000176")),
    Sample(
        66,
        16.2,
        "claire",
        (("PP-1", 3),),
        "colissimo",
        note="C’est un cadeau, merci de ne pas joindre de facture.",
        steps=((3, "tag", {"name": "cadeau"}), *done(27, "6A12345678922")),
    ),
    Sample(
        58,
        9.9,
        "paul",
        (("AG-27", 8), ("BM-16", 8), ("TL-SABLE", 3)),
        steps=(
            (4, "tag", {"name": "pro"}),
            (40, "paid", {}),
            (64, "complete", {"tracking_number": "JJD000390010000000183"}),
            (300, "archive", {}),
        ),
    ),
    Sample(
        51,
        13.4,
        "ingrid",
        (("VC-26", 1),),
        steps=(
            (60, "cancel", {"reason": "La cliente en a trouvé un à Copenhague"}),
            (61, "archive", {}),
        ),
    ),
    Sample(
        44,
        19.0,
        "nadia",
        (("DA-2", 1), ("PP-1", 1)),
        "pickup",
        "pay_at_pickup",
        steps=((18, "ready", {}), (40, "paid", {}), (40.1, "complete", {})),
    ),
    Sample(37, 7.8, "anne", (("BM-24", 1), ("SL-4", 1)), steps=done(29, "JJD000390010000000190")),
    Sample(
        30,
        15.1,
        "aiko",
        (("TB-1", 1), ("TL-CELA", 2)),
        "colissimo",
        steps=done(25, "6A12345678939"),
    ),
    Sample(
        23,
        20.6,
        "bruno",
        (("ST-19", 2),),
        steps=((30, "paid", {}), (52, "complete", {"tracking_number": "JJD000390010000000206"})),
    ),
    Sample(
        17,
        10.2,
        "marta",
        (("NE-280", 1),),
        steps=((48, "paid", {}), (70, "complete", {"tracking_number": "JJD000390010000000213"})),
    ),
    Sample(
        12,
        12.9,
        "louis",
        (("PS-1", 1),),
        "colissimo",
        "cash_on_delivery",
        steps=((20, "complete", {"tracking_number": "6A12345678946"}),),
    ),
    Sample(
        9,
        18.8,
        "jana",
        (("TL-NUIT", 4), ("DA-2", 1)),
        steps=(
            (28, "paid", {"amount": 8000}),
            (29, "comment", {"text": "Jana vire le reste vendredi."}),
        ),
    ),
    Sample(
        7,
        9.1,
        "merle",
        (("TL-SABLE", 2), ("AG-20", 6)),
        steps=((1, "tag", {"name": "café"}), (44, "paid", {})),
    ),
    Sample(5, 21.7, "elise", (("BM-16", 2), ("SL-4", 1)), "colissimo", steps=((30, "paid", {}),)),
    Sample(
        4, 11.3, "nadia", (("VC-26", 1),), "pickup", "pay_at_pickup", steps=((22, "ready", {}),)
    ),
    Sample(
        3,
        16.5,
        "tom",
        (("AG-20", 2), ("AG-27", 2)),
        note="Could you pack them in two boxes? Our stairs are steep.",
    ),
    Sample(
        2, 13.2, "claire", (("TL-NUIT", 1), ("PP-1", 1)), "colissimo", steps=((20, "paid", {}),)
    ),
    Sample(2, 19.4, "marc", (("ST-19", 1),), "pickup", "pay_at_pickup"),
    Sample(1, 8.6, "yusuf", (("TB-1", 1),), steps=((1, "tag", {"name": "cadeau"}),)),
    Sample(1, 17.5, "helene", (("NE-200", 1), ("BM-24", 1)), "colissimo"),
)
