"""The words that feeds are written in: a namespace and an element's name → its role for the scan.

As feedparser maps them (its mixin and namespaces modules): case aside, several names for one part, and prefixes of
well-known modules that it goes by even where they are bound to an address that it does not know.
"""

ATOM = "http://www.w3.org/2005/atom"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/xml/1998/namespace"

# feedparser's names for the namespaces that it has rules for; the others it keeps apart by their prefix.
NAMESPACES = {
    "": "",
    ATOM: "",
    "http://purl.org/atom/ns#": "",  # Atom 0.3
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    RDF: "rdf",
    XML: "xml",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
PREFIXES = frozenset(NAMESPACES.values()) - {""}  # bound to another namespace, feedparser goes by the prefix

# What an element is to us. All that is not named here is passed over, with what it holds.
ROLES: dict[str, str] = {
    **dict.fromkeys(("title", "dc:title"), "title"),
    "media:title": "media title",
    **dict.fromkeys(("description", "dc:description", "media:description"), "description"),
    **dict.fromkeys(("summary", "itunes:summary"), "summary"),
    **dict.fromkeys(("content", "content:encoded", "fullitem"), "content"),
    "link": "link",
    **dict.fromkeys(("guid", "id"), "guid"),
    **dict.fromkeys(("pubdate", "published", "issued", "dcterms:issued"), "published"),
    **dict.fromkeys(("updated", "modified", "lastbuilddate", "dc:date", "dcterms:modified"), "updated"),
    **dict.fromkeys(("created", "dcterms:created"), "created"),
    **dict.fromkeys(("author", "dc:creator", "dc:author", "itunes:author", "managingeditor"), "author"),
    **dict.fromkeys(("name", "email", "uri", "url", "homepage"), "person"),
    **dict.fromkeys(("category", "keywords", "dc:subject", "media:category"), "category"),
    **dict.fromkeys(("language", "dc:language"), "language"),
    **dict.fromkeys(("item", "entry"), "entry"),
    **dict.fromkeys(("rss", "feed", "rdf:rdf", "channel"), "frame"),
    "source": "source",
    "image": "image",
    **dict.fromkeys(("media:group", "media:content"), "see-through"),
    **dict.fromkeys(("tags", "media:keywords", "itunes:keywords", "itunes:category"), "beyond"),
    **dict.fromkeys(("abstract", "body", "xhtml:body", "svg", "math", "textinput", "itunes:link", "date"), "beyond"),
    **dict.fromkeys(("itunes:name", "itunes:email", "newlocation", "title_detail", "guidislink"), "beyond"),
}
PLACES = {"rss": (3, 3), "rdf:rdf": (2, 3), "feed": (2, 2)}  # the depth of entries, and of the feed's own title
TEXTS = frozenset({"title", "media title", "description", "summary", "content"})
DATES = frozenset({"published", "updated", "created"})
GATHERED = TEXTS | DATES | {"link", "guid", "author", "category"}
PERSON = frozenset({"name", "email", "uri", "url", "homepage"})
UNHEARD = frozenset({"", "person", "language", "see-through"})  # they change nothing, wherever they stand
SUMMARIES = frozenset({"description", "summary", "content"})
IMAGE_PARTS = frozenset({"url", "title", "link", "description", "width", "height"})
HTML_TYPES = frozenset({"text/html", "html", "application/xhtml+xml", "xhtml"})
TEXT_TYPES = frozenset({"text", "plain", "html", "text/plain", "text/html"})
