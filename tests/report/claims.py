"""What a report prints, compared; and what nothing was compared with.

A checker takes from an element's text what it compares. What is left of a title
or deck, and each number that is left anywhere, is a fault: a new figure cannot
be printed without a comparison.
"""
import re
from collections import Counter

from tree import Node, parts

WORDS = ("no one two three four five six seven eight nine ten eleven "
         "twelve").split()
COUNT = r"(\d[\d,]*)"
NUMBER = r"(\d[\d,]*|" + "|".join(WORDS) + r")\b"


def number(s):
    s = s.lower()
    return WORDS.index(s) if s in WORDS else int(s.replace(",", ""))


class Claims:
    def __init__(self):
        self.seen, self.faults = Counter(), []

    def same(self, what, where, printed, found):
        self.seen[what] += 1
        if printed != found:
            self.faults.append(f"{what} {where}: printed {printed}, SQL {found}")

    def told(self, what, node, pattern, *found, flags=0):
        """If the text has this, its groups are these; returns the match. Numbers
        are compared as such, else letters; None is not compared."""
        m = node.take(pattern, flags)
        if m:
            printed = [number(g) if isinstance(f, int) and g else g
                       for g, f in zip(m.groups(), found)]
            wanted = [p if f is None else f for p, f in zip(printed, found)]
            self.same(what, repr(m[0][:50]), printed, wanted)
        return m

    def must(self, what, node, pattern, *found, flags=0):
        """As told(), and it is a fault if the text has it not."""
        m = self.told(what, node, pattern, *found, flags=flags)
        if not m:
            self.faults.append(f"{what}: not of the form '{pattern[:60]}': "
                               f"{(node.left or node.text())[:90]}")
        return m

    def exactly(self, what, node, text):
        """The whole of it is this text."""
        self.same(what, "", node.text(), text)
        node.left = ""

    # ---- the guard ----------------------------------------------------------

    def guard(self, tree):
        for sect in tree.all("Sect"):
            kids = parts(sect)
            head = next((i for i, k in enumerate(kids) if k.kind == "H1"), None)
            if head is not None:
                self.whole("title", kids[head])
                if head + 1 < len(kids) and kids[head + 1].kind == "P":
                    self.whole("deck", kids[head + 1])
        self.numbers(tree, "")

    def whole(self, what, node):
        self.seen["whole " + what] += 1
        left = node.text() if node.left is None else node.left
        if left.strip():
            self.faults.append(f"{what} not compared: {left.strip()[:90]}")

    def numbers(self, node, where):
        """Those that no comparison took; a parent's reading stands for its
        children's."""
        if node.left is not None:
            left = node.left
        elif any(isinstance(k, Node) for k in node.kids):
            for k in node.kids:
                if isinstance(k, Node):
                    self.numbers(k, k.text()[:40])
            left = " ".join(k for k in node.kids if not isinstance(k, Node))
        else:
            left = node.text()
        self.alt(node)
        found = re.findall(r"\d[\d,.]*", left)
        if found:
            self.faults.append(f"page {node.page}: {node.kind}: no comparison of "
                               f"{' '.join(found)[:40]} in: {left.strip()[:70]}")

    def alt(self, node):
        if node.alt and re.search(r"\d", node.alt):
            self.faults.append(f"page {node.page}: no comparison of: "
                               f"{node.alt[:70]}")
