"""A body as it arrives: chunks → bytes, inflated where it is gzip (RFC 1952), never further than a limit."""

import zlib
from hashlib import blake2b

MEMBER = b"\x1f"  # the first byte of each


class TooLarge(Exception):
    """More bytes than the limit allows."""


class Plain:
    """A body as it is sent, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._received = 0
        self._body = bytearray()

    def __len__(self) -> int:
        return len(self._body)

    def add(self, chunk: bytes) -> None:
        self._received += len(chunk)
        self._body += self._decoded(chunk)
        if max(len(self._body), self._received) > self._limit:
            raise TooLarge

    def _decoded(self, chunk: bytes) -> bytes:
        return chunk

    def whole(self) -> bytes:
        return self.so_far()

    def so_far(self) -> bytes:
        """What came of a body that was cut short."""
        return bytes(self._body)


class Gzip(Plain):
    """A gzip body inflated as it arrives, never further than one byte past the limit; several members are one body.

    What follows the last member and is none is passed over, as gzip itself does.
    """

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self._member = zlib.decompressobj(wbits=31)
        self._is_over = False

    def _decoded(self, chunk: bytes) -> bytes:
        found = bytearray()
        while chunk and (room := self._limit - len(self._body) - len(found) + 1) > 0:
            if self._member.eof:
                if chunk[:1] != MEMBER or self._is_over:
                    self._is_over = True
                    break
                self._member = zlib.decompressobj(wbits=31)
            found += self._member.decompress(chunk, room)
            chunk = self._member.unconsumed_tail or self._member.unused_data.lstrip(b"\0")
        return bytes(found)

    def whole(self) -> bytes:
        if not self._member.eof:
            raise EOFError
        return super().whole()


def digest_of(body: bytes) -> str:
    """32 hexadecimal digits that change when the body does."""
    return blake2b(body, digest_size=16).hexdigest()
