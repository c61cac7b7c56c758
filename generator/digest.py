"""Content digests: short, fast, and the same on every machine."""

from __future__ import annotations

from hashlib import blake2b

SIZE = 12
"""Bytes of a digest: with 10^9 digests the odds of one collision are below 10^-10."""


def of(*parts: bytes | str) -> bytes:
    """The digest of `parts` in order; where one part ends and the next begins counts."""
    pieces: list[bytes] = []
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        pieces += (len(data).to_bytes(8, "little"), data)
    return blake2b(b"".join(pieces), digest_size=SIZE).digest()


def number(*parts: bytes | str) -> int:
    """A signed 64-bit number that stands for `parts`: a row's name in SQLite."""
    return int.from_bytes(of(*parts)[:8], "little", signed=True)


class SetHash:
    """The digest of a set that is kept up to date as members come and go, at a cost that is the change's.

    The sum of the members' 128-bit hashes, modulo 2^128 (Bellare and Micciancio's AdHash). It is a cache key and
    not a signature: nobody gains by forging their own archive.
    """

    WIDTH = 16
    _MASK = (1 << 128) - 1

    def __init__(self, value: bytes = bytes(16), count: int = 0) -> None:
        self._sum = int.from_bytes(value, "little")
        self.count = count

    @staticmethod
    def member(*parts: bytes) -> int:
        """The number that `add` and `remove` take for a member that `parts` describe."""
        return int.from_bytes(blake2b(b"\0".join(parts), digest_size=16).digest(), "little")

    def add(self, member: int) -> None:
        """Let `member` come in."""
        self._sum = (self._sum + member) & self._MASK
        self.count += 1

    def remove(self, member: int) -> None:
        """Let `member` go."""
        self._sum = (self._sum - member) & self._MASK
        self.count -= 1

    @property
    def digest(self) -> bytes:
        """16 bytes that are equal for equal sets."""
        return self._sum.to_bytes(self.WIDTH, "little")
