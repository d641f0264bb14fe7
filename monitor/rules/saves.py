"""Whether a rule file is whole, or only what a save that was broken off left of it: (text that runs, text now) → doubt.

Pure. What an editor leaves that was killed is the beginning of what it meant to write, and that may be valid. Whatever
stands before the last table is whole then; of the last one it is asked whether it ends where it may:

    unchanged, or with an example behind its keys        whole in all that runs
    without the keys that it ended with                  doubtful
    changed or new, and what stood behind it is gone     doubtful
    changed or new, and ending where buffers end         doubtful
    the same, of a writer that stopped in the middle     doubtful, unless it ends as another table does

Where a writer stopped, or buffers end, and what stood behind is gone, it is doubtful in any case. A file that ended
with a line break, or with the line `# end`, ends with it or is doubtful.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from monitor.toml_places import STRING

HEADER = re.compile(
    rf"#[^\n]*|{STRING.pattern}"
    r"|^[ \t]*(?P<header>\[\[[ \t]*rule[ \t]*\]\]|\[[ \t]*(?:entity|group)[ \t]*\.[ \t]*(?P<id>[^\]\n]+?)[ \t]*\])",
    re.DOTALL | re.MULTILINE,
)
RULE_ID = re.compile(r"^[ \t]*[\"']?id[\"']?[ \t]*=[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)')", re.MULTILINE)
EXAMPLE = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\.[ \t]*(?:no_)?match[ \t]*\]\]", re.MULTILINE)
END_MARK = re.compile(r"^#[ \t]*end[ \t]*\n?\s*\Z", re.MULTILINE)
BARE_NUMBER = re.compile(r"=[ \t]*[+-]?[\d_]+\Z")
PAGE = 4096  # bytes; a program that is killed has written so many, or a multiple: buffers, and pages of the disk


class Block(NamedTuple):
    """A rule, entity or group: its id, with an @ unless it is a rule's, and its text up to the next one."""

    name: str
    text: str

    @property
    def has_examples(self) -> bool:
        return EXAMPLE.search(self.text) is not None

    @property
    def last_key(self) -> str:
        return "" if self.has_examples else list(self.own())[-1]

    def own(self) -> dict[str, Any]:
        """Its keys, without its examples."""
        tables = next(iter(tomllib.loads(self.text).values()))  # behind it may stand examples of a rule before
        found: dict[str, Any] = tables[0] if isinstance(tables, list) else next(iter(tables.values()))
        return {key: value for key, value in found.items() if key not in ("match", "no_match")}


def broken_off(before: str | None, now: str, known: AbstractSet[str], *, left_open: bool = False) -> str | None:
    """The rule or @entity in which `now`, a valid file, may be broken off; None: it is whole, as far as can be told.

    `before`: the file as it runs, if it does. `known`: the names of all that the edited rules hold. `left_open`:
    somebody paused with the file open, and closed it without another word.
    """
    blocks = list(_blocks(now))
    earlier = [] if before is None else list(_blocks(before))
    if not blocks:
        return earlier[0].name if earlier and before is not None and len(now) < len(before) else None
    last, was, gone = blocks[-1], *_counterpart(blocks[-1], earlier, known)
    ends_where_buffers_do = len(now.encode()) % PAGE == 0
    if _has_lost_its_end(before or "", now) or (gone and (left_open or ends_where_buffers_do)):
        return last.name
    if last.has_examples or (was is not None and was.own() == last.own()):  # no key can follow, or none is missing
        return None
    doubts = (
        gone,
        ends_where_buffers_do,
        BARE_NUMBER.search(now),
        was is not None and _lacks_its_last_keys(was, last),
        left_open and last.last_key not in {block.last_key for block in (*earlier, *blocks[:-1])},
    )
    return last.name if any(doubts) else None


def _counterpart(
    last: Block, earlier: Sequence[Block], known: AbstractSet[str]
) -> tuple[Block | None, Sequence[Block]]:
    """What the last table was, and which tables stood behind it that are in no file any more."""
    place = next((place for place, block in enumerate(earlier) if block.name == last.name), -1)
    gone = [block for block in earlier[place + 1 :] if block.name not in known]
    if place < 0 and gone and gone == list(earlier[-1:]):  # it took the place of the last one
        return gone[0], ()
    return (earlier[place] if place >= 0 else None), gone


def _has_lost_its_end(before: str, now: str) -> bool:
    has_mark = END_MARK.search(before) is not None and END_MARK.search(now) is None
    return has_mark or (before.endswith("\n") and not now.endswith("\n"))


def _lacks_its_last_keys(was: Block, now: Block) -> bool:
    """A key that was made a comment, or taken out before the last one, was meant so."""
    before, after = list(was.own()), list(now.own())
    comments = " ".join(re.findall(r"^[ \t]*#.*", now.text, re.MULTILINE))
    lacking = [key for key in before if key not in after and not re.search(rf"\b{re.escape(key)}\b", comments)]
    return bool(lacking) and after[-1:] != before[-1:]


def _blocks(text: str) -> Iterator[Block]:
    headers = [found for found in HEADER.finditer(text) if found["header"]]
    ends = [*(found.start() for found in headers[1:]), len(text)]
    for found, end in zip(headers, ends, strict=False):  # no header: no block
        part = text[found.start() : end]
        if found["id"]:
            yield Block(f"@{found['id'].strip(chr(34) + chr(39))}", part)
        else:
            named = RULE_ID.search(part)
            yield Block((named[1] or named[2] or "") if named else "", part)
