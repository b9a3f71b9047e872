"""Does a report say what the corpus says?

    figures.py [--side] CORPUS.db FILE.pdf

With --side the report is a comparison side by side.

The text is read as a screen reader would: from the structure tree. Each figure
of the cover, of the summary (and what its findings claim), of the funnel, of the
list of submitters, of the overview, of the panels by kind, of the alliances, of
the themes, of the issue pages, of the submitters' profiles and of the annex, each
cell of the matrix, and each quote is compared with what SQL finds in the corpus.
"""
import re
import sqlite3
import sys
from collections import Counter

sys.dont_write_bytecode = True
import sentences
from tree import Node, after, parts, read_tree, rows, sections

side = "--side" in sys.argv
if side:
    sys.argv.remove("--side")
db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
seen, faults = Counter(), []


def same(what, where, printed, found):
    seen[what] += 1
    if printed != found:
        faults.append(f"{what} {where}: printed {printed}, SQL {found}")


def number(s):
    return int(s.replace(",", ""))


def whole(name):
    """The name that this one, maybe cut, stands for; None if that is not sure."""
    if name in full:
        return full[name]
    start = name.rstrip("\u2026").strip()
    found = {n for n in short if n.startswith(start)} if start != name else ()
    return found.pop() if len(found) == 1 else None


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
SIDES = ("support", "mixed", "oppose")
said_by = Counter((name, s) for (name, _), s in stance.items())
full = {**{s: n for n, s in short.items()}, **{n: n for n in short}}
short_issue = dict(db.execute("SELECT name, short_name FROM issue"))
files = dict(db.execute(
    "SELECT s.name, count(*) FROM document d JOIN submitter s "
    "ON s.id = d.submitter WHERE EXISTS (SELECT 1 FROM analysis a "
    "WHERE a.document = d.id) GROUP BY s.id"))
# what the names of the summary's findings and lists claim the most of
SCORES = {
    "Widest support": lambda i: tally[i][1] - tally[i][0],
    "Second in support": lambda i: tally[i][1] - tally[i][0],
    "Most opposed": lambda i: tally[i][0] - tally[i][1],
    "Sharpest split": lambda i: min(tally[i][:2]),
    "Most discussed": lambda i: voices[i],
    "Most mixed": lambda i: tally[i][2]}
voices = {i: sum(n[:3]) for i, n in tally.items()}
submitters = db.execute(
    "SELECT count(DISTINCT ifnull(d.submitter, -d.id)) FROM document d "
    "WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.document = d.id)").fetchone()[0]
by_kind = Counter()
for *key, n in db.execute(
        "SELECT s.type, i.name, x.stance, count(*) FROM submitter_stance x "
        "JOIN submitter s ON s.id = x.submitter "
        "JOIN issue i ON i.id = x.issue GROUP BY 1, 2, 3"):
    by_kind[tuple(key)] = n
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
                         by_kind[kinds[name], issue, side])


def check_matrix(tree):
    for table in after(tree, "STANCE MATRIX"):
        head, *body = rows(table)
        columns = [int(c.text().split()[0]) for c in head[1:-1]]
        for cells in body:
            name = whole(cells[0].text())
            if len(cells) < 2 or name is None:  # a kind, or a cut name
                continue
            for issue, cell in zip(columns, cells[1:-1]):
                printed = cell.text()
                same("cell", f"{name} {issue}",
                     None if printed == "not addressed" else printed,
                     stance.get((name, issues[issue - 1])))


