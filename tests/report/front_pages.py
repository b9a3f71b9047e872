"""Cover, contents, summary and who answered, beside the corpus."""
import re

import sentences
from claims import COUNT, NUMBER, number
from facts import GUESSED, KINDS, SIDES, VOICES_MIN, WAITING
from tree import after, parts, rows, sections

MONTHS = ("January February March April May June July August September October "
          "November December").split()
SAMPLE = (r"Submitters are not a representative sample: the counts describe who "
          r"wrote, not public opinion\. ")


def date(iso):
    year, month, day = iso.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def check(c, f, tree, cover=True):
    if cover:
        check_cover(c, f, tree)
        check_contents(c, tree)
        check_summary(c, f, tree)
        check_answered(c, f, tree)
    check_sources(c, f, tree)
    check_continued(c, f, tree)


def check_cover(c, f, tree):
    sect = next(tree.all("Sect"))
    kids = parts(sect)
    texts = f.documents()
    if f.chosen:
        c.must("cover", kids[0], rf"COMPARISON OF {COUNT} SUBMITTERS?", f.n)
    else:
        c.must("cover", kids[0], rf"COMPARISON OF {COUNT} SUBMISSIONS?", texts)
    packs = f.db.execute("SELECT name, version, title FROM pack p WHERE EXISTS "
                         "(SELECT 1 FROM analysis a WHERE a.pack = p.id) "
                         "ORDER BY id").fetchall()
    c.exactly("cover", kids[1], packs[0][2])
    c.must("cover", kids[2], rf"^Where {COUNT} submitters? stands? on {COUNT} "
           r"issues?, read sentence by sentence from what they wrote, with the "
           r"words that show it\.$", f.n, len(f.issues))
    if check_part(c, f, kids[3]):
        del kids[3]
    strip, legend = kids[3:5]
    m = re.fullmatch(rf"The stance matrix in miniature: {COUNT} submitters? by "
                     rf"{COUNT} issues?, .*", strip.alt)
    shown = number(m[1])        # of a crowd, as many as there is room for
    c.same("cover's strip", "", (shown == f.n or 40 < shown < f.n, number(m[2])),
           (True, len(f.issues)))
    strip.alt = None
    c.same("cover's strip", "runs", "A column for each issue" in legend.text(),
           len(f.issues) > f.n)
    for node, count, what in zip(kids[5:9], (texts, f.n, len(f.issues),
                                             f.positions("self")),
                                 ("submissions?", "submitters?", "issues?",
                                  "positions? found")):
        c.must("cover", node, rf"^{COUNT} {what}$", count)
    last = f.period()[1]
    c.exactly("imprint", kids[9], " \u00b7 ".join(
        ([date(last)] if last else []) + [program(f)] +
        [f"rule pack {name} {version}" for name, version, _ in packs]))


def check_part(c, f, node):
    """A line that says what the report is not of; whether there is one."""
    waiting, left = f.one(WAITING), f.total - f.n
    told = c.told("cover", node, rf"^{COUNT} of {COUNT} submissions analysed so far\.",
                  f.one(FUNNEL["Analysed"]), f.one(FUNNEL["Analysed"]) + waiting)
    chosen = c.told("cover", node, rf"{COUNT} other submitters? (?:is|are) left out "
                    r"by choice\.", left)
    c.same("cover", "what is waiting, what was left out", (bool(told), bool(chosen)),
           (waiting > 0, left > 0))
    return told or chosen


def program(f):
    """The program that analysed the corpus; the report is made by the same."""
    return "standpoint " + f.one("SELECT max(program) FROM pack")


def check_contents(c, tree):
    """The page beside each line is the one that its link leads to, and there a
    heading begins."""
    for _, kids in sections(tree, "CONTENTS"):
        kids[1].take("^Contents and key$")
    starts = {sect.page for sect in tree.all("Sect")}
    for entry in tree.all("TOCI"):
        link = next(entry.all("Link"))
        name, page = link.target
        m = c.must("contents", link, r" ([ivx]+|\d+)$", page)
        if re.match("issue-|theme-", name):
            n = re.match(r"(\d*) ?", link.text())[1]
            c.same("contents' issue", name, n,
                   str(int(name[6:])) if n else "")
            c.told("contents' issue", link, r"^\d+ ")
        elif m:
            c.same("contents", f"{name}: a part begins", page in starts, True)


