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
    "Les prix sont en euros, TVA comprise\u00a0; les frais de livraison s’ajoutent et sont montrés "
    "avant la commande.\n\n"
    "4. Livraison\n"
    "Nous expédions sous deux jours ouvrés après réception du paiement. Ce qui arrive cassé est "
    "remplacé\u00a0: envoyez-nous une photo.\n\n"
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
    "fr": "Ce que nous gardons\n"
    "Votre nom, vos adresses, votre e-mail et votre commande, pour la livrer et tenir nos comptes, "
    "aussi longtemps que la loi le demande\u00a0: dix ans pour les comptes.\n\n"
    "Qui le reçoit\n"
    "Le transporteur, pour livrer. Personne d’autre. Pas de publicité, pas de suivi de vos "
    "visites.\n\n"
    "Cookies\n"
    "Votre panier et votre langue, rien de plus.\n\n"
    "Vos droits\n"
    "Pour consulter, corriger ou effacer vos données, écrivez à bonjour@atelier-lune.example. "
    "Vous pouvez aussi saisir la CNIL.",
    "en": "What we keep\n"
    "Your name, addresses, e-mail and order, to deliver it and to keep our books, as long as the "
    "law asks: ten years for the books.\n\n"
    "Who gets it\n"
    "The carrier, to deliver. Nobody else. No advertising, no tracking of your visits.\n\n"
    "Cookies\n"
    "Your basket and your language, nothing more.\n\n"
    "Your rights\n"
    "To see, correct or erase your data, write to bonjour@atelier-lune.example. You may also "
    "turn to your data protection authority.",
}
WITHDRAWAL: Texts = {
    "fr": "Vous pouvez vous rétracter dans les 14 jours après avoir reçu votre colis, sans donner "
    "de raison\u00a0: par la page de votre commande ou par un e-mail. Renvoyez les articles dans les "
    "14 jours qui suivent\u00a0; nous remboursons le prix et la livraison standard.",
    "en": "You can withdraw within 14 days after your parcel has arrived, without giving a reason: "
    "on the page of your order or by e-mail. Send the goods back within the 14 days that follow; "
    "we refund the price and standard delivery.",
}
# Name, address and how to reach the shop follow by themselves, from its settings.
IMPRINT: Texts = {
    "fr": "Boutique de démonstration\u00a0: rien n’est à vendre.\n\n"
    "Gérante et responsable de la publication\u00a0: Léa Martin.\n"
    "Hébergement\u00a0: l’ordinateur sur lequel vous l’avez lancée.",
    "en": "A demonstration shop: nothing is for sale.\n\n"
    "Managed and published by Léa Martin.\n"
    "Hosted on the computer that you started it on.",
}