def agreements(names):
    """The view agreement, its own text, over these submitters alone: all pairs
    of ten thousand would be fifty million rows."""
    db.executescript("DROP TABLE IF EXISTS temp.submitter_stance;"
                     "DROP VIEW IF EXISTS temp.agreement;"
                     "DROP TABLE IF EXISTS temp.named;"
                     "CREATE TEMP TABLE named (name TEXT PRIMARY KEY)")
    db.executemany("INSERT OR IGNORE INTO named VALUES (?)",
                   [(whole(n),) for n in names if whole(n)])
    db.execute("CREATE TEMP TABLE submitter_stance AS "
               "SELECT * FROM main.submitter_stance WHERE submitter IN (SELECT id "
               "FROM submitter WHERE name IN (SELECT name FROM named))")
    view, = db.execute("SELECT sql FROM main.sqlite_master "
                       "WHERE type = 'view' AND name = 'agreement'").fetchone()
    db.execute(view.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
    found = {}
    for a, b, shared, agree in db.execute(
            "SELECT submitter_a, submitter_b, shared, agree FROM temp.agreement"):
        found[a, b] = found[b, a] = (agree, shared)
    db.executescript("DROP VIEW temp.agreement; DROP TABLE temp.submitter_stance")
    return found


def check_side(tree):
    names, pairs = None, {}
    for table in after(tree, "SIDE BY SIDE"):
        head, *body = rows(table)
        pairs = pairs or agreements([c.text() for c in head[1:]])
        names = names or [whole(c.text()) for c in head[1:]]
        for cells in body:
            if len(cells) < 2 or cells[0].text() == "Issue":
                continue
            if head[0].text() == "Submitter":
                a = whole(cells[0].text())
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


def partners(text):
    return [m[1].strip() for m in
            re.finditer(r"\d+ of \d+ (.*?)(?=\d+ of \d+ |$)", text)]


def check_alliances(tree):
    tables = after(tree, "ALLIANCES")
    cells = [c.text() for t in tables for tr in rows(t) for c in tr]
    pairs = agreements(cells + [n for text in cells for n in partners(text)])
    for table in tables:
        head, *body = rows(table)
        names = [c.text() for c in head]
        for cells in body:
            a = whole(cells[0].text())
            for k, cell in enumerate(cells[1:], 1):
                m = re.search(r"the same on (\d+) of (\d+)", cell.text())
                if m and a and whole(names[k]):
                    same("pair", (a, names[k]), (int(m[1]), int(m[2])),
                         pairs.get((a, full[names[k]])))
                if "Agrees most with" not in names:
                    continue
                for m in re.finditer(r"(\d+) of (\d+) (.*?)(?=\d+ of \d+ |$)",
                                     cell.text()):
                    b = whole(m[3].strip())
                    if a and b:
                        same("pair", (a, b), (int(m[1]), int(m[2])),
                             pairs.get((a, b)))


def check_cover(tree):
    kids = parts(next(tree.all("Sect")))
    own, = db.execute("SELECT count(*) FROM positions "
                      "WHERE holder = 'self'").fetchone()
    texts, = db.execute("SELECT count(DISTINCT document) FROM analysis").fetchone()
    expected = [(r"Where ([\d,]+) submitters? stands? on ([\d,]+) issues?, .*",
                 (submitters, len(issues))),
                (r"COMPARISON OF ([\d,]+) SUBMISSIONS?", (texts,)),
                (r"([\d,]+) submissions?", (texts,)),
                (r"([\d,]+) submitters?", (submitters,)),
                (r"([\d,]+) issues?", (len(issues),)),
                (r"([\d,]+) positions? found", (own,))]
    for pattern, found in expected:
        for k in kids:
            m = re.fullmatch(pattern, k.text())
            if m:
                same("cover", pattern, tuple(map(number, m.groups())), found)


def check_funnel(tree):
    sql = {"Documents received": "SELECT count(*) FROM document",
           "Readable, with text":
               "SELECT count(*) FROM document WHERE status = 'ok'",
           "Analysed": "SELECT count(DISTINCT document) FROM analysis",
           "Distinct texts, a campaign once":
               "SELECT max(texts_support + texts_oppose + texts_mixed "
               "+ texts_silent) FROM issue_tally",
           "Submitters":
               "SELECT max(submitters_support + submitters_oppose "
               "+ submitters_mixed + submitters_silent) FROM issue_tally",
           "Documents that state a position":
               "SELECT count(DISTINCT document) FROM document_stance"}
    for table in after(tree, "WHO ANSWERED"):
        for cells in rows(table):
            query = sql.get(cells[0].text())
            if query:
                same("funnel", cells[0].text(), number(cells[1].text()),
                     db.execute(query).fetchone()[0])


def check_submitters(tree):
    said = Counter(name for name, _ in stance)
    for table in after(tree, "WHO ANSWERED"):
        head, *body = rows(table)
        if head[0].text() != "Submitter":
            continue
        for cells in body:
            name = whole(cells[0].text())
            if name and len(cells) > 2:
                same("submitter", name, tuple(number(c.text())
                                              for c in cells[1:3]),
                     (files.get(name, 0), said[name]))
            if name and len(cells) > 3:
                same("submitter's stances", name, words(cells[3].text(), True),
                     stances_of(name))


def words(text, verb_first=False):
    """"2 support, 1 oppose" or "opposes 1, supports 2", in the order of SIDES."""
    found = [m.groups() for m in re.finditer(
        r"([a-z]+) ([\d,]*\d)" if verb_first else r"([\d,]*\d) ([a-z]+)", text)]
    found = {w.rstrip("s"): number(n) for w, n in
             (f if verb_first else f[::-1] for f in found)}
    return tuple(found.get(w, 0) for w in SIDES)


def stances_of(name):
    return tuple(said_by[name, side] for side in SIDES)


def check_issues(tree):
    for m, kids in sections(tree, r"ISSUE (\d+) .*"):
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
                               for side in SIDES))


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
            name = whole(cells[0].text())
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