def check_continued(c, f, tree):
    """The head of a second page repeats the eyebrow and the title; the short name of
    an issue stands where its title is too long for a line."""
    for sect in tree.all("Sect"):
        kids = parts(sect)
        head = f"{kids[0].text()} {kids[1].text()}" if len(kids) > 1 else ""
        short = re.match(r"ISSUE (\d+) ", kids[0].text() if kids else "")
        short = short and f"{kids[0].text()} {f.issues[int(short[1]) - 1].short}"
        for k in kids[2:]:
            m = k.kind == "P" and k.text().startswith(kids[0].text()) and \
                k.take(r"^(.*?)(\u2026)? continued$")
            if m and not re.match("STANCE MATRIX", m[1]):
                c.same("continued", k.page, m[1], head[:len(m[1])] if m[2] else
                       short if m[1] == short else head)


def check_sources(c, f, tree):
    first, last = f.period()
    when = "" if not last else f" of {date(last)}" if first == last else \
        f", {date(first)} to {date(last)}"
    for node in tree.all("P"):
        m = node.take(SAMPLE + rf"Source: {COUNT} submissions?(.*)\.$")
        if m:
            c.same("source", node.page, (number(m[1]), m[2]),
                   (f.documents(), when))


# ---- summary ----------------------------------------------------------------

def ranked(score):
    """A score of issues with enough voices; of others it is 0."""
    return lambda i: score(i) if i.voices >= VOICES_MIN else 0


def contested(i):
    smaller = min(i.count["support"], i.count["oppose"])
    return smaller if 4 * smaller >= i.voices else 0


SCORES = {
    "Widest net support": ranked(lambda i: i.net),
    "Widest net opposition": ranked(lambda i: -i.net),
    "Most contested": ranked(contested),
    "Most discussed": lambda i: i.voices,
    "Most mixed": ranked(lambda i: i.count["mixed"]),
    "Least discussed (voices)": lambda i: -i.voices}
NEXT = {"Also supported": "Widest net support",
        "Also opposed": "Widest net opposition",
        "Also contested": "Most contested", "Also much discussed": "Most discussed"}


def check_summary(c, f, tree):
    for _, kids in sections(tree, "SUMMARY"):
        title, deck = kids[1:3]
        for pair in sentences.summary_title(
                title.text(), deck.text(), [i.verdict() for i in f.issues],
                f.positions("other")):
            c.same("summary", "title", *pair)
        title.left = deck.left = ""     # sentences told what it could not read
        heading = None
        for k in kids:
            if k.kind == "L" and heading == "Findings":
                check_findings(c, f, k)
            elif k.kind == "L":
                check_list(c, f, heading, k)
            heading = k.text() if k.kind == "H2" else heading


def check_findings(c, f, items):
    told = []
    for item in items.all("LI"):
        words, link = next(item.all("P")), next(item.all("Link"))
        issue = f.issues[int(link.target[0][6:]) - 1]
        c.must("finding's link", link, r"^Issue (\d+) ", issue.number)
        labels, said = re.split(" ?: ?", words.text(), maxsplit=1)
        labels = re.split(" ?, ?", labels)
        c.same("finding's issue", labels, said[:len(issue.short)], issue.short)
        count = {s: issue.count[s] for s in SIDES}
        for pair in sentences.finding(
                said[len(issue.short):], count, f.n,
                lambda kind, which, i=issue: i.by_kind[kind, which]):
            c.same("finding", f"{labels} {issue.name}", *pair)
        words.left = ""
        for label in labels:
            check_label(c, f, label, issue, told)
        c.same("finding's contrast", issue.name, "Kinds that part" in labels,
               bool(re.search(r"in favour, \d+ of \d+ [a-z ]+ against\.$", said)))
        told.append(issue)
    claims = [n for n in SCORES if not n.startswith("Least")]
    c.same("findings", "all superlatives that there are",
           [n for n in claims
            if max(map(SCORES[n], f.issues)) > (n == "Most mixed")],
           [n for n in claims if n in items.text()])


def check_label(c, f, label, issue, told):
    if label in SCORES:         # no issue has more of it
        best = max(SCORES[label](i) for i in f.issues)
        c.same("finding's claim", label, SCORES[label](issue), best)
    elif label in NEXT:         # none that was not told before
        score = SCORES[NEXT[label]]
        best = max(score(i) for i in f.issues if i not in told)
        c.same("finding's claim", label, (score(issue), best > 0), (best, True))
    else:
        c.same("finding's claim", label, (label, parting(f)),
               ("Kinds that part", issue))


