"""Whether a rule file is whole, or only what a save that was broken off left of it: (text that runs, text now) → doubt.

Pure. What an editor leaves that was killed is the beginning of what it meant to write, and that may be valid. Whatever
stands before the last table is whole then; of the last one it is asked whether it ends where it may:

    unchanged, or with an example behind its keys        whole in all that runs
    without the keys that it ended with                  doubtful
    changed or new, and ending where buffers end         doubtful
    the same, of a writer that stopped in the middle     doubtful, unless it ends as another table does

A file without some of its tables is doubtful too, unless it ends with the table that it ended with: what it lacks may
have been still to come. A file that ended with a line break, or with the line `# end`, or is new, ends with it or is
doubtful. One that does end with `# end` is whole.
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
COMMENTED = re.compile(  # an entity or a group, or a rule
    r"^[ \t]*#[# \t]*(?:\[[ \t]*(?:entity|group)[ \t]*\.[ \t]*[\"']?([\w-]+)|id[ \t]*=[ \t]*[\"']([^\"'\n]*)[\"'])",
    re.MULTILINE,
)
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

    @property
    def gist(self) -> object:
        """What it keeps under another id: a rule's condition, the name of an entity or a group."""
        own = self.own()
        return own.get("when", own.get("name"))

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
    if END_MARK.search(now):
        return None
    blocks, earlier = list(_blocks(now)), list(_blocks(before or ""))
    gone = _gone(blocks, earlier, known, now)
    if not blocks:
        return gone[0].name if gone else None
    last, was = blocks[-1], _counterpart(blocks[-1], earlier, known)
    if gone or _has_lost_its_end(before, now):
        return last.name
    if last.has_examples or (was is not None and was.own() == last.own()):  # no key can follow, or none is missing
        return None
    doubts = (
        len(now.encode()) % PAGE == 0,
        BARE_NUMBER.search(now),
        was is not None and _lacks_its_last_keys(was, last),
        left_open and last.last_key not in {block.last_key for block in (*earlier, *blocks[:-1])},
    )
    return last.name if any(doubts) else None


def _gone(blocks: Sequence[Block], earlier: Sequence[Block], known: AbstractSet[str], now: str) -> list[Block]:
    """The tables that may have been still to come: in no file any more, nor under another name, nor as a comment."""
    if blocks and earlier and blocks[-1].name == earlier[-1].name:
        return []
    comments = {found[2] or f"@{found[1]}" for found in COMMENTED.finditer(now)}
    kept = comments | known
    gone = [block for block in earlier if block.name not in kept]
    names = {block.name for block in earlier}
    renamed = [block.gist for block in blocks if block.name not in names] if gone else []
    return [block for block in gone if block.gist not in renamed]


def _counterpart(block: Block, earlier: Sequence[Block], known: AbstractSet[str]) -> Block | None:
    """What a table was: the one of its name, else one of its gist whose name is gone."""
    same = (one for one in earlier if one.name == block.name)
    renamed = (one for one in earlier if one.name not in known and one.gist == block.gist)
    return next(same, None) or next(renamed, None)


def _has_lost_its_end(before: str | None, now: str) -> bool:
    """`now` is without `# end`."""
    had_line_break = not before or before.endswith("\n")
    return END_MARK.search(before or "") is not None or (had_line_break and not now.endswith("\n"))


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
