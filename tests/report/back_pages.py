"""Method, reliability, annex, index and the files attached, beside the corpus."""
import csv
import glob
import hashlib
import io
import os
import re
import subprocess

from claims import COUNT, NUMBER, number
from facts import VOICES_MIN, WAITING
from front_pages import program
from tree import after, parts, rows, sections

CAMPAIGNS, PROBLEMS = 200, 200      # rows of these tables that are printed

SHOWN = ("overview", "kinds", "matrix", "alliances", "quotes", "counts", "campaigns",
         "codebook", "problems")
RECEIVED = {
    "Documents received": "SELECT count(*) FROM document",
    "with text": "SELECT count(*) FROM document WHERE status = 'ok'",
    "empty": "SELECT count(*) FROM document WHERE status = 'empty'",
    "could not be read": "SELECT count(*) FROM document WHERE status = 'failed'",
    "Documents analysed": "SELECT count(DISTINCT document) FROM analysis",
    "Campaigns (form letters)": "SELECT count(*) FROM campaign",
    "documents in campaigns": "SELECT count(*) FROM campaign_member",
    "not analysed yet": WAITING}
OF_THIS = {
    "Submitters of the documents analysed": lambda f: f.total,
    "Submitters": lambda f: f.n, "Their documents": lambda f: f.documents(),
    "Positions that they state": lambda f: f.positions("self"),
    "Views of others that they report": lambda f: f.positions("other")}


def check(c, f, tree, pdf, source, shown=None, map_=None, evaluation=None):
    """shown: who stands in the matrix, if there is one."""
    check_method(c, f, tree, shown, map_, evaluation)
    check_reliability(c, f, tree, evaluation)
    check_counts(c, f, tree)
    check_rows(c, f, tree, shown)
    check_campaigns(c, f, tree)
    check_codebook(c, f, tree)
    check_rest(c, f, tree, source)
    check_index(c, f, tree)
    check_files(c, f, pdf)


# ---- method -----------------------------------------------------------------

def check_method(c, f, tree, shown, map_, measured):
    for _, kids in sections(tree, "METHOD"):
        kids[1].take("^How this report was made$")
        kids[2].take("^Positions are found by written rules, sentence by sentence; "
                     "every figure is computed from the corpus, every quote is read "
                     r"from it again when it is printed\.$")
        told = set()
        for k in kids:
            for name, cell in rows(k) if k.kind == "Table" else ():
                if re.match("(Rule pack|Font) ", name.text()):
                    check_hash(c, f, name, cell)
                    continue
                query = RECEIVED.get(name.text())
                told.add(name.text())
                c.must("received", cell, f"^{COUNT}$", f.one(query) if query else
                       OF_THIS[name.text()](f))
        c.same("method", "received", told | {"not analysed yet"},
               {*RECEIVED, *OF_THIS})
        c.same("method", "not analysed yet", "not analysed yet" in told,
               f.one(WAITING) > 0)
        c.same("method", "says what was not measured", any(
            "How often the rules err was not measured" in k.text() for k in kids),
            not measured)
        for k in kids:
            if k.kind == "P":
                check_paragraph(c, f, k, shown, map_)
        check_left_out(c, f, kids, shown, map_)


def check_paragraph(c, f, k, shown, map_):
    k.take("^Fonts, by SHA-256:")
    k.take("fewer are told as \u201c5 of the 7\u201d")      # an example
    c.told("method", k, f"is told of fewer than {NUMBER} voices", VOICES_MIN)
    c.told("method", k, f"the longest of {COUNT} to {COUNT} bytes", 40, 400)
    c.told("method", k, f"the longest sentence first, up to {COUNT} a side", 40)
    c.told("method", k, rf"All figures count {COUNT} submitters?\.", f.n)
    c.told("method", k, rf"show the {COUNT} who address most issues", len(shown or ()))
    c.told("method", k, rf"it needs {COUNT} submitters who speak on {COUNT} of its "
           r"issues\.", 8, 3)
    share = int(100 * sum(map_.share)) if map_ else None
    c.told("method", k, rf"its two axes would carry {COUNT}% of the variation, and "
           rf"below {COUNT}% a map misleads\.", share, 40)
    if k.text().startswith("The report was made by "):
        programs = [p for (p,) in f.db.execute(
            "SELECT DISTINCT program FROM pack p WHERE EXISTS "
            "(SELECT 1 FROM analysis a WHERE a.pack = p.id)")]
        c.exactly("versions", k, f"The report was made by {program(f)}, the positions "
                  f"were found by standpoint {' and '.join(programs)}. The same corpus, "
                  "program and fonts give the same file, byte for byte. By SHA-256:")


