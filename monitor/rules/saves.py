"""Whether a rule file is whole, or only what a save that was broken off left of it: (text that runs, text now) → doubt.

Pure. What an editor leaves that was killed is the beginning of what it meant to write, and that may be valid. Whatever
stands before the last table is whole then; of the last one it is asked whether it ends where it may:

    unchanged, or with an example behind its keys        whole in all that runs
    without the keys that it ended with                  doubtful
    changed or new, and what stood behind it is gone     doubtful
    changed or new, and ending where buffers end         doubtful
    the same, of a writer that stopped in the middle     doubtful, unless it ends as another table does

A file that ended with a line break, or with the line `# end`, ends with it or is doubtful.
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
    last = blocks[-1]
    if before is not None and _has_lost_its_end(before, now):
        return last.name
    if last.has_examples:  # no key can follow them
        return None
    is_odd = left_open and last.last_key not in {block.last_key for block in (*earlier, *blocks[:-1])}
    return last.name if _is_doubtful(earlier, last, now, known, is_odd=is_odd) else None


def _has_lost_its_end(before: str, now: str) -> bool:
    has_mark = END_MARK.search(before) is not None and END_MARK.search(now) is None
    return has_mark or (before.endswith("\n") and not now.endswith("\n"))


def _is_doubtful(earlier: Sequence[Block], last: Block, now: str, known: AbstractSet[str], *, is_odd: bool) -> bool:
    place = next((place for place, block in enumerate(earlier) if block.name == last.name), -1)
    gone = [block for block in earlier[place + 1 :] if block.name not in known]
    if place < 0 and gone and gone == list(earlier[-1:]):  # it took the place of the last one
        place, gone = len(earlier) - 1, []
    if place >= 0:
        was, keys = earlier[place].own(), last.own()
        if was == keys:
            return False
        if _lacks_its_last_keys(was, keys, last.text):
            return True
    ends_within_a_value = BARE_NUMBER.search(now) is not None
    return bool(gone) or is_odd or ends_within_a_value or len(now.encode()) % PAGE == 0


def _lacks_its_last_keys(was: dict[str, Any], now: dict[str, Any], text: str) -> bool:
    """A key that was made a comment, or taken out before the last one, was meant so."""
    comments = " ".join(re.findall(r"^[ \t]*#.*", text, re.MULTILINE))
    lacking = [key for key in was if key not in now and not re.search(rf"\b{re.escape(key)}\b", comments)]
    return bool(lacking) and list(now)[-1:] != list(was)[-1:]


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
