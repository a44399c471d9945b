"""Certificates as PayPal has them, from an authority of the tests' own."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNER = "messageverificationcerts.sandbox.paypal.com"
# Long enough that no test fails only because a year has passed.
FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2126, 1, 1, tzinfo=UTC)
Key = rsa.RSAPrivateKey
Certificate = x509.Certificate


@cache
def key(number: int) -> Key:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def authority(name: str, number: int, issuer: tuple[Certificate, Key] | None = None) -> Certificate:
    mine = key(number)
    return _signed(name, mine, issuer, [x509.BasicConstraints(ca=True, path_length=None)])


def leaf(
    number: int,
    issuer: tuple[Certificate, Key],
    *,
    name: str = SIGNER,
    until: datetime = UNTIL,
) -> Certificate:
    return _signed(
        name,
        key(number),
        issuer,
        [
            x509.SubjectAlternativeName([x509.DNSName(name)]),
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
            x509.BasicConstraints(ca=False, path_length=None),
        ],
        until=until,
    )


def _signed(
    name: str,
    mine: Key,
    issuer: tuple[Certificate, Key] | None,
    extensions: list[x509.ExtensionType],
    until: datetime = UNTIL,
) -> Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, signing = (issuer[0].subject, issuer[1]) if issuer else (subject, mine)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(mine.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM - timedelta(days=1))
        .not_valid_after(until)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(mine.public_key()), critical=False)
    )
    ca = any(isinstance(one, x509.BasicConstraints) and one.ca for one in extensions)
    usage = x509.KeyUsage(
        digital_signature=not ca,
        content_commitment=False,
        key_encipherment=not ca,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )
    for extension in [*extensions, usage]:
        builder = builder.add_extension(
            extension, critical=isinstance(extension, x509.BasicConstraints | x509.KeyUsage)
        )
    return builder.sign(signing, SHA256())


def pem(*chain: Certificate) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in chain)


@cache
def root() -> Certificate:
    return authority("Test root", 0)


@cache
def between() -> Certificate:
    return authority("Test authority", 1, (root(), key(0)))


@cache
def signer() -> Certificate:
    return leaf(2, (between(), key(1)))
