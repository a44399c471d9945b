"""The demo shop's own pages: short, plain, and made up like the shop."""

from comptoir.core.texts import Texts

ADDRESS = "12 rue des Potiers\n69001 Lyon\nFrance"

DESCRIPTION: Texts = {
    "fr": "Grès tourné à la main et lin lavé, en petites séries, à Lyon.",
    "en": "Hand-turned stoneware and washed linen, in small batches, from Lyon.",
}
TERMS: Texts = {
    "fr": "1. Qui vend\n"
    "L’Atelier Lune SARL, 12 rue des Potiers, 69001 Lyon.\n\n"
    "2. Commande\n"
    "Le contrat est conclu quand vous confirmez la commande avec obligation de paiement. "
    "Vous recevez aussitôt une confirmation par e-mail.\n\n"
    "3. Prix\n"
    "Les prix sont en euros, TVA comprise ; les frais de livraison s’ajoutent et sont montrés "
    "avant la commande.\n\n"
    "4. Livraison\n"
    "Nous expédions sous deux jours ouvrés après réception du paiement. Ce qui arrive cassé est "
    "remplacé : envoyez-nous une photo.\n\n"
    "5. Garantie\n"
    "La garantie légale de conformité s’applique à tous nos articles.",
    "en": "1. Who sells\n"
    "Atelier Lune SARL, 12 rue des Potiers, 69001 Lyon, France.\n\n"
    "2. Ordering\n"
    "The contract is made when you confirm the order with obligation to pay. A confirmation "
    "by e-mail follows at once.\n\n"
    "3. Prices\n"
    "Prices are in euro and include VAT; delivery is added and shown before you order.\n\n"
    "4. Delivery\n"
    "We send within two working days after your payment has arrived. What arrives broken is "
    "replaced: send us a picture.\n\n"
    "5. Guarantee\n"
    "The legal guarantee of conformity covers everything we sell.",
}
PRIVACY: Texts = {
    "fr": "Nous gardons votre nom, vos adresses et votre commande pour vous livrer et tenir nos "
    "comptes, aussi longtemps que la loi le demande. Le transporteur reçoit ce qu’il lui faut "
    "pour livrer. Personne d’autre. Pas de publicité, pas de suivi de vos visites.\n\n"
    "Pour consulter, corriger ou effacer vos données : bonjour@atelier-lune.example.",
    "en": "We keep your name, addresses and order to deliver it and to keep our books, as long as "
    "the law asks. The carrier gets what it needs to deliver. Nobody else. No advertising, no "
    "tracking of your visits.\n\n"
    "To see, correct or erase your data: bonjour@atelier-lune.example.",
}
WITHDRAWAL: Texts = {
    "fr": "Vous pouvez vous rétracter dans les 14 jours après avoir reçu votre colis, sans donner "
    "de raison : par la page de votre commande ou par un e-mail. Renvoyez les articles dans les "
    "14 jours qui suivent ; nous remboursons le prix et la livraison standard.",
    "en": "You can withdraw within 14 days after your parcel has arrived, without giving a reason: "
    "on the page of your order or by e-mail. Send the goods back within the 14 days that follow; "
    "we refund the price and standard delivery.",
}
IMPRINT: Texts = {
    "fr": "Atelier Lune SARL\n12 rue des Potiers, 69001 Lyon\nGérante : Léa Martin\n"
    "bonjour@atelier-lune.example · +33 4 65 71 00 00\n\nBoutique de démonstration : rien n’est à vendre.",
    "en": "Atelier Lune SARL\n12 rue des Potiers, 69001 Lyon, France\nManaged by Léa Martin\n"
    "bonjour@atelier-lune.example · +33 4 65 71 00 00\n\nA demonstration shop: nothing is for sale.",
}
