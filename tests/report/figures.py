"""Does a report say what the corpus says?

    figures.py [--side] CORPUS.db FILE.pdf

With --side the report is a comparison side by side.

The text is read as a screen reader would: from the structure tree. Each figure
of the list of submitters, of the overview, of the panels by kind, of the
alliances, of the issue pages and of the annex, each cell of the matrix, and each
quote is compared with what SQL finds in the corpus.
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


def agreements():
    found = {}
    for a, b, shared, agree in db.execute(
            "SELECT submitter_a, submitter_b, shared, agree FROM agreement"):
        found[a, b] = found[b, a] = (agree, shared)
    return found


def check_side(tree):
    names, pairs = None, agreements()
    for table in after(tree, "SIDE BY SIDE"):
        head, *body = rows(table)
        names = names or [full.get(c.text()) for c in head[1:]]
        for cells in body:
            if len(cells) < 2 or cells[0].text() == "Issue":
                continue
            if head[0].text() == "Submitter":
                a = full.get(cells[0].text())
                for b, cell in zip(names, cells[1:]):
                    m = re.match(r"(\d+) of (\d+)", cell.text())
                    same("pair", (a, b),
                         (int(m[1]), int(m[2])) if m else None,
                         pairs.get((a, b)))
                continue
            issue = issues[int(cells[0].text().split()[0]) - 1]
            for name, cell in zip(names, cells[1:]):
                printed = cell.text().lower()
                same("cell", f"{name} {issue}",
                     None if printed == "not addressed" else printed,
                     stance.get((name, issue)))


def check_alliances(tree):
    pairs = agreements()
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


def check_submitters(tree):
    said = Counter(name for name, _ in stance)
    files = dict(db.execute(
        "SELECT s.name, count(*) FROM document d JOIN submitter s "
        "ON s.id = d.submitter WHERE EXISTS (SELECT 1 FROM analysis a "
        "WHERE a.document = d.id) GROUP BY s.id"))
    for table in after(tree, "WHO ANSWERED"):
        head, *body = rows(table)
        if head[0].text() != "Submitter":
            continue
        for cells in body:
            name = full.get(cells[0].text())
            if name and len(cells) > 2:
                same("submitter", name, tuple(number(c.text())
                                              for c in cells[1:3]),
                     (files.get(name, 0), said[name]))


def words(text):
    """"2 support, 1 oppose": what an issue's page says of a kind."""
    found = dict((w, number(n)) for n, w in re.findall(r"(\d[\d,]*) (\w+)",
                                                           text))
    return tuple(found.get(w, 0) for w in ("support", "mixed", "oppose"))


def check_issues(tree):
    by_kind = Counter()
    for kind, issue, side, n in db.execute(
            "SELECT s.type, i.name, x.stance, count(*) FROM submitter_stance x "
            "JOIN submitter s ON s.id = x.submitter "
            "JOIN issue i ON i.id = x.issue GROUP BY 1, 2, 3"):
        by_kind[kind, issue, side] = n
    for sect in tree.all("Sect"):
        kids = [k for k in sect.kids if isinstance(k, Node)]
        m = kids and re.match(r"ISSUE (\d+) ", kids[0].text())
        if not m:
            continue
        issue = issues[int(m[1]) - 1]
        oppose, support, mixed, silent = tally[issue]
        for k in kids:
            t = re.match(r"([\d,]+) of the [\d,]+ submitters? takes? a position"
                         r"(?: \(([\d,]+) mixed\))?; ([\d,]+) do", k.text())
            if t:
                same("issue", issue,
                     (number(t[1]), number(t[2] or "0"), number(t[3])),
                     (oppose + support + mixed, mixed, silent))
        for table in [k for k in kids if k.kind == "Table"]:
            for name, cell in rows(table):
                kind = kinds[name.text()]
                if kind != "other":
                    same("issue by kind", f"{issue} {kind}", words(cell.text()),
                         tuple(by_kind[kind, issue, side]
                               for side in ("support", "mixed", "oppose")))


def check_annex(tree):
    counts = {r[0]: r[1:] for r in db.execute(
        "SELECT issue, support, mixed, oppose, silent, submitters_support, "
        "submitters_mixed, submitters_oppose, submitters_silent, texts_support, "
        "texts_mixed, texts_oppose, texts_silent FROM issue_tally")}
    data = {(n, i): r for n, i, *r in db.execute(
        "SELECT s.name, i.name, x.stance, x.support, x.oppose "
        "FROM submitter_stance x JOIN submitter s ON s.id = x.submitter "
        "JOIN issue i ON i.id = x.issue")}
    for table in after(tree, "ANNEX"):
        head, *body = rows(table)
        for cells in body:
            if len(cells) == 13 and cells[0].text() in counts:
                same("annex count", cells[0].text(),
                     tuple(number(c.text()) for c in cells[1:]),
                     counts[cells[0].text()])
            name = full.get(cells[0].text())
            if head[0].text() != "Submitter" or not name or \
                    cells[1].text() == "Issue":
                continue
            issue = issues[int(cells[1].text().split()[0]) - 1]
            same("annex row", f"{name} {issue}",
                 [cells[2].text().lower()] + [number(c.text())
                                              for c in cells[3:]],
                 data.get((name, issue)))


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
    check_submitters(tree)
    check_overview(tree)
    check_kinds(tree)
    check_matrix(tree)
    check_alliances(tree)
    check_issues(tree)
check_annex(tree)
check_quotes(tree)
for f in faults[:20]:
    print(f)
compared = seen["cell"] + seen["annex row"] and seen["quote"]
print("figures:", f"{len(faults)} faults" if faults else
      "as in the corpus" if compared else "nothing was compared")
if "-v" in sys.argv:
    print(", ".join(f"{n} of {k}" for k, n in sorted(seen.items())))
sys.exit(bool(faults) or not compared)
