"""PINs and passwords: kept as Argon2 hashes, and checked off the loop, because a hash takes long on purpose."""

from secrets import token_hex

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from runtime import run_blocking

# RFC 9106's second choice asks for 64 MiB; OWASP's for 19 MiB, which a small PC can spare ten times over at 07:30.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)

# An unknown name costs as much time as a wrong secret, so that names cannot be guessed.
NOBODY = _hasher.hash(token_hex())


def hash_secret(secret: str) -> str:
    """The Argon2id hash of a PIN or password, with its own salt and parameters inside."""
    return run_blocking(_hasher.hash, secret)


def check_secret(hashed: str, secret: str) -> bool:
    """Whether `secret` is the one behind `hashed`. An officer without a hash ("") can never sign in."""
    return run_blocking(_verify, hashed, secret)


def pin_of(typed: str) -> str:
    """A PIN as it is kept, however it was parted in typing: the cards print it in two groups."""
    digits = "".join(typed.split())
    return digits if digits.isascii() and digits.isdigit() else typed


def _verify(hashed: str, secret: str) -> bool:
    try:
        return _hasher.verify(hashed, secret)
    except (VerificationError, InvalidHashError):
        return False
