"""The structure tree of a PDF, as a screen reader gets it (pdfinfo -struct-text)."""
import re
import subprocess


class Node:
    def __init__(self, kind):
        self.kind, self.kids, self.own = kind, [], []

    def text(self):
        return " ".join(" ".join(k.text() if isinstance(k, Node) else k
                                 for k in self.kids).split())

    def all(self, kind):
        for k in self.kids:
            if isinstance(k, Node):
                if k.kind == kind:
                    yield k
                yield from k.all(kind)


def read_tree(path):
    out = subprocess.run(["pdfinfo", "-struct-text", path], check=True,
                         capture_output=True, text=True).stdout
    root = Node("root")
    stack = [(-1, root)]
    # a text may hold line ends: it ends at a quotation mark before one
    for m in re.finditer(r'^( *)(?:"(.*?)"|(/?\w+).*?)$(?=\n *["/\w]|\n*\Z)', out,
                         re.M | re.S):
        depth = len(m[1])
        while stack[-1][0] >= depth:
            stack.pop()
        if m[2] is not None:
            stack[-1][1].kids.append(m[2])
        elif not m[3].startswith("/") and m[3] != "Object":
            node = Node(m[3])
            stack[-1][1].kids.append(node)
            stack.append((depth, node))
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
