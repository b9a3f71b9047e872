"""The structure tree of a PDF, as a screen reader gets it."""
import re

from pdf_file import PdfFile, string


class Node:
    """An element; its kids are elements and texts. page: the label of the page on
    which its text begins; target: where a link leads, (name or None, label)."""

    def __init__(self, kind):
        self.kind, self.kids = kind, []
        self.page = self.target = self.alt = self.left = self.whole = None

    def text(self):
        """All of it; the tree is not changed once this was asked for."""
        if self.whole is None:
            self.whole = " ".join(" ".join(
                k.text() if isinstance(k, Node) else k for k in self.kids).split())
        return self.whole

    def all(self, kind):
        for k in self.kids:
            if isinstance(k, Node):
                if k.kind == kind:
                    yield k
                yield from k.all(kind)

    def take(self, pattern, flags=0):
        """The first match of this in what was not yet read; it is read now."""
        text = self.text() if self.left is None else self.left
        m = re.search(pattern, text, flags)
        if m:
            self.left = text[:m.start()] + "\n" + text[m.end():]
        return m


class Reader:
    def __init__(self, pdf):
        self.pdf = pdf
        self.texts = {p: pdf.marked_texts(p) for p in pdf.pages}
        self.dests = pdf.names(pdf.get(pdf.root.get("/Names", {})).get("/Dests", {}))

    def node(self, ref):
        e = self.pdf.get(ref)
        node = Node(e["/S"][1:])
        node.alt = string(e["/Alt"]) if "/Alt" in e else None
        for kid in e.get("/K", []):
            if isinstance(kid, dict) and kid.get("/Type") == "/OBJR":
                node.target = self.target(self.pdf.get(kid["/Obj"]))
            elif isinstance(kid, str):
                node.kids.append(self.node(kid))
                node.page = node.page or node.kids[-1].page
            else:
                page, mark = (e["/Pg"], kid) if isinstance(kid, int) else \
                    (kid["/Pg"], kid["/MCID"])
                node.kids.append(self.texts[page][mark])
                node.page = node.page or self.pdf.labels[page]
        return node

    def target(self, link):
        if "/Dest" not in link:
            return None
        name = string(link["/Dest"])
        dest = self.dests.get(name)
        return name, dest and self.pdf.labels[dest[0]]


def read_tree(path):
    """The tree of a file, or of a PdfFile."""
    pdf = path if isinstance(path, PdfFile) else PdfFile(path)
    root = Node("root")
    root.kids.append(Reader(pdf).node(pdf.get(pdf.root["/StructTreeRoot"])["/K"]))
    return root


def after(tree, heading):
    """The tables of the section that begins with this eyebrow."""
    for sect in tree.all("Sect"):
        kids = [k for k in sect.kids if isinstance(k, Node)]
        if kids and kids[0].text() == heading:
            return [k for k in kids if k.kind == "Table"]
    return []


def rows(table):
    for tr in table.all("TR"):
        yield [k for k in tr.kids if isinstance(k, Node)]


def parts(sect):
    return [k for k in sect.kids if isinstance(k, Node)]


def sections(tree, heading):
    """The parts of each section whose eyebrow this pattern matches."""
    for sect in tree.all("Sect"):
        kids = parts(sect)
        m = kids and re.fullmatch(heading, kids[0].text())
        if m:
            yield m, kids
