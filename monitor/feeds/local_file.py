"""A feed in a file of the operator's own."""

import stat
from pathlib import Path

from monitor.feeds.body import digest_of
from monitor.model import Fetched, FetchError, FetchOutcome, FetchRequest, NotModified


def read_file(request: FetchRequest, limit: int) -> FetchOutcome:
    """A feed in a file. Its digest serves as its ETag."""
    path = Path(request.url)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return FetchError(message=f"{path} is not a file: give the path of a feed's file")
        with path.open("rb") as file:
            body = file.read(limit + 1)
    except FileNotFoundError:
        return FetchError(message=f"{path} does not exist: correct the feed's path, or put the file there")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return FetchError(message=f"{path} can't be read ({reason}): check its path and its permissions")
    if len(body) > limit:
        return FetchError(message=f"{path} has more than {limit / 2**20:g} MiB: no feed is that large; check the path")
    digest = digest_of(body)
    if digest == request.etag:
        return NotModified(etag=digest)
    return Fetched(url=request.url, body=body, digest=digest, etag=digest)
