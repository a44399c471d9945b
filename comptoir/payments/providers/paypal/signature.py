"""PayPal's signature over a notice, checked offline.

After https://developer.paypal.com/api/rest/webhooks/rest/ (self verification): the text
`transmission id|transmission time|webhook id|CRC32 of the raw body`, signed with RSA and SHA-256
by the certificate that the header names.
"""

import base64
import binascii
import zlib

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from comptoir.payments.providers.interface import Forged, Headers

ID, TIME, SIGNATURE, URL, ALGORITHM = (
    "Paypal-Transmission-Id",
    "Paypal-Transmission-Time",
    "Paypal-Transmission-Sig",
    "Paypal-Cert-Url",
    "Paypal-Auth-Algo",
)
NAMES = (ID, TIME, SIGNATURE, URL, ALGORITHM)
LONGEST = 1000


def signed_text(headers: Headers, webhook_id: str, body: bytes) -> bytes:
    """What the signature is over."""
    parts = (headers.get(ID, ""), headers.get(TIME, ""), webhook_id, str(zlib.crc32(body)))
    return "|".join(parts).encode()


def signature_of(headers: Headers) -> bytes:
    """Raises Forged for what can't be one."""
    if headers.get(ALGORITHM, "").upper() != "SHA256WITHRSA":
        raise Forged
    try:
        return base64.b64decode(headers.get(SIGNATURE, "")[:LONGEST], validate=True)
    except (binascii.Error, ValueError) as error:
        raise Forged from error


def verify(headers: Headers, webhook_id: str, body: bytes, leaf: x509.Certificate) -> None:
    """Returns for a body that this certificate's owner signed for this webhook; raises Forged."""
    key = leaf.public_key()
    if not webhook_id or not isinstance(key, rsa.RSAPublicKey):
        raise Forged
    text = signed_text(headers, webhook_id, body)
    try:
        key.verify(signature_of(headers), text, padding.PKCS1v15(), SHA256())
    except InvalidSignature as error:
        raise Forged from error
