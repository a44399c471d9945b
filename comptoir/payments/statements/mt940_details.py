"""The field :86: of MT940 in its dialects: who, which account, and what they wrote."""

import re
from dataclasses import dataclass

from comptoir.payments.statements.amounts import account_number, given

IBAN = re.compile(r"\b([A-Z]{2}\d{2}[A-Z0-9]{11,30})\b")
# "166?00GUTSCHRIFT?20…": three digits, then subfields behind one sign that the bank chose.
_CODED = re.compile(r"\s*(\d{3})([?~^<>@!+])(?=\d\d)")
# "/EREF/…/REMI/…" of Dutch, Belgian and other banks.
_SLASHED = re.compile(
    r"/(TRTP|IBAN|BIC|NAME|REMI|EREF|CSID|MARF|CNTP|ORDP|BENM|PREF|TRCD|RTRN|SVCL|KREF|PURP|ID|ADDR"
    r"|BAL|ACCW|ISDT|ULTC|ULTD|OCMT|CHGS|NRTX|BO|BN|OBK|SUBJ|TXT)/"
)
# Keywords that German banks put into the lines of the text.
_KEYWORD = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|RREF)\+")
# What other banks write before the name and the account; the words are theirs.
_NAMED = re.compile(
    r"(?:NAAM|NAME|NOM|AUFTRAGGEBER|DONNEUR D.ORDRE|OD|ORDP/NAME)\s?[:/]\s?(.+?)"
    r"(?=;|/|\s{2}|\s[A-Z]{4,}:|$)",
    re.IGNORECASE,
)
# How many letters a line and a subfield hold.
WIDTH, PIECE = 65, 27
_RETURNED = ("109", "159", "181", "108", "184", "RTI")


@dataclass(frozen=True, slots=True)
class Details:
    text: str = ""
    name: str = ""
    iban: str = ""
    end_to_end: str = ""
    returned: bool = False


def details_of(fields: list[str]) -> Details:
    """What the details of one booking say, in whichever dialect they are written."""
    plain = [text for text in fields if not text.startswith("NS\n")]
    noted = [text[3:] for text in fields if text.startswith("NS\n")]
    if noted and not plain:
        return _noted("\n".join(noted))
    joined = "".join(line for text in plain for line in text.split("\n"))
    if coded := _CODED.match(joined):
        return _coded(joined[coded.end(1) :], coded[1], coded[2])
    if _SLASHED.search(joined):
        return _slashed(joined)
    return _free(plain)


def _running(pieces: list[str], width: int) -> str:
    """Pieces of a text that was cut at a fixed width: a full one goes on in the next word for word."""
    text = ""
    for piece in pieces:
        text += piece if len(piece) >= width else f"{piece} "
    return _squeezed(text)


def _coded(text: str, code: str, sign: str) -> Details:
    """Subfields of two digits: 20–29 and 60–63 text, 30 bank, 31 account, 32 and 33 name."""
    parts: dict[str, str] = {}
    for piece in re.split(rf"{re.escape(sign)}(?=\d\d)", text)[1:]:
        parts[piece[:2]] = parts.get(piece[:2], "") + piece[2:]
    keys = [str(key) for key in [*range(20, 30), *range(60, 64)]]
    written = _running([parts[key] for key in keys if key in parts], PIECE)
    words = _keywords(written)
    purpose = words.get("SVWZ", "") if words else written
    rest = " ".join(text for key, text in words.items() if key not in {"SVWZ", "EREF"})
    name = words.get("ABWA") or _squeezed(f"{parts.get('32', '')}{parts.get('33', '')}")
    account = parts.get("31", "") or parts.get("38", "") or words.get("IBAN", "")
    reference = given(words.get("EREF", ""))
    said = [purpose, reference, rest, parts.get("00", "")]
    return Details(
        text=" ".join(_squeezed(one) for one in said if one.strip()),
        name=name,
        iban=account_number(account).upper(),
        end_to_end=reference,
        returned=code in _RETURNED,
    )


def _keywords(text: str) -> dict[str, str]:
    """The text by its keywords; what stands before the first counts as purpose."""
    pieces = _KEYWORD.split(text)
    if len(pieces) < 3:
        return {}
    found = {"SVWZ": pieces[0]} if pieces[0].strip() else {}
    for key, value in zip(pieces[1::2], pieces[2::2], strict=True):
        found[key] = f"{found.get(key, '')} {value}".strip()
    return found


def _slashed(text: str) -> Details:
    pieces = _SLASHED.split(text)
    found: dict[str, str] = {}
    for key, value in zip(pieces[1::2], pieces[2::2], strict=True):
        found[key] = f"{found.get(key, '')} {value}".strip(" /")
    party = found.get("CNTP", "").split("/")
    purpose = re.sub(r"^(USTD|STRD/(CUR/)?)/*", "", found.get("REMI", "") or found.get("SUBJ", ""))
    iban = found.get("IBAN", "") or (party[0] if party else "")
    return Details(
        text=_squeezed(" ".join([purpose.replace("/", " "), found.get("EREF", ""), text])),
        name=_squeezed(found.get("NAME", "") or (party[2] if len(party) > 2 else "")),
        iban=account_number(iban.split("/")[0]),
        end_to_end=given(found.get("EREF", "")),
        returned="RTRN" in found,
    )


def _free(fields: list[str]) -> Details:
    """Free text: an IBAN and a name where they can be told."""
    lines = [line for text in fields for line in text.split("\n") if line.strip()]
    text = _running(lines, WIDTH)
    iban = IBAN.search(text.upper())
    name = ""
    if named := _NAMED.search(text):
        name = named[1]
    elif iban and lines[0].upper().startswith(iban[1]):
        # "NL47INGB9999999999 hr gjlm paulissen", as ASN and SNS write it.
        name = lines[0][len(iban[1]) :]
    return Details(text=text, name=_squeezed(name)[:140], iban=iban[1] if iban else "")


def _noted(text: str) -> Details:
    """The field :NS: of older files: a number of two digits before each line."""
    parts: dict[str, str] = {}
    for line in text.split("\n"):
        if re.match(r"\d\d", line):
            parts[line[:2]] = parts.get(line[:2], "") + line[2:]
    words = [parts.get(f"{key:02}", "") for key in range(1, 15)]
    names = [parts.get(key, "") for key in ("15", "16")]
    return Details(
        text=_squeezed(" ".join([*words, parts.get("17", "")])),
        name=_squeezed(" ".join(names)),
        iban=account_number(parts.get("34", "") or parts.get("19", "")),
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split())
