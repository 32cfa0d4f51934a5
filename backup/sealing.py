"""Second copies that only a passphrase opens: a USB disk that is stolen tells nobody a phone number or a dossier code.

The server keeps no passphrase. From it and a salt come two keys (Argon2id); the server keeps the public one, with which
it locks each copy's own key. A sealed file is: MAGIC, the salt, the copy's key as locked (libsodium's sealed box), and
the copy in pieces (secretstream: none can be changed, moved or left out). See docs/decisions.md, "Sealed copies".
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from nacl import bindings as sodium
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id

from backup.sqlite import NOT_WHOLE, NotWhole

ENDING = ".sealed"
MAGIC = b"mot-cua sealed 1\n"
PIECE = 1 << 20  # bytes
PASSES, MEMORY = 3, 128 << 20  # of Argon2id: about half a second, once
LOCKED = sodium.crypto_secretstream_xchacha20poly1305_KEYBYTES + sodium.crypto_box_SEALBYTES
HEAD = sodium.crypto_secretstream_xchacha20poly1305_HEADERBYTES
TAIL = sodium.crypto_secretstream_xchacha20poly1305_ABYTES
LAST = sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class WrongPassphrase(Exception):
    """This passphrase does not open the copy."""


class Lock(NamedTuple):
    """What the server keeps of a passphrase, each in hex."""

    salt: str
    public: str


def lock_of(passphrase: str) -> Lock:
    """A lock that this passphrase opens."""
    salt = os.urandom(argon2id.SALTBYTES)
    return Lock(salt.hex(), bytes(_private(passphrase, salt).public_key).hex())


def _private(passphrase: str, salt: bytes) -> PrivateKey:
    return PrivateKey(argon2id.kdf(PrivateKey.SIZE, passphrase.encode(), salt, PASSES, MEMORY))


def seal(source: Path, target: Path, lock: Lock) -> None:
    """Write `source`, sealed, to `target`, and read it back. Raises NotWhole, OSError."""
    key = sodium.crypto_secretstream_xchacha20poly1305_keygen()
    with source.open("rb") as plain, _for_its_owner(target) as sealed:
        sealed.write(MAGIC + bytes.fromhex(lock.salt))
        sealed.write(SealedBox(PublicKey(bytes.fromhex(lock.public))).encrypt(key))
        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        sealed.write(sodium.crypto_secretstream_xchacha20poly1305_init_push(state, key))
        written, piece, after = hashlib.sha256(), plain.read(PIECE), b""
        while True:
            after = plain.read(PIECE)
            tag = 0 if after else LAST
            sealed.write(sodium.crypto_secretstream_xchacha20poly1305_push(state, piece, tag=tag))
            written.update(piece)
            if not after:
                break
            piece = after
    with target.open("rb") as sealed:
        sealed.seek(len(MAGIC) + argon2id.SALTBYTES + LOCKED)
        found = hashlib.sha256()
        for piece in _pieces(sealed, key):
            found.update(piece)
    if found.digest() != written.digest():
        raise NotWhole(NOT_WHOLE)


def _for_its_owner(target: Path) -> BinaryIO:
    return open(os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")


def unseal(source: Path, target: Path, passphrase: str) -> None:
    """Open a sealed copy into `target`, which only its owner may read. Raises WrongPassphrase, NotWhole, OSError."""
    with source.open("rb") as sealed:
        if sealed.read(len(MAGIC)) != MAGIC:
            raise NotWhole(NOT_WHOLE)
        private = _private(passphrase, sealed.read(argon2id.SALTBYTES).ljust(argon2id.SALTBYTES, b"\0"))
        try:
            key = SealedBox(private).decrypt(sealed.read(LOCKED))
        except CryptoError as error:
            raise WrongPassphrase from error
        with _for_its_owner(target) as plain:
            for piece in _pieces(sealed, key):
                plain.write(piece)


def _pieces(sealed: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The copy, piece by piece. Raises NotWhole where one was changed or is missing."""
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    try:
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, sealed.read(HEAD), key)
        tag = None
        while piece := sealed.read(PIECE + TAIL):
            plain, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, piece)
            yield plain
    except (CryptoError, ValueError, TypeError, RuntimeError) as error:
        raise NotWhole(NOT_WHOLE) from error
    if tag != LAST:
        raise NotWhole(NOT_WHOLE)