def check_hash(c, f, name, cell):
    """A rule pack, as the corpus has it, or a font, as its file is."""
    kind, what = name.text().split(" ", 1)[0], name.text().split(" ")[-1]
    if kind == "Font":
        wanted = font_hash(what)
    else:
        pack, version = name.text().split(" ")[2:4]
        wanted = f.one("SELECT ifnull((SELECT substr(sha256, 1, 16) FROM pack "
                       f"WHERE name = '{pack}' AND version = '{version}'), 'no pack')")
    c.exactly("hash", cell, wanted + "\u2026")
    name.left = ""


def font_hash(name):
    """Of the font's file, wherever fonts are; its name begins so."""
    paths = sorted(glob.glob(f"/usr/share/fonts/truetype/**/{name}*.ttf",
                             recursive=True), key=lambda p: (
        not p.endswith((f"/{name}.ttf", f"/{name}-Regular.ttf")), len(p), p))
    if not paths:
        return f"no {name}.ttf"
    with open(paths[0], "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()[:16]


def check_left_out(c, f, kids, shown, map_):
    texts = " ".join(k.text() for k in kids)
    c.same("left out", "the crowd", "All figures count" in texts,
           shown is not None and len(shown) < f.n)
    c.same("left out", "others", "about those who were chosen" in texts, f.chosen)
    if map_:
        c.same("left out", "no map", "There is no position map" in texts,
               not map_.drawn())
        c.same("left out", "a map that misleads", "its two axes would" in texts,
               map_.exists and sum(map_.share) < 0.4)
        c.same("left out", "a map of one line", "all stand on one line" in texts,
               map_.line())


def check_reliability(c, f, tree, evaluation):
    """evaluation: what `standpoint evaluate --issues -f json` says."""
    found = list(sections(tree, "RELIABILITY"))
    c.same("reliability", "is told", bool(found), evaluation is not None)
    for _, kids in found if evaluation else ():
        kids[1].take("^How reliable the coding is$")
        c.must("reliability", kids[2], rf"^The positions found in {COUNT} documents? "
               r"of the corpus, with or without text, compared with those that "
               r"people coded in them \(.*\)\.$",
               evaluation["documents"])
        for k in kids:
            k.take(r"^Precision: of the positions found, .* F1: their harmonic mean; beside "
                   r"each its 95% interval\.")
        by_name = {i["issue"]: i for i in evaluation["issues"]}
        for table in [k for k in kids if k.kind == "Table"]:
            head, *body = rows(table)
            head[7].take("^F1$")
            order = [int(m[1]) for m in (re.match(r"(\d+) ", r[0].text())
                                         for r in body) if m]
            c.same("reliability", "order", order, sorted(order))
            for cells in body:
                m = re.match(r"(\d+) ", cells[0].text())
                row = by_name[f.issues[int(m[1]) - 1].name] if m else evaluation
                cells[0].left = "" if m else None
                check_reliable(c, cells, row)


def check_reliable(c, cells, row):
    for cell, key in zip(cells[1:4], ("gold", "found", "right")):
        c.must("reliability", cell, f"^{COUNT}$", row["positions"][key])
    c.must("reliability", cells[4], f"^{COUNT}$", row["flips"])
    gold, found, right = (row["positions"][k] for k in ("gold", "found", "right"))
    values = [right / found if found else None, right / gold if gold else None,
              2 * right / (gold + found) if gold + found else None,
              row["stances"]["kappa"]["value"]]
    bounds = [row["positions"][k] for k in ("precision", "recall", "f1")] + [{}]
    for cell, value, bound in zip(cells[5:], values, bounds):
        m = cell.take(r" (\d\.\d\d)\u2013(\d\.\d\d)$")
        if m:
            c.same("interval", cells[0].text(), [
                abs(float(x) - bound[k]) <= 0.00501
                for x, k in zip(m.groups(), ("low", "high"))], [True, True])
        c.same("interval", f"{cells[0].text()} is told", bool(m),
               value is not None and bound.get("low") is not None)
        printed = (cell.left.strip() if m else cell.text()).replace("\u2212", "-")
        c.same("reliability", f"{cells[0].text()} {value}", printed == "\u2013"
               if value is None else printed != "\u2013" and
               abs(float(printed) - value) <= 0.00501, True)
        cell.left = ""


# ---- annex ------------------------------------------------------------------

def annex_tables(tree, first):
    """The tables of the annex whose first heading this is."""
    for table in after(tree, "ANNEX"):
        head, *body = rows(table)
        if head[0].text() == first:
            yield head, [r for r in body if r[0].text() != first]


def check_counts(c, f, tree):
    counts = {r[0]: r[1:] for r in f.db.execute(
        "SELECT issue, support, mixed, oppose, silent, submitters_support, "
        "submitters_mixed, submitters_oppose, submitters_silent, texts_support, "
        "texts_mixed, texts_oppose, texts_silent FROM issue_tally")}
    told = []
    for head, body in annex_tables(tree, "Issue"):
        for cells in body:
            told.append(cells[0].text())
            for cell, found in zip(cells[1:], counts[cells[0].text()]):
                c.must("annex count", cell, f"^{COUNT}$", found)
    c.same("annex count", "issues", sorted(told), sorted(counts))
    for _, kids in sections(tree, "ANNEX"):
        kids[1].take("^Data, codebook and SQL$")
        kids[2].take("^What the pages before show, as tables and words, and how to get "
                     r"it again\.( The data is attached to this file as CSV\.)?$")


def check_rows(c, f, tree, shown):
    """The matrix as a table: a row for each submitter and issue."""
    told = []
    s = None
    for head, body in annex_tables(tree, "Submitter"):
        for cells in body:
            s = f.who(cells[0].text())
            if not s:
                continue
            cells[0].left = ""
            m = c.must("annex row", cells[1], r"^(\d+) (.*)$")
            issue = f.issues[int(m[1]) - 1]
            told.append((s.id, issue.number))
            c.same("annex row", f"{s.name} {issue.name}", (
                m[2], cells[2].text().lower(),
                tuple(number(k.take(COUNT)[1]) for k in cells[3:])),
                (issue.short, s.stance.get(issue), s.said.get(issue)))
    if shown is not None:
        c.same("annex rows", "all", sorted(told), sorted(
            (s, i.number) for s in shown for i in f.submitters[s].stance))


def check_campaigns(c, f, tree):
    wanted = f.db.execute(
        "SELECT d.path, count(*), count(DISTINCT ifnull(m.submitter, -m.id)), "
        "min(cm.similarity) FROM campaign c JOIN document d ON d.id = c.document "
        "JOIN campaign_member cm ON cm.campaign = c.id "
        "JOIN document m ON m.id = cm.document GROUP BY c.id "
        "ORDER BY 2 DESC, d.path").fetchall()
    printed = [r for _, body in annex_tables(tree, "The letter that stands for it")
               for r in body]
    for cells, (path, letters, submitters, least) in zip(printed, wanted):
        name = cells[0].text()
        c.same("campaign", path, path.startswith(name.rstrip("\u2026").rstrip()), True)
        cells[0].left = ""
        c.must("campaign", cells[1], f"^{COUNT}$", letters)
        c.must("campaign", cells[2], f"^{COUNT}$", submitters)
        c.same("campaign", path, abs(float(cells[3].text()) - least) <= 0.00501, True)
        cells[3].left = ""
    check_length(c, tree, "Campaigns", len(printed), len(wanted))


def check_length(c, tree, heading, printed, every):
    """A list that is cut says how many more there are."""
    more, here = 0, False
    for _, kids in sections(tree, "ANNEX"):
        for k in kids:
            here = k.text() == heading if k.kind == "H2" else here
            m = here and k.take(rf"^{COUNT} more (?:is|are) left out here; the SQL "
                                r"below gives all\.$")
            more += number(m[1]) if m else 0
    c.same("annex", heading, printed + more, every)


def check_codebook(c, f, tree):
    rules = dict(f.db.execute("SELECT i.name, count(r.id) FROM issue i LEFT JOIN rule r "
                              "ON r.issue = i.id GROUP BY i.id"))
    told = []
    for _, body in annex_tables(tree, "Name in the corpus"):
        for cells in body:
            issue = next(i for i in f.issues if i.name == cells[0].text())
            told.append(issue)
            c.exactly("codebook", cells[1], " ".join(issue.proposition.split()))
            c.must("codebook", cells[2], f"^{COUNT}$", rules[issue.name])
    c.same("codebook", "issues", told, f.issues)


def check_short_names(c, table, short_names):
    for short, *name in rows(table):
        if name[0].kind == "TD":
            told = f"{short.text()}: {name[0].text()}"
            c.same("short name", told, told in short_names, True)
            short.left = name[0].left = ""


def check_rest(c, f, tree, source):
    """Short names, problems and the SQL."""
    problems = [problem(*r) for r in f.db.execute(
        "SELECT severity, stage, path, line, message FROM problem")]
    short_names = {" ".join(f"{s.short}: {s.name}".split()) for s in f.submitters.values()}
    heading, lines, met = None, [], 0
    for _, kids in sections(tree, "ANNEX"):
        for k in kids:
            heading = k.text() if k.kind == "H2" else heading
            if heading == "Short names" and k.kind == "Table":
                check_short_names(c, k, short_names)
            if k.kind != "P" or k.text().endswith("continued"):
                continue
            m = re.match(r"No position on any issue: (.*)\.$", k.text())
            if m:
                silent = {s.name for s in f.submitters.values() if not s.stance}
                c.same("no position", m[1], set(m[1].split("; ")) <= silent, True)
                k.left = ""
            if heading == "Problems met":
                met += check_problem(c, k, problems)
            elif heading == "The SQL behind each table":
                lines.append(k)
    check_length(c, tree, "Problems met", met, len(problems))
    check_sql(c, f, lines[1:], source)


def problem(severity, stage, path, line, message):
    text = f"{severity} ({stage})" + (f" {path}" if path else "")
    return " ".join((text + (f", line {line}" if line else "") +
                     f": {message}").split())


def check_problem(c, node, problems):
    text = node.text()
    m = node.take(rf"^{COUNT} characters? (?:is|are) in none of the fonts and shown as a "
                  "box:((?: U\\+[0-9A-F]{4,6})+)(\\.| \u2026)$")
    if m:
        c.same("missing glyphs", "", number(m[1]) == len(m[2].split()) or
               m[3] != ".", True)
        return 0
    if text == "No file gave trouble.":
        c.same("problems", "", 0, len(problems))
        return 0
    if re.match(r"[\d,]+ more (is|are) left out here", text):
        return 0
    c.same("problem", text[:60], text in problems, True)
    node.left = ""
    return 1


def check_sql(c, f, lines, source):
    """Line by line that of report/shown; and SQLite can prepare it."""
    wanted = []
    for name in SHOWN:
        with open(os.path.join(source, "report", "shown", name + ".sql"),
                  encoding="utf-8") as file:
            text = file.read()
        f.db.execute("EXPLAIN " + text)
        wanted += [" ".join(t.split()) for t in text.splitlines() if t.strip()]
    printed = [k.text() for k in lines]
    c.same("SQL", "as in report/shown", printed, wanted)
    for k in lines:
        k.left = ""


# ---- index ------------------------------------------------------------------

def check_index(c, f, tree):
    """Each number is the page that its link leads to; each name is there once."""
    names = {"Issues": [], "Submitters": []}
    for _, kids in sections(tree, "INDEX"):
        kids[1].take("^Index$")
        kids[2].take("^Bold: the page of the submitter or issue. Plain: where a "
                     "submitter is quoted, or the page of the theme.$")
        heading = None
        for k in kids:
            heading = k.text() if k.kind == "H2" else heading
            for item in k.all("LI") if heading in names else ():
                check_entry(c, f, heading, item, names[heading])
        c.same("index", "issues", sorted(names["Issues"]),
               sorted(i.short for i in f.issues))


def check_entry(c, f, heading, item, names):
    links = list(item.all("Link"))
    for link in links:
        c.same("index", item.text()[:40], link.text(), link.target[1])
    body = next(item.all("LBody"))
    name = " ".join("".join(k for k in body.kids if isinstance(k, str)).split())
    names.append(name)
    first = links[0].target[0] if links else ""
    if heading == "Issues":
        issue = next((i for i in f.issues if i.short == name), None)
        c.same("index", name, issue and first, issue and
               f"issue-{issue.number:02}")
    elif f.who(name):
        c.same("index", name, bool(re.match("submitter-|cell-", first)), True)
    item.left = ""


# ---- the files attached -----------------------------------------------------

def check_files(c, f, pdf):
    files = pdf.files()
    if not files:       # the archival variant has none
        return
    read = list(csv.reader(io.StringIO(files["issues.csv"].decode())))
    wanted = f.db.execute(
        "SELECT issue, support, mixed, oppose, silent, submitters_support, "
        "submitters_mixed, submitters_oppose, submitters_silent, texts_support, "
        "texts_mixed, texts_oppose, texts_silent FROM issue_tally").fetchall()
    c.same("issues.csv", "", sorted(read[1:]), sorted(
        [str(x) for x in r] for r in wanted))
    read = list(csv.reader(io.StringIO(files["stances.csv"].decode())))
    c.same("stances.csv", "", sorted(read[1:]), sorted(
        [s.name, s.short, s.kind, str(i.number), i.name, stance,
         *map(str, s.said[i])]
        for s in f.submitters.values() for i, stance in s.stance.items()))
