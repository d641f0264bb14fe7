"""The strict fast scan: a well-formed, ordinary feed's bytes → what feedparser would have found in them, or Beyond.

    body ─ charset UTF-8 · no DOCTYPE ─ expat, one pass ─ entries as feedparser shapes them ─ parse.read_document

Most feeds are plain: RSS, RDF or Atom without inline markup. For those, one pass of expat with a few handlers gives the
same titles, links, ids, texts, authors, tags and dates as feedparser, several times as fast. A title that differed
would be a revision of every item when a feed changes sides, so the scan follows feedparser's own rules (which of two
titles counts, when a guid is a link, what a second description is), and whatever it has no rule for is Beyond: the
whole document goes to feedparser. `why` says what was met.

It runs in our own process, on bytes of strangers, so it is bounded: no DTD and no entities (expat would expand them),
depth and the length of a tag limited, one pass, and nothing kept but text that stands in the body.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from monitor.feeds.outline import LEFT_OUT
from monitor.feeds.scanned_entry import OutOfRule, ScannedEntry, check_type, settled
from monitor.feeds.vocabulary import (
    GATHERED,
    IMAGE_PARTS,
    NAMESPACES,
    PERSON,
    PLACES,
    PREFIXES,
    ROLES,
    SUMMARIES,
    TEXTS,
    UNHEARD,
)

DEEPEST = 50  # elements within each other; feeds have six


@dataclass(frozen=True, slots=True, kw_only=True)
class Beyond:
    """The document is feedparser's: `why` is what the scan has no rule for."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """What one pass saw. `found` is {"version", "feed": {title, language}, "entries": […]}, as feedparser gives it.

    `places`: the byte at which each entry begins, and that of its end tag. `setting`: what the meaning of an entry's
    bytes hangs on, languages and namespaces around it; None where one entry hangs on what stands before it.
    """

    found: Mapping[str, Any]
    places: Sequence[tuple[int, int]]
    setting: Hashable | None


def scan(body: bytes, content_type: str | None, left_out: int = 0) -> Scanned | Beyond:
    """A body, in one pass. `left_out`: how many marks stand in it for entries (outline.py). Never raises."""
    if not is_utf_8(body, content_type):
        return Beyond(why="another charset than UTF-8")
    reader = Reader(left_out)
    parser = parser_for(reader)
    try:
        pass_over(body, parser)
        return reader.scanned()
    except OutOfRule as met:
        return Beyond(why=str(met))
    except expat.ExpatError as error:
        return Beyond(why=f"not well-formed: {expat.ErrorString(error.code)}")
    finally:
        del reader.parser  # or a body's text would wait for the collector


PIECE = 64 * 1024  # bytes; one tag or comment is no longer


def pass_over(body: bytes, parser: expat.XMLParserType) -> None:
    """One pass, piece by piece: a tag of half a million attributes would hold everybody up. Raises OutOfRule."""
    view = memoryview(body)
    for begin in range(0, len(body), PIECE):
        parser.Parse(view[begin : begin + PIECE], False)
        if begin - parser.CurrentByteIndex > PIECE:
            raise OutOfRule("a tag or comment without end")
    parser.Parse(b"", True)


ASCII_LIKE = {"", "utf-8", "utf8", "us-ascii", "ascii"}
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]*)", re.IGNORECASE)
XML_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")


def is_utf_8(body: bytes, content_type: str | None) -> bool:
    """Whether header and declaration leave no doubt. That the bytes are what they say, expat checks."""
    header = HEADER_CHARSET.search(content_type or "")
    declared = XML_ENCODING.match(body[:200].removeprefix(b"\xef\xbb\xbf"))
    charsets = {header[1].lower() if header else "", declared[1].decode("latin-1").lower() if declared else ""}
    return charsets <= ASCII_LIKE and b"\0" not in body[:200]


class Reader:
    """The handlers of one pass. `depth` counts from 1 at the root; `text` gathers what stands in the open element."""

    parser: expat.XMLParserType  # while it is at work; where it stands

    def __init__(self, left_out: int) -> None:
        self.depth = 0
        self.text: list[str] = []
        self.open: tuple[str, int, dict[str, str]] | None = None  # the element whose text is gathered: role, depth
        self.passed_over = 0  # the depth of the element that is passed over, with all in it
        self.has_summary = self.has_content = False
        self.in_image = False  # what is passed over is the feed's image
        self.names: dict[str, tuple[str, str]] = {}  # expat's name → (ours, role)
        self.root = ""
        self.channels = 0
        self.whose: tuple[str, int, dict[str, str]] | None = None  # the author whose name or address is gathered
        self.langs: list[tuple[int, str | None]] = [(0, None)]  # xml:lang, where it changes, by depth
        self.feed: dict[str, Any] = {}
        self.entries: list[dict[str, Any]] = []
        self.entry: ScannedEntry | None = None
        self.places: list[tuple[int, int]] = []
        self.left_out = left_out  # marks that are still to come
        self.bound: list[tuple[str | None, str]] = []  # namespaces, by the tag that is next
        self.frames: list[tuple[str, tuple[tuple[str | None, str], ...], str | None]] = []
        self.stand_alone = True  # no entry is read otherwise for what was before it

    def scanned(self) -> Scanned:
        """After the pass. Raises OutOfRule."""
        if self.left_out:
            raise OutOfRule("a mark where no entries were left out")
        setting = (tuple(self.frames), self.feed.get("language")) if self.stand_alone else None
        return Scanned(found=self.found(), places=self.places, setting=setting)

    def found(self) -> Mapping[str, Any]:
        """What feedparser would give. Raises OutOfRule."""
        if not self.entries:
            raise OutOfRule("no entries")  # whatever the reason is, feedparser's path has the words for it
        if not self.feed.get("title"):
            raise OutOfRule("a feed without a title")
        return {"version": self.root, "feed": self.feed, "entries": self.entries}

    # what no ordinary feed has

    def doctype(self, *_: object) -> None:
        raise OutOfRule("a DOCTYPE")

    def comment(self, text: str) -> None:
        if not self.root and "<!entity" in text.lower():
            raise OutOfRule("entities in a comment, which feedparser reads")

    def namespace(self, prefix: str | None, uri: str) -> None:
        known = NAMESPACES.get((uri or "").lower())
        if known is None and (prefix is None or prefix in PREFIXES or "backend.userland.com" in uri):
            raise OutOfRule(f"the namespace {uri!r:.60}")
        if known is not None and prefix in PREFIXES and prefix != known:
            raise OutOfRule(f"the prefix {prefix} for another namespace")
        self.bound.append((prefix, uri))

    def instruction(self, target: str, _: str) -> None:
        """A mark must stand where entries do, and nothing before it may matter to the entries that it stands for."""
        if target != LEFT_OUT:
            return
        is_inside = self.open is not None or self.entry is not None or self.passed_over
        if is_inside or not self.root or PLACES[self.root][0] != self.depth + 1 or self.has_content:
            raise OutOfRule("a mark where no entries were left out")
        self.left_out -= 1

    # elements

    def start(self, raw: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise OutOfRule("elements too deep within each other")
        name, role = self.names.get(raw) or self._named(raw)
        if attributes:
            attributes = self._attributes(attributes)
        if self.open is not None:
            self._start_in_text(name, role)
        elif self.entry is None:
            self._start_in_feed(name, role, attributes)
        elif self.passed_over:
            is_in_source = self.entry.in_source and self.depth == self.passed_over + 1 and role in GATHERED
            if role not in UNHEARD and not is_in_source:
                raise OutOfRule(f"<{name}> within what is passed over")
        else:
            self._start_in_entry(name, role, attributes, self.entry)
        if self.bound:
            self.bound.clear()

    def _named(self, raw: str) -> tuple[str, str]:
        uri, _, local = raw.rpartition(" ")
        prefix = NAMESPACES.get(uri.lower())
        name = "" if prefix is None else f"{prefix}:{local.lower()}".removeprefix(":")
        self.names[raw] = (name, ROLES.get(name, ""))
        return self.names[raw]

    def _attributes(self, given: dict[str, str]) -> dict[str, str]:
        """Attributes as feedparser names them: `rdf:about`, `href`. Keeps track of the language."""
        found: dict[str, str] = {}
        for raw, value in given.items():
            uri, _, local = raw.rpartition(" ")
            prefix = NAMESPACES.get(uri.lower(), "")
            name = f"{prefix}:{local}".removeprefix(":").lower()
            if name in {"base", "xml:base", "lastmod", "mode"} or name in found:
                raise OutOfRule(f"the attribute {name}")
            found[name] = value.lower() if name in {"rel", "type"} else value
        lang = found.get("xml:lang", found.get("lang"))
        if lang is not None:
            self.langs.append((self.depth, lang.replace("_", "-")))
        return found

    def _start_in_text(self, name: str, role: str) -> None:
        """Only a person has parts; markup within a text is feedparser's."""
        assert self.open is not None
        if self.open[0] != "author" or role != "person" or "".join(self.text).strip():
            raise OutOfRule(f"an element within <{self.open[0]}>")
        self.whose = self.open
        self._gather(name, {})

    def _start_in_feed(self, name: str, role: str, attributes: dict[str, str]) -> None:
        if role == "frame":
            self._frame(name, attributes)
        elif not self.root:
            raise OutOfRule(f"the root <{name}>")
        elif role == "entry":
            if PLACES[self.root][0] != self.depth or self.passed_over or "href" in attributes:
                raise OutOfRule("an entry where none belongs")
            self.entry = ScannedEntry(self.depth, attributes.get("rdf:about"), self.parser.CurrentByteIndex)
            self.stand_alone = self.stand_alone and not self.has_content
            self.entry.has_content, self.has_content = self.has_content, False
        elif role in {"title", "language"} and PLACES[self.root][1] == self.depth and not self.passed_over:
            check_type(role, attributes)
            self._gather(role, attributes)
        elif not (self.passed_over and self.in_image and name in IMAGE_PARTS):
            self._pass_over(name, role)

    def _pass_over(self, name: str, role: str) -> None:
        """What stands around the entries and is not the feed's own title or language, which elsewhere confuse."""
        if role in {"title", "media title", "language"} or self.in_image or (self.passed_over and role in SUMMARIES):
            raise OutOfRule(f"<{name}> where none belongs")
        if self.passed_over:
            return
        self.passed_over, self.in_image = self.depth, name == "image"
        if role in SUMMARIES:  # feedparser carries over to the first entry that there was a content
            self.has_content |= role == "content" or self.has_summary
            self.has_summary |= role != "description"

    def _frame(self, name: str, attributes: dict[str, str]) -> None:
        belongs = {"rss", "rdf:rdf", "feed"} if self.depth == 1 else {"channel"}
        if name not in belongs or self.depth > 2 or self.root == "feed" or self.channels or "href" in attributes:
            raise OutOfRule(f"<{name}> where none belongs")
        self.frames.append((name, tuple(self.bound), self.langs[-1][1]))
        if self.depth == 2:
            self.channels += 1
            return
        self.root = name
        if name != "rdf:rdf" and self.langs[-1][1]:
            self.feed["language"] = self.langs[-1][1]

    def _start_in_entry(self, name: str, role: str, attributes: dict[str, str], entry: "ScannedEntry") -> None:
        if role in {"entry", "frame", "beyond"}:
            raise OutOfRule(f"<{name}> in an entry")
        if role == "see-through" or (role == "link" and entry.takes_link(attributes)):
            return
        if role not in GATHERED:
            entry.pass_over(role)
            self.passed_over = self.depth
            return
        if role in TEXTS:
            check_type(role, attributes)
            role = entry.part_for(role)
        elif role == "category":
            entry.start_tag(name, attributes)
        self._gather(role, attributes)

    def _gather(self, role: str, attributes: dict[str, str]) -> None:
        self.open = (role, self.depth, attributes)
        self.text.clear()

    def end(self, _: str) -> None:
        depth, entry = self.depth, self.entry
        self.depth -= 1
        if self.open is not None and self.open[1] == depth:
            role, attributes = self.open[0], self.open[2]
            self.open = None
            text = "".join(self.text).strip()
            if entry is None:
                self._end_in_feed(role, settled(text))
            elif role in PERSON:
                entry.person[role] = text
                self.open = self.whose
                self.text.clear()
            else:
                entry.take(role, text, depth, attributes, self.langs[-1][1])
        elif self.passed_over == depth:
            self.passed_over, self.in_image = 0, False
            if entry is not None:
                entry.in_source = False
        elif entry is not None and entry.depth == depth:
            self.entries.append(entry.found())
            self.places.append((entry.begins, self.parser.CurrentByteIndex))
            self.entry = None
        if self.langs[-1][0] == depth:
            self.langs.pop()

    def _end_in_feed(self, role: str, text: str) -> None:
        if role == "title" and self.feed.get("title"):
            raise OutOfRule("a second title of the feed")
        self.feed[role] = text


def parser_for(reader: Reader) -> expat.XMLParserType:
    """Of one pass. It and its reader hold each other until that is over."""
    parser = reader.parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartNamespaceDeclHandler = reader.namespace
    parser.CommentHandler = reader.comment
    if reader.left_out:
        parser.ProcessingInstructionHandler = reader.instruction
    return parser
