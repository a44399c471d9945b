"""The certificates that PayPal signs its notices with: where from, whose, and kept for a day.

They come only from PayPal's own hosts over https, are issued to the name that PayPal signs
under, and lead to a root that browsers trust. Only then are they kept, by their address.
"""

from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import certifi
import httpx
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError
from django.conf import settings
from django.core.cache import cache as shared

from comptoir.payments.providers.interface import (
    CertificateMissing,
    Fault,
    Forged,
    ProviderTrouble,
)

HOSTS = frozenset(
    {"api.paypal.com", "api-m.paypal.com", "api.sandbox.paypal.com", "api-m.sandbox.paypal.com"}
)
PATH = "/v1/notifications/certs/"
SIGNERS = (
    "messageverificationcerts.paypal.com",
    "messageverificationcerts.sandbox.paypal.com",
)
KEPT_SECONDS = 24 * 3600
LONGEST = 64 * 1024
MOST = 6


def checked_url(url: str) -> str:
    """The address, if a certificate of PayPal's can stand there; raises Forged otherwise."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forged from error
    stand_in = settings.COMPTOIR_STAND_INS.get("paypal_test")
    if stand_in and url.startswith(f"{stand_in}{PATH}"):
        return url
    right = parts.scheme == "https" and parts.hostname in HOSTS and port in {None, 443}
    plain = "@" not in parts.netloc and not parts.query and not parts.fragment
    if not (right and plain and parts.path.startswith(PATH)) or ".." in parts.path:
        raise Forged
    return url


def kept(url: str, *, now: datetime) -> x509.Certificate:
    """The certificate of that address. Offline. Raises CertificateMissing, Forged."""
    text = shared.get(_name(checked_url(url)))
    if not isinstance(text, str):
        raise CertificateMissing
    chain = _parsed(text.encode())
    proven(chain, now=now)
    return chain[0]


def fetch(url: str, *, now: datetime) -> None:
    """The certificate of that address is at hand. Raises ProviderTrouble, Forged."""
    chain = _parsed(_downloaded(checked_url(url)))
    try:
        proven(chain, now=now)
    except Forged:
        # Servers may leave the certificates in between to be looked up.
        chain = _completed(chain)
        proven(chain, now=now)
    from_pem = "".join(one.public_bytes(Encoding.PEM).decode() for one in chain)
    shared.set(_name(url), from_pem, KEPT_SECONDS)


def proven(chain: list[x509.Certificate], *, now: datetime) -> None:
    """Returns for a chain from PayPal's signer to a trusted root, good at that moment; raises Forged."""
    policy = PolicyBuilder().store(_roots()).time(now)
    for name in SIGNERS:
        try:
            policy.build_server_verifier(x509.DNSName(name)).verify(chain[0], chain[1:])
        except VerificationError:
            continue
        return
    raise Forged


def _completed(chain: list[x509.Certificate]) -> list[x509.Certificate]:
    """With the issuers that the last certificate names, at most two of them."""
    for _ in range(2):
        url = _issuer_url(chain[-1])
        if not url:
            break
        try:
            chain = [*chain, x509.load_der_x509_certificate(_downloaded(url))]
        except ValueError:
            break
    return chain


def _issuer_url(certificate: x509.Certificate) -> str:
    """Where the issuer's certificate stands; only with the one that issues PayPal's."""
    try:
        told = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except (x509.ExtensionNotFound, ValueError):
        return ""
    for one in told.value:
        location = one.access_location
        if one.access_method == AuthorityInformationAccessOID.CA_ISSUERS and isinstance(
            location, x509.UniformResourceIdentifier
        ):
            parts = urlsplit(location.value)
            if parts.scheme in {"http", "https"} and parts.netloc == "cacerts.digicert.com":
                return location.value
    return ""


def _downloaded(url: str) -> bytes:
    try:
        answer = httpx.get(url, timeout=10.0, follow_redirects=False)
    except httpx.HTTPError as error:
        raise ProviderTrouble(Fault.UNREACHABLE, said=type(error).__name__) from error
    if answer.status_code == httpx.codes.NOT_FOUND:
        raise Forged
    if not answer.is_success or len(answer.content) > LONGEST:
        raise ProviderTrouble(Fault.UNREACHABLE, said=str(answer.status_code))
    return answer.content


def _parsed(pem: bytes) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(pem)[:MOST]
    except ValueError as error:
        raise Forged from error


def _name(url: str) -> str:
    return f"paypal-certificate:{url}"[:240]


def _roots() -> Store:
    return _store(settings.COMPTOIR_STAND_INS.get("paypal_roots") or certifi.where())


@cache
def _store(file: str) -> Store:
    return Store(x509.load_pem_x509_certificates(Path(file).read_bytes()))