def parting(f):
    """The issue on which two kinds part with the largest smaller side."""
    best = (0, None)
    for i in f.issues:
        sides = {"for": 0, "against": 0}
        for kind in f.size:
            v = i.verdict(kind)
            if kind != "other" and v in sides:
                sides[v] = max(sides[v], i.by_kind[
                    kind, "support" if v == "for" else "oppose"])
        if min(sides.values()) > best[0]:
            best = (min(sides.values()), i)
    return best[1]


def check_list(c, f, heading, items):
    last, names = None, []
    for item in items.all("LI"):
        link = next(item.all("Link"))
        m = link.take(r"^(\d+) (.*?)(\u2026)? (?:\u2212([\d,]+) \+([\d,]+)|([\d,]+))$")
        issue = f.issues[int(m[1]) - 1]
        c.same("summary's list", issue.name, (m[2], link.target[0]),
               (issue.short[:len(m[2])] if m[3] else issue.short,
                f"issue-{issue.number:02}"))
        if m[6]:
            c.same("summary's list", issue.name, number(m[6]), issue.voices)
        else:
            c.same("summary's list", issue.name, (number(m[4]), number(m[5])),
                   (issue.count["oppose"], issue.count["support"]))
        score = SCORES[heading](issue)
        c.same("summary's order", issue.name, last is None or score <= last, True)
        last = score
        names.append(issue)
    if heading in SCORES and names:     # none that is not listed has more
        rest = [SCORES[heading](i) for i in f.issues if i not in names and i.voices]
        c.same("summary's list", f"{heading}: what nobody addresses",
               [i.name for i in names if not i.voices], [])
        c.same("summary's list is full", heading, max(rest, default=last) <= last,
               True)


# ---- who answered -----------------------------------------------------------

FUNNEL = {
    "Documents received": "SELECT count(*) FROM document",
    "Readable, with text": "SELECT count(*) FROM document WHERE status = 'ok'",
    "Analysed": "SELECT count(DISTINCT document) FROM analysis",
    "Distinct texts, a campaign once":
        "SELECT (SELECT count(DISTINCT document) FROM analysis WHERE document "
        "NOT IN (SELECT document FROM campaign_member)) + (SELECT count(DISTINCT "
        "campaign) FROM campaign_member JOIN analysis USING (document))",
    "Submitters":
        "SELECT max(submitters_support + submitters_oppose + submitters_mixed "
        "+ submitters_silent) FROM issue_tally",
    "Documents that state a position":
        "SELECT count(DISTINCT document) FROM document_stance"}


def check_answered(c, f, tree):
    for _, kids in sections(tree, "WHO ANSWERED"):
        check_answered_title(c, f, kids[1])
        c.must("received", kids[2], rf"^{COUNT} documents? (?:was|were) received, "
               rf"{COUNT} (?:was|were) read and analysed", f.one(
                   FUNNEL["Documents received"]), f.one(FUNNEL["Analysed"]))
        check_not_analysed(c, f, kids[2])
        campaigns = f.one("SELECT count(*) FROM campaign")
        m = c.told("campaigns", kids[2], rf"; {COUNT} are letters of {COUNT} "
                   "campaigns?", f.one("SELECT count(*) FROM campaign_member"),
                   campaigns)
        c.same("campaigns", "told", m is not None, campaigns > 0)
        kids[2].take(r"^\s*\.$")
        shown = [k.text() for k in kids]
        c.same("funnel's scope", "", "From received to analysed, in the whole corpus"
               in shown, f.chosen)
        sizes = {}
        for k in kids:
            m = k.kind == "P" and k.take(rf"^({'|'.join(KINDS)}) {COUNT}$")
            if m:
                sizes[KINDS[m[1]]] = number(m[2])
        c.same("kinds", "", sizes, dict(f.size) if len(f.size) > 1 else {})
    for table in after(tree, "WHO ANSWERED"):
        head, *body = rows(table)
        if head[0].text() == "Submitter":
            check_list_of_submitters(c, f, body)
            continue
        for name, cell in [head] + body:
            c.must("funnel", cell, f"^{COUNT}$", f.one(FUNNEL[name.text()]))
    for m, kids in sections(tree, "WHO ANSWERED"):
        listed = [r for t in kids if t.kind == "Table" for r in rows(t)
                  if len(r) == 4 and r[0].text() != "Submitter"]
        check_listed(c, f, kids, listed)


