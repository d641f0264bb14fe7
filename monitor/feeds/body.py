"""A body as it was sent → its bytes, inflated where it is gzip (RFC 1952), never further than a limit."""

import zlib
from hashlib import blake2b
from io import BytesIO
from typing import IO

MEMBER = b"\x1f"  # the first byte of each
GZIP = b"\x1f\x8b"
PIECE = 64 * 1024  # bytes that are inflated in one go

Decoded = tuple[bytes, bool]
"""A body, and whether it is whole."""


class TooLarge(Exception):
    """More bytes than the limit allows."""


class Gzip:
    """A gzip body inflated as it arrives, never further than one byte past the limit; several members are one body.

    What follows the last member and is none is passed over, as gzip itself does.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._body = bytearray()
        self._member = zlib.decompressobj(wbits=31)
        self._is_over = False

    def add(self, chunk: bytes) -> None:
        """Raises TooLarge, zlib.error."""
        while chunk and (room := self._limit - len(self._body) + 1) > 0:
            if self._member.eof:
                if chunk[:1] != MEMBER or self._is_over:
                    self._is_over = True
                    break
                self._member = zlib.decompressobj(wbits=31)
            self._body += self._member.decompress(chunk, room)
            chunk = self._member.unconsumed_tail or self._member.unused_data.lstrip(b"\0")
        if len(self._body) > self._limit:
            raise TooLarge

    def so_far(self) -> Decoded:
        """What came, and whether it ends where a member does."""
        return bytes(self._body), self._member.eof


def decoded(sent: IO[bytes], *, is_gzip: bool, limit: int) -> Decoded:
    """A body that was sent, from its first byte. One that is gzip and is not called so (feed.xml.gz) is what is in it.

    Raises TooLarge, and zlib.error where it is called gzip and is none.
    """
    sent.seek(0)
    body, is_whole = inflated(sent, limit) if is_gzip else (sent.read(), True)
    if not is_whole or not body.startswith(GZIP):
        return body, is_whole
    try:
        return inflated(BytesIO(body), limit)
    except zlib.error:  # it only began alike; whoever reads it says what it is
        return body, True


def inflated(sent: IO[bytes], limit: int) -> Decoded:
    body = Gzip(limit)
    while chunk := sent.read(PIECE):
        body.add(chunk)
    return body.so_far()


def digest_of(body: bytes) -> str:
    """32 hexadecimal digits that change when the body does."""
    return blake2b(body, digest_size=16).hexdigest()
