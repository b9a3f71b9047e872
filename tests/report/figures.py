"""Does a report say what the corpus says?

    figures.py [--side] CORPUS.db FILE.pdf

With --side the report is a comparison side by side.

The text is read as a screen reader would: from the structure tree. Each figure
of the overview, of the panels by kind and of the alliances, each cell of the
matrix, and each quote is compared with what SQL finds in the corpus.
"""
import re
import sqlite3
import subprocess
import sys
from collections import Counter

side = "--side" in sys.argv
if side:
    sys.argv.remove("--side")
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
seen, faults = Counter(), []


def same(what, where, printed, found):
    seen[what] += 1
    if printed != found:
        faults.append(f"{what} {where}: printed {printed}, SQL {found}")


# ---- the structure tree -----------------------------------------------------

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


def number(s):
    return int(s.replace(",", ""))


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


# ---- what SQL says ----------------------------------------------------------

issues = [r[0] for r in db.execute(
    "SELECT i.name FROM issue i JOIN dimension d ON d.id = i.dimension "
    "WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.pack = i.pack) "
    "ORDER BY i.pack, d.ord, i.ord")]
tally = {r[0]: r[1:] for r in db.execute(
    "SELECT issue, submitters_oppose, submitters_support, submitters_mixed, "
    "submitters_silent FROM issue_tally")}
stance = {(n, i): s for n, i, s in db.execute(
    "SELECT s.name, i.name, x.stance FROM submitter_stance x "
    "JOIN submitter s ON s.id = x.submitter JOIN issue i ON i.id = x.issue")}
short = dict(db.execute("SELECT name, short_name FROM submitter"))
full = {**{s: n for n, s in short.items()}, **{n: n for n in short}}
kinds = {"Government": "government", "Companies": "company",
         "Trade associations": "trade-association", "Nonprofits": "nonprofit",
         "Academia": "academic", "Individuals": "individual",
         "Other or unknown": "other"}


def check_overview(tree):
    for table in after(tree, "OVERVIEW"):
        for cells in list(rows(table))[1:]:
            issue = issues[int(cells[0].text().split()[0]) - 1]
            same("overview", issue,
                 tuple(number(c.text()) for c in cells[1:]), tally[issue])


def check_kinds(tree):
    count = Counter()
    for (kind, issue, side), n in ((r[:3], r[3]) for r in db.execute(
            "SELECT s.type, i.name, x.stance, count(*) FROM submitter_stance x "
            "JOIN submitter s ON s.id = x.submitter "
            "JOIN issue i ON i.id = x.issue GROUP BY 1, 2, 3")):
        count[kind, issue, side] = n
    for table in after(tree, "BY KIND OF SUBMITTER"):
        head, *body = rows(table)
        names = [re.sub(r" [\d,]+ submitters?$", "", c.text())
                 for c in head[1:]]
        for cells in body:
            issue = issues[int(cells[0].text().split()[0]) - 1]
            for name, cell in zip(names, cells[1:]):
                if kinds[name] == "other":      # unknown submitters as well
                    continue
                for side in ("support", "oppose"):
                    m = re.search(rf"([\d,]+) {side}", cell.text())
                    same("kind", f"{name} {issue}",
                         number(m[1]) if m else 0,
                         count[kinds[name], issue, side])


def check_matrix(tree):
    for table in after(tree, "STANCE MATRIX"):
        head, *body = rows(table)
        columns = [int(c.text().split()[0]) for c in head[1:-1]]
        for cells in body:
            name = full.get(cells[0].text())
            if len(cells) < 2 or name is None:  # a kind, or a cut name
                continue
            for issue, cell in zip(columns, cells[1:-1]):
                printed = cell.text()
                same("cell", f"{name} {issue}",
                     None if printed == "not addressed" else printed,
                     stance.get((name, issues[issue - 1])))


def check_side(tree):
    names = None
    for table in after(tree, "SIDE BY SIDE"):
        head, *body = rows(table)
        names = names or [full.get(c.text()) for c in head[1:]]
        for cells in body:
            if len(cells) < 2 or cells[0].text() == "Issue":
                continue
            issue = issues[int(cells[0].text().split()[0]) - 1]
            for name, cell in zip(names, cells[1:]):
                printed = cell.text().lower()
                same("cell", f"{name} {issue}",
                     None if printed == "not addressed" else printed,
                     stance.get((name, issue)))


def check_alliances(tree):
    pairs = {}
    for a, b, shared, agree in db.execute(
            "SELECT submitter_a, submitter_b, shared, agree FROM agreement"):
        pairs[a, b] = pairs[b, a] = (agree, shared)
    for table in after(tree, "ALLIANCES"):
        head, *body = rows(table)
        names = [c.text() for c in head]
        for cells in body:
            a = full.get(cells[0].text())
            for k, cell in enumerate(cells[1:], 1):
                m = re.search(r"the same on (\d+) of (\d+)", cell.text())
                if m and a and full.get(names[k]):
                    same("pair", (a, names[k]), (int(m[1]), int(m[2])),
                         pairs.get((a, full[names[k]])))
                if "Agrees most with" not in names:
                    continue
                for m in re.finditer(r"(\d+) of (\d+) (.*?)(?=\d+ of \d+ |$)",
                                     cell.text()):
                    b = full.get(m[3].strip())
                    if a and b:
                        same("pair", (a, b), (int(m[1]), int(m[2])),
                             pairs.get((a, b)))


def check_quotes(tree):
    """A quote, its lead-in and its place: the position that it names."""
    for node in tree.all("Sect"):
        before = None
        for k in node.kids:
            if not isinstance(k, Node):
                continue
            m = re.search(r" no\. (\d+) ", k.text())
            if before and m:
                check_quote(before.text(), int(m[1]))
            before = k if k.kind == "BlockQuote" else None


def check_quote(printed, position):
    sentence, lead = db.execute(
        "SELECT substr(CAST(b.text AS BLOB), p.begin + 1, p.end - p.begin), "
        "CAST(l.text AS BLOB) FROM position p JOIN block b ON b.id = p.block "
        "LEFT JOIN block l ON l.document = b.document AND l.seq = b.lead_in "
        "WHERE p.id = ?", (position,)).fetchone()
    sentence = " ".join(sentence.decode().split())
    lead = " ".join(lead.decode().split()) if lead else ""
    if not (printed.startswith("\u201c") and printed.endswith(("\u201d", "\u2026"))):
        return same("quote", position, printed, sentence)
    words = printed[1:-1].strip()
    cut = printed.endswith("\u2026")
    if lead:
        at = words.find(sentence[:20])
        before = words[:at].strip().strip("\u2026").strip()
        same("lead-in", position, before in lead, True)
        words = words[at:]
    same("quote", position, words,
         sentence[:len(words)] if cut else sentence)


tree = read_tree(sys.argv[2])
if side:
    check_side(tree)
else:
    check_overview(tree)
    check_kinds(tree)
    check_matrix(tree)
    check_alliances(tree)
check_quotes(tree)
for f in faults[:20]:
    print(f)
compared = seen["cell"] and seen["quote"] and (side or seen["overview"])
print("figures:", f"{len(faults)} faults" if faults else
      "as in the corpus" if compared else "nothing was compared")
if "-v" in sys.argv:
    print(", ".join(f"{n} of {k}" for k, n in sorted(seen.items())))
sys.exit(bool(faults) or not compared)
