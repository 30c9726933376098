"""The text in a private address: a link's number and a proof that we made it.

96 bits of HMAC-SHA256 in base 62 keep an address short enough for a small QR code; guessing one
would take more requests than the rate limits allow in any lifetime.
"""

import hmac
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PROOF_BITS = 96
LONGEST = 32


def key_id(secret: str) -> str:
    """Return the short public name of a server key."""
    return sha256(b"link key id" + secret.encode()).hexdigest()[:8]


def token(secret: str, purpose: str, link_id: int, generation: int) -> str:
    return _written(link_id << PROOF_BITS | _proof(secret, purpose, link_id, generation))


def link_id(token: str) -> int | None:
    """Return the number of the link that the token claims to open; None if it cannot be one."""
    number = _read(token)
    return None if number is None else number >> PROOF_BITS or None


def is_genuine(claimed: str, secret: str, purpose: str, link_id: int, generation: int) -> bool:
    return hmac.compare_digest(
        claimed.encode(), token(secret, purpose, link_id, generation).encode()
    )


def _proof(secret: str, purpose: str, link_id: int, generation: int) -> int:
    message = f"{purpose}:{link_id}:{generation}".encode()
    digest = hmac.digest(b"link" + secret.encode(), message, sha256)
    return int.from_bytes(digest[: PROOF_BITS // 8], "big")


def _written(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(ALPHABET))
        digits = ALPHABET[digit] + digits
    return digits


def _read(token: str) -> int | None:
    if not token or len(token) > LONGEST or token.startswith(ALPHABET[0]):
        return None
    number = 0
    for character in token:
        digit = ALPHABET.find(character)
        if digit < 0:
            return None
        number = number * len(ALPHABET) + digit
    return number