def check_summary(tree):
    """Titles, the sentence of each finding, what its name claims, the lists."""
    reported, = db.execute("SELECT count(*) FROM positions "
                           "WHERE holder = 'other'").fetchone()
    for _, kids in sections(tree, "SUMMARY"):
        for pair in sentences.summary_title(
                kids[1].text(), kids[2].text(), [verdict(i) for i in issues],
                reported):
            same("summary", "title", *pair)
        heading = None
        for k in kids:
            if k.kind == "L" and heading == "Findings":
                check_findings(k)
            elif k.kind == "L":
                check_list(heading, k)
            heading = k.text() if k.kind == "H2" else heading


def check_findings(items):
    told = []
    for item in items.all("LI"):
        text, link = next(item.all("P")).text(), next(item.all("Link")).text()
        issue = issues[int(re.search(r"\d+", link)[0]) - 1]
        label = text.split(":")[0]
        oppose, support, mixed, _ = tally[issue]
        said = text[len(label) + 1:].strip()
        name = short_issue[issue]
        same("finding's issue", label, said[:len(name)], name)
        count = {"support": support, "mixed": mixed, "oppose": oppose}
        for pair in sentences.finding(
                said[len(name):], count, submitters,
                lambda kind, which, i=issue: by_kind[kind, i, which]):
            same("finding", f"{label} {issue}", *pair)
        if label in SCORES:     # no issue untold before has more of it
            best = max(SCORES[label](i) for i in issues if i not in told)
            same("finding's claim", label, SCORES[label](issue), best)
        told.append(issue)


def check_list(heading, items):
    last = None
    for item in items.all("LI"):
        m = re.match(r"(\d+) (.*?) (?:\u2212([\d,]+) \+([\d,]+)|([\d,]+))$",
                     item.text())
        issue = issues[int(m[1]) - 1]
        if m[5]:
            same("summary's list", issue, number(m[5]), voices[issue])
            score = -voices[issue]
        else:
            same("summary's list", issue, (number(m[3]), number(m[4])),
                 tally[issue][:2])
            score = SCORES[heading](issue)
        same("summary's order", issue, last is None or score <= last, True)
        last = score


