"""What the demo shop sells, in both languages. Prices in cents, weights in grams."""

from dataclasses import dataclass

CATEGORIES: dict[str, tuple[str, str]] = {
    "tasses": ("Tasses", "Cups"),
    "table": ("Bols et assiettes", "Bowls and plates"),
    "vases": ("Vases et lumière", "Vases and light"),
    "linge": ("Linge et bain", "Linen and bath"),
}


@dataclass(frozen=True)
class Piece:
    """A variant: French name, English name (both empty for the only one), SKU, price, stock, weight."""

    fr: str
    en: str
    sku: str
    price: int
    stock: int | None
    weight: int


@dataclass(frozen=True)
class Goods:
    slug: str
    category: str
    names: tuple[str, str]
    texts: tuple[str, str]
    pictures: tuple[str, ...]
    pieces: tuple[Piece, ...]


GOODS: tuple[Goods, ...] = (
    Goods(
        "tasse-lune",
        "tasses",
        ("Tasse Lune", "Moon cup"),
        (
            (
                "Une tasse pour les matins lents\u00a0: ronde dans la main, fine à la lèvre.\n\n"
                "Grès tourné à l’atelier, émaillé à l’intérieur, pied laissé nu. 28 cl. "
                "Passe au lave-vaisselle."
            ),
            (
                "A cup for slow mornings: round in the hand, thin at the lip.\n\n"
                "Stoneware turned in the workshop, glazed inside, its foot left bare. 28 cl. "
                "Dishwasher safe."
            ),
        ),
        ("cup-night", "cup-sand", "cup-celadon"),
        (
            Piece("Bleu nuit", "Midnight blue", "TL-NUIT", 2400, 18, 320),
            Piece("Sable", "Sand", "TL-SABLE", 2400, 11, 320),
            Piece("Céladon", "Celadon", "TL-CELA", 2600, 1, 320),
        ),
    ),
    Goods(
        "duo-aube",
        "tasses",
        ("Duo Aube", "Dawn pair"),
        (
            (
                "Deux gobelets à café qui vont ensemble sans se ressembler, un rose et un crème.\n\n"
                "9 cl chacun."
            ),
            (
                "Two coffee tumblers that belong together without matching, one rose and one cream.\n\n"
                "9 cl each."
            ),
        ),
        ("espresso",),
        (Piece("", "", "DA-2", 3200, 14, 380),),
    ),
    Goods(
        "bol-maree",
        "table",
        ("Bol Marée", "Tide bowl"),
        (
            (
                "Un bol ouvert, pour la soupe, la salade ou les clés de l’entrée.\n\n"
                "Chaque émail coule un peu autrement."
            ),
            (
                "An open bowl for soup, salad, or the keys by the door.\n\n"
                "Each glaze runs a little differently."
            ),
        ),
        ("bowl",),
        (
            Piece("Petit, 16 cm", "Small, 16 cm", "BM-16", 2600, 20, 450),
            Piece("Grand, 24 cm", "Large, 24 cm", "BM-24", 4400, 7, 980),
        ),
    ),
    Goods(
        "assiette-galet",
        "table",
        ("Assiette Galet", "Pebble plate"),
        (
            "Plate, lisse et mate comme un galet. Elle s’empile et se mélange.",
            "Flat, smooth and matt like a pebble. It stacks, and it mixes.",
        ),
        ("plate",),
        (
            Piece("20 cm, crème", "20 cm, cream", "AG-20", 2200, 24, 480),
            Piece("27 cm, céladon", "27 cm, celadon", "AG-27", 3400, 16, 820),
        ),
    ),
    Goods(
        "pichet-source",
        "table",
        ("Pichet Source", "Spring jug"),
        (
            (
                "Un litre d’eau fraîche, une anse où la main trouve sa place.\n\n"
                "Émail crème sur terre brune, intérieur bleu nuit."
            ),
            (
                "A litre of fresh water, and a handle where the hand finds its place.\n\n"
                "Cream glaze on brown clay, midnight blue inside."
            ),
        ),
        ("pitcher",),
        (Piece("", "", "PS-1", 5400, 6, 1100),),
    ),
    Goods(
        "theiere-brume",
        "table",
        ("Théière Brume", "Mist teapot"),
        (
            "Pour trois tasses. L’anse est en bambou, le bec ne goutte pas\u00a0: nous avons vérifié.",
            "For three cups. The handle is bamboo, and the spout doesn’t drip: we checked.",
        ),
        ("teapot",),
        (Piece("", "", "TB-1", 8600, 4, 1250),),
    ),
    Goods(
        "vase-colline",
        "vases",
        ("Vase Colline", "Hill vase"),
        (
            "Un ventre rond pour les branches de saison.\n\nHauteur 26 cm, étanche.",
            "A round belly for the branches of the season.\n\n26 cm high, watertight.",
        ),
        ("vase",),
        (Piece("", "", "VC-26", 7200, 5, 1600),),
    ),
    Goods(
        "soliflore-tige",
        "vases",
        ("Soliflore Tige", "Stem vase"),
        (
            "Une seule fleur suffit. Émail ocre, 19 cm.",
            "One flower is enough. Ochre glaze, 19 cm.",
        ),
        ("stem-vase",),
        (Piece("", "", "ST-19", 3200, 9, 420),),
    ),
    Goods(
        "bougeoir-veille",
        "vases",
        ("Bougeoir Veille", "Vigil candlestick"),
        (
            "Pied large, lumière haute. Pour bougies de 22 mm\u00a0; deux sont dans la boîte.",
            "Wide foot, high light. For candles of 22 mm; two are in the box.",
        ),
        ("candlestick",),
        (Piece("", "", "BV-1", 2900, 0, 520),),
    ),
    Goods(
        "serviettes-lin",
        "linge",
        ("Serviettes en lin, par quatre", "Linen napkins, set of four"),
        (
            "Lin lavé tissé dans le Nord, quatre couleurs de terre. 40 × 40 cm.",
            "Washed linen woven in the north of France, four colours of earth. 40 × 40 cm.",
        ),
        ("napkins",),
        (Piece("", "", "SL-4", 4800, 12, 360),),
    ),
    Goods(
        "nappe-ete",
        "linge",
        ("Nappe Été", "Summer tablecloth"),
        (
            "Du lin écru qui tombe droit et se froisse bien. Se lave à 40 °C.",
            "Natural linen that hangs straight and creases well. Wash at 40 °C.",
        ),
        ("tablecloth",),
        (
            Piece("150 × 200 cm", "150 × 200 cm", "NE-200", 8900, 5, 780),
            Piece("150 × 280 cm", "150 × 280 cm", "NE-280", 11900, 3, 1080),
        ),
    ),
    Goods(
        "porte-savon-pluie",
        "linge",
        ("Porte-savon Pluie", "Rain soap dish"),
        (
            "Il boit l’eau que le savon laisse. Vendu avec un savon à l’huile d’olive.",
            "It drinks the water that soap leaves. Comes with an olive oil soap.",
        ),
        ("soap-dish",),
        (Piece("", "", "PP-1", 1900, None, 310),),
    ),
)
