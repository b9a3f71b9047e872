"""Does poppler read the structure of a PDF as tree.py does?

    poppler.py FILE.pdf

`pdfinfo -struct-text` draws a page anew for each of its elements: a minute for
a large report, so that the other checkers read by tree.py. Here one stands for
the other, text by text, in the order of the tree. Soft hyphens are not told.
"""
import re
import subprocess
import sys

sys.dont_write_bytecode = True
from tree import Node, after, read_tree, rows


def leaves(node):
    """(kind, text) of each element without elements in it, in order."""
    for k in node.kids:
        if isinstance(k, Node) and any(isinstance(x, Node) for x in k.kids):
            yield from leaves(k)
        elif isinstance(k, Node):
            yield k.kind, k.text().replace("\u00ad", "")


def as_poppler(path):
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


def stances(tree):
    return [c.text() for t in after(tree, "STANCE MATRIX") for r in rows(t)
            for c in r if c.text() in ("support", "mixed", "oppose")]


ours, theirs = read_tree(sys.argv[1]), as_poppler(sys.argv[1])
faults = [f"{a} is {b} to poppler"
          for a, b in zip(leaves(ours), leaves(theirs)) if a != b]
if len(list(leaves(ours))) != len(list(leaves(theirs))):
    faults.append("one tree has more elements than the other")
if not stances(theirs) or stances(ours) != stances(theirs):
    faults.append("the stances of the matrix differ")
for f in faults[:20]:
    print(f)
print("poppler:", f"{len(faults)} faults" if faults else
      "reads the same, each stance of the matrix")
sys.exit(bool(faults))
