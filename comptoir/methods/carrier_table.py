"""The carriers, their pages for following a parcel, and the numbers that give them away.

A shape stands here only where it is sure: no other carrier of this table or known to us
uses it, or a check digit and a prefix of the carrier's own set it apart. Plain runs of
digits (Mondial Relay, GLS, DPD 14, FedEx 12, DHL 12 …) belong to many: never a shape.
"""

from dataclasses import dataclass

from comptoir.methods.check_digits import Check, dpd, fedex, fedex_ground, gs1, s10, ups, usps


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern that the whole number fits, without spaces and in capitals."""

    pattern: str
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """`countries`: where it is at home, none for the whole world. `sample`: a number to show."""

    code: str
    name: str
    countries: tuple[str, ...]
    address: str
    sample: str
    shapes: tuple[Shape, ...] = ()


def post(country: str, services: str = "CEHLRUV") -> Shape:
    """Items of that country's post in the S10 form, of these services."""
    return Shape(rf"[{services}][A-Z]\d{{9}}{country}", s10)


_ROWS = (
    Carrier("dhl", "DHL", ("DE",), "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={number}", "00340434292135100186", (Shape(r"0034043[34]\d{12}", gs1), Shape(r"JJD\d{18}"), post("DE", "C"))),
    Carrier("dhl-express", "DHL Express", (), "https://www.dhl.com/global-en/home/tracking/tracking-express.html?submit=1&tracking-id={number}", "3318810025", (Shape(r"JJD\d{10}"),)),
    Carrier("laposte", "La Poste / Colissimo", ("FR",), "https://www.laposte.fr/outils/suivre-vos-envois?code={number}", "6A12345678901", (Shape(r"\d[A-Z]\d{11}"), post("FR", "CHLRUV"))),
    Carrier("chronopost", "Chronopost", ("FR",), "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT={number}", "EE123456785FR", (post("FR", "E"),)),
    Carrier("mondial-relay", "Mondial Relay", ("FR", "BE", "ES", "LU"), "https://www.mondialrelay.fr/suivi-de-colis/?numeroExpedition={number}", "12345678"),
    Carrier("colis-prive", "Colis Privé", ("FR",), "https://www.colisprive.com/moncolis/pages/detailColis.aspx?numColis={number}", "Q1234567890123456"),
    Carrier("dpd", "DPD", (), "https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=en&parcelNumber={number}", "09980000020033F", (Shape(r"(?!420)\d{27}[0-9A-Z]", dpd), Shape(r"\d{14}[A-Z]", dpd))),
    Carrier("dpd-at", "DPD Österreich", ("AT",), "https://www.dpdgroup.com/at/mydpd/my-parcels/track?parcelNumber={number}", "09980000020033"),
    Carrier("dpd-be", "DPD België / Belgique", ("BE",), "https://www.dpdgroup.com/be/mydpd/my-parcels/track?parcelNumber={number}", "09980000020033"),
    Carrier("dpd-ch", "DPD Schweiz", ("CH",), "https://www.dpdgroup.com/ch/mydpd/my-parcels/track?parcelNumber={number}", "09980000020033"),
    Carrier("dpd-cz", "DPD CZ", ("CZ",), "https://www.dpdgroup.com/cz/mydpd/my-parcels/track?parcelNumber={number}", "09980000020033"),
    Carrier("dpd-de", "DPD Deutschland", ("DE",), "https://tracking.dpd.de/status/de_DE/parcel/{number}", "09980000020033"),
    Carrier("dpd-fr", "DPD France", ("FR",), "https://trace.dpd.fr/fr/trace/{number}", "250012345678901"),
    Carrier("dpd-nl", "DPD Nederland", ("NL",), "https://www.dpdgroup.com/nl/mydpd/my-parcels/track?parcelNumber={number}", "09980000020033"),
    Carrier("dpd-pl", "DPD Polska", ("PL",), "https://tracktrace.dpd.com.pl/parcelDetails?p1={number}", "0000123456789U"),
    Carrier("dpd-uk", "DPD UK", ("GB",), "https://www.dpd.co.uk/apps/tracking/?reference={number}", "15501234567890"),
    Carrier("gls", "GLS", (), "https://gls-group.eu/EU/en/parcel-tracking?match={number}", "12345678901"),
    Carrier("gls-de", "GLS Deutschland", ("DE",), "https://gls-group.com/DE/de/paketverfolgung?match={number}", "12345678901"),
    Carrier("gls-fr", "GLS France", ("FR",), "https://gls-group.com/FR/fr/suivi-colis?match={number}", "00AB1CD2"),
    Carrier("ups", "UPS", (), "https://www.ups.com/track?tracknum={number}", "1Z5R89390357567127", (Shape(r"1Z[0-9A-Z]{15}\d", ups),)),
    Carrier("fedex", "FedEx", (), "https://www.fedex.com/fedextrack/?trknbr={number}", "986578788855", (Shape(r"96\d{20}", fedex_ground), Shape(r"96\d{32}", fedex), Shape(r"100\d{31}", fedex))),
    Carrier("usps", "USPS", ("US",), "https://tools.usps.com/go/TrackConfirmAction?tLabels={number}", "9400111206206406260787", (Shape(r"(420\d{5}(\d{4})?)?9[1-5]\d{20}(\d{4})?", usps), post("US"))),
    Carrier("royal-mail", "Royal Mail", ("GB",), "https://www.royalmail.com/track-your-item?trackNumber={number}#/tracking-results/{number}", "RB123456785GB", (post("GB", "HLRUV"),)),
    Carrier("parcelforce", "Parcelforce Worldwide", ("GB",), "https://www.parcelforce.com/track-trace?trackNumber={number}", "CE123456785GB", (post("GB", "CE"),)),
    Carrier("evri", "Evri", ("GB",), "https://www.evri.com/track/parcel/{number}", "H00ABC0012345678"),
    Carrier("yodel", "Yodel", ("GB",), "https://www.yodel.co.uk/tracking/{number}", "JD0002242617644732"),
    Carrier("an-post", "An Post", ("IE",), "https://www.anpost.com/Post-Parcels/Track/History?item={number}", "RB123456785IE", (post("IE"),)),
    Carrier("postnl", "PostNL", ("NL",), "https://jouw.postnl.nl/track-and-trace/{number}", "3SABCD1234567", (post("NL"),)),
    Carrier("bpost", "bpost", ("BE",), "https://track.bpost.cloud/btr/web/?itemCode={number}#/search?itemCode={number}", "323200000000000000000000", (Shape(r"3232\d{20}"), post("BE"))),
    Carrier("deutsche-post", "Deutsche Post", ("DE",), "https://www.deutschepost.de/de/s/sendungsverfolgung/verfolgen.html?piececode={number}", "RB123456785DE", (post("DE", "LR"),)),
    Carrier("hermes", "Hermes", ("DE",), "https://www.myhermes.de/empfangen/sendungsverfolgung/?suche={number}", "H1001234567890123456"),
    Carrier("post-at", "Post.at", ("AT",), "https://www.post.at/sv/sendungsdetails?snr={number}", "1012345678901234567890", (post("AT"),)),
    Carrier("swiss-post", "Swiss Post", ("CH", "LI"), "https://www.post.ch/swisspost-tracking?formattedParcelCodes={number}", "993412345612345678", (post("CH"),)),
    Carrier("correos", "Correos", ("ES",), "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={number}", "PQ4F6P0703673180133750T", (post("ES"),)),
    Carrier("seur", "SEUR", ("ES",), "https://www.seur.com/livetracking/?segOnlineIdentificador={number}", "12345678901234"),
    Carrier("ctt", "CTT", ("PT",), "https://appserver.ctt.pt/CustomerArea/PublicArea_Detail?ObjectCodeInput={number}&SearchInput={number}", "RB123456785PT", (post("PT"),)),
    Carrier("poste-italiane", "Poste Italiane", ("IT",), "https://www.poste.it/cerca/index.html?spedizione={number}#/risultati-spedizioni/{number}", "RB123456785IT", (post("IT"),)),
    Carrier("brt", "BRT", ("IT",), "https://vas.brt.it/vas/sped_det_show.hsm?referer=sped_numspe_par.htm&Nspediz={number}", "123456789012"),
    Carrier("packeta", "Packeta", ("CZ", "SK", "HU", "RO"), "https://tracking.packeta.com/en/?id={number}", "Z1234567890", (Shape(r"Z\d{10}"),)),
    Carrier("ppl", "PPL", ("CZ",), "https://www.ppl.cz/vyhledat-zasilku?shipmentId={number}", "40912345678"),
    Carrier("ceska-posta", "Česká pošta", ("CZ",), "https://www.postaonline.cz/trackandtrace/-/zasilka/cislo?parcelNumbers={number}", "RB123456785CZ", (post("CZ"),)),
    Carrier("slovenska-posta", "Slovenská pošta", ("SK",), "https://tandt.posta.sk/en/items/{number}", "RB123456785SK", (post("SK"),)),
    Carrier("magyar-posta", "Magyar Posta", ("HU",), "https://www.posta.hu/nyomkovetes/nyitooldal?searchvalue={number}", "RB123456785HU", (post("HU"),)),
    Carrier("inpost", "InPost", ("PL",), "https://inpost.pl/sledzenie-przesylek?number={number}", "600000000000000000000000"),
    Carrier("poczta-polska", "Poczta Polska", ("PL",), "https://emonitoring.poczta-polska.pl/?numer={number}", "RB123456785PL", (post("PL"),)),
    Carrier("post-luxembourg", "POST Luxembourg", ("LU",), "https://www.trackandtrace.lu/homepage.htm?numero={number}", "RB123456785LU", (post("LU"),)),
    Carrier("postnord", "PostNord", ("DK", "SE"), "https://portal.postnord.com/tracking/details/{number}", "RB123456785SE", (post("(DK|SE)"),)),
    Carrier("posten-bring", "Posten / Bring", ("NO",), "https://sporing.bring.no/sporing/{number}", "RB123456785NO", (post("NO"),)),
    Carrier("canada-post", "Canada Post", ("CA",), "https://www.canadapost.ca/cpotools/apps/track/personal/findByTrackNumber?trackingNumber={number}", "0073938000549297", (post("CA"),)),
    Carrier("australia-post", "Australia Post", ("AU",), "https://auspost.com.au/mypost/track/details/{number}", "RB123456785AU", (post("AU"),)),
)  # fmt: skip

CARRIERS = {carrier.code: carrier for carrier in _ROWS}