def check_profiles(tree):
    for _, kids in sections(tree, "SUBMITTERS"):
        pairs = agreements([k.text() for k in kids if k.kind == "H2"])
        name = None
        for k in kids:
            if k.kind == "H2":
                name = whole(k.text())
            elif name and k.kind == "L":
                check_stances(name, k)
            elif name and k.kind == "P":
                check_profile(name, k.text(), pairs)


def check_stances(name, items):
    printed = []
    for item in items.all("LI"):
        m = re.match(r"(Support|Mixed|Oppose) ?(\d+) ", item.text())
        printed.append((issues[int(m[2]) - 1], m[1].lower()))
    same("profile's stances", name, sorted(printed),
         sorted((i, s) for (n, i), s in stance.items() if n == name))


def check_profile(name, text, pairs):
    m = re.match(r".* \u00b7 ([\d,]+) documents? \u00b7 (\d+) of (\d+) issues "
                 r"addressed(.*)", text)
    if m:
        same("profile", name,
             (*(number(x) for x in m.groups()[:3]), words(m[4])),
             (files.get(name, 0), sum(stances_of(name)), len(issues),
              stances_of(name)))
    for pair in sentences.apart(
            text, lambda *key: by_kind[key],
            lambda n: next((i for i in issues
                            if short_issue[i].lower() == n.lower()), None),
            lambda i: stance.get((name, i))):
        same("profile apart", name, *pair)
    for which, other, agree, shared in sentences.partners(text):
        other = whole(other)
        if other:
            same("profile's pair", (name, other), (agree, shared),
                 pairs.get((name, other)))
        same("profile's claim", f"{name}: {which} {other}",
             2 * agree >= shared if which == "most" else 2 * agree < shared, True)


def check_themes(tree):
    """Its title counts majorities, its deck those who speak on any issue."""
    themes = db.execute(
        "SELECT d.title, group_concat(i.name, char(10)), "
        "(SELECT count(DISTINCT x.submitter) FROM submitter_stance x "
        " JOIN issue j ON j.id = x.issue WHERE j.dimension = d.id) "
        "FROM dimension d JOIN issue i ON i.dimension = d.id "
        "WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.pack = i.pack) "
        "GROUP BY d.id").fetchall()
    for m, kids in sections(tree, "THEME .*"):
        title = kids[1].text()
        mine = [t for t in themes if title.startswith(t[0] + ": ")]
        same("theme's title", title, len(mine) > 0, True)
        for name, list_, speakers in mine[:1]:
            list_ = list_.split("\n")
            same("theme", title, sentences.majorities(title, len(list_)),
                 (sum(verdict(i) == "for" for i in list_), len(list_)))
            t = re.match(r"([\d,]+) submitters? takes? a position", kids[2].text())
            same("theme's voices", name, t and number(t[1]), speakers)
        for table in [k for k in kids if k.kind == "Table"]:
            for cells in rows(table):
                t = re.match(r"\d+", cells[0].text())
                if t and len(cells) > 2:
                    issue = issues[int(t[0]) - 1]
                    oppose, support, mixed, silent = tally[issue]
                    same("theme's row", issue,
                         words(cells[1].text()) + (number(cells[2].text()),),
                         (support, mixed, oppose, silent))


def verdict(issue):
    oppose, support, *_ = tally[issue]
    return "for" if 2 * support > voices[issue] else \
        "against" if 2 * oppose > voices[issue] else \
        "none" if voices[issue] else "unheard"


tree = read_tree(sys.argv[2])
if side:
    check_side(tree)
else:
    check_cover(tree)
    check_summary(tree)
    check_funnel(tree)
    check_submitters(tree)
    check_overview(tree)
    check_kinds(tree)
    check_matrix(tree)
    check_alliances(tree)
    check_themes(tree)
    check_issues(tree)
    check_profiles(tree)
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