def check_not_analysed(c, f, deck):
    """Why not: the numbers add up to what was received."""
    reasons = {
        " not yet": WAITING,
        " in another language not": "SELECT (SELECT count(*) FROM document WHERE "
            "status = 'ok' AND id NOT IN (SELECT document FROM analysis)) - "
            f"({WAITING})",
        " without text": "SELECT count(*) FROM document WHERE status = 'empty'",
        " unreadable": "SELECT count(*) FROM document WHERE status = 'failed'"}
    told = 0
    for words, query in reasons.items():
        m = deck.take(rf", {COUNT}{words}\b")
        c.same("not analysed", words, number(m[1]) if m else 0, f.one(query))
        told += number(m[1]) if m else 0
    c.same("not analysed", "all", told, f.one(FUNNEL["Documents received"]) -
           f.one(FUNNEL["Analysed"]))


def check_listed(c, f, kids, listed):
    """Those who address most issues, and how many are not listed."""
    who = [f.who(r[0].text().removesuffix("*").rstrip()) for r in listed]
    starred = [r[0].text().endswith("*") for r in listed]
    guessed = {s for (s,) in f.db.execute(GUESSED)}
    c.same("guessed", "stars", [star for s, star in zip(who, starred) if s],
           [s.id in guessed for s in who if s])
    least = min((sum(s.tally()) for s in who if s), default=0)
    names = {s.id for s in who if s}
    if None not in who:
        c.same("listed", "those who address most issues", max(
            (sum(s.tally()) for s in f.submitters.values() if s.id not in names),
            default=0) <= least, True)
    for k in kids:
        guessed = [s for (s,) in f.db.execute(GUESSED) if s in f.submitters]
        m = c.told("guessed", k, rf"\* The kinds? of {COUNT} submitters? (?:was|were) "
                   r"not given but guessed, from names and letters\.", len(guessed))
        if "Submitters are not a representative sample" in k.text():
            c.same("guessed", "is told", bool(m), bool(guessed))
        c.told("listed", k, rf"Listed: the {COUNT} submitters who address most "
               rf"issues; {COUNT} more are counted, not listed\.", len(listed),
               f.n - len(listed))
    c.same("listed", "all, or a note says how many", len(listed) == f.n or
           any("Listed: the" in k.text() for k in kids), True)


def check_answered_title(c, f, title):
    sizes = f.size.most_common()
    text = title.text()
    m = re.fullmatch(rf"(.*) are the largest group: {COUNT} of the {COUNT} "
                     "submitters", text)
    n = re.fullmatch(rf"(?:All {COUNT}|Both) submitters are (.*)", text)
    some = re.fullmatch(rf"{COUNT} (.*), chosen from {COUNT}", text)
    c.same("answered", "says that some were chosen", bool(some), f.n < f.total)
    if some:
        noun = next((n for n, k in sentences.NOUNS.items() if set(f.size) == {k}),
                    "submitters")
        c.same("answered", "chosen", (number(some[1]), some[2], number(some[3])),
               (f.n, noun, f.total))
    elif m:
        kind = sentences.NOUNS[m[1].lower()]
        largest = [k for k, v in sizes if v == sizes[0][1]]
        c.same("largest group", kind, ([kind], number(m[2]), number(m[3])),
               (largest, f.size[kind], f.n))
    elif n:
        c.same("one kind", n[2], (number(n[1] or "two"), {sentences.NOUNS[n[2]]}),
               (f.n, set(f.size)))
    else:
        c.must("answered", title, rf"^{COUNT} submitters? answered$", f.n)
    title.left = ""


def check_list_of_submitters(c, f, body):
    for cells in body:
        if len(cells) != 4 or cells[0].text() == "Submitter":
            continue
        s = f.who(cells[0].text().removesuffix("*").rstrip())
        if not s:
            continue
        cells[0].left = ""
        support, mixed, oppose = s.tally()
        for cell, found in zip(cells[1:3], (s.documents, sum(s.tally()))):
            c.must("submitter", cell, f"^{COUNT}$", found)
        c.must("submitter's stances", cells[3], rf"^opposes {COUNT}, mixed {COUNT}, "
               rf"supports {COUNT}$", oppose, mixed, support)
