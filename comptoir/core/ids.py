"""Identifiers that the outside sees."""

import secrets

# Crockford's base 32 without I, L, O, U: nothing that is misread on paper or on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def token() -> str:
    """A new secret of 128 bits, safe in addresses (22 characters)."""
    return secrets.token_urlsafe(16)


def reference(length: int = 8) -> str:
    """A new short reference that people can type, such as "7K3M9QX2"."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
