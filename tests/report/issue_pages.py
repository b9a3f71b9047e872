"""Issue pages, submitters' profiles, and every quote, beside the corpus."""
import os
import re

import sentences
from chart_pages import lower
from claims import COUNT, number
from facts import KINDS, SIDES, VOICES_MIN, pair
from tree import Node, parts, rows, sections

SIDE_MAX, REPORTED_MAX = 40, 8      # quotes: of a side, and of others in all
SHORT, LONG = 40, 400               # bytes of a quote that is liked
NUMBERED = r"(?:\u00b7 no|^No)\. (\d+)"       # below a quote
LABEL = {"support": "Support", "mixed": "Mixed", "oppose": "Oppose",
         None: "Not addressed"}


def check(c, f, tree, shown):
    check_issues(c, f, tree)
    check_few(c, f, tree)
    check_unheard(c, f, tree)
    check_profiles(c, f, tree, shown)


def squeeze(text):
    return " ".join(text.split())


# ---- issue pages ------------------------------------------------------------

def check_issues(c, f, tree):
    evidence = Evidence(f)
    for m, kids in sections(tree, r"ISSUE (\d+) \u00b7 (.) (.*)"):
        issue = f.issues[int(m[1]) - 1]
        letter = chr(ord("A") + next(k for k, t in enumerate(f.themes) if issue in t))
        c.same("issue's theme", issue.name, (m[2], m[3].lower()),
               (letter, squeeze(issue.theme_title).lower()))
        kids[0].left = ""
        check_issue_title(c, f, issue, kids[1])
        c.exactly("what is at stake", kids[2],
                  squeeze(issue.stake or issue.proposition))
        check_refers(c, issue, kids)
        check_counts(c, f, issue, kids)
        for table in [k for k in kids if k.kind == "Table"]:
            check_strips(c, f, issue, table)
        if issue.voices:
            check_who(c, f, issue, kids)
        check_chosen(c, f, issue, kids, evidence)
        check_foot(c, f, kids)


def check_issue_title(c, f, issue, title):
    if issue.title:
        c.exactly("issue's title", title, squeeze(issue.title))
        return
    said = title.text()
    c.same("issue's title", issue.name, said.startswith(issue.short + ": "), True)
    check_finding(c, f, issue, said[len(issue.short) + 2:])
    title.left = ""


def check_finding(c, f, issue, said):
    if said == "nobody addresses it":
        c.same("issue's finding", issue.name, issue.voices, 0)
        return
    told = list(sentences.finding(said, {s: issue.count[s] for s in SIDES}, f.n,
                                  lambda kind, s: issue.by_kind[kind, s]))
    c.same("issue's finding", f"{issue.name}: is read", len(told) > 1, True)
    for got in told:
        c.same("issue's finding", issue.name, *got)


def check_refers(c, issue, kids):
    """Where the deck does not have the proposition, a line has it."""
    begin = "Support and oppose refer to: "
    lines = [k for k in kids if k.kind == "P" and k.text().startswith(begin)]
    c.same("proposition", issue.name, len(lines), int(bool(issue.stake)))
    for k in lines:
        c.exactly("proposition", k,
                  f"{begin}\u201c{squeeze(issue.proposition)}\u201d")


def check_counts(c, f, issue, kids):
    support, mixed, oppose = issue.tally()
    finding = []
    for k in kids[3:]:
        t = c.told("issue", k, rf"(?:^|(?<=\. )){COUNT} of the {COUNT} submitters? takes? a position"
                   rf"(?: \({COUNT} mixed\))?; {COUNT} do(?:es)? not address the "
                   r"issue\.$", issue.voices, f.n, None, f.silent(issue)) \
            or f.silent(issue) == 0 and c.told(
                "issue", k, rf"(?:^|(?<=\. ))(?:The|All) {COUNT}( submitters?) takes? "
                rf"a position(?: \({COUNT} mixed\))?\.$", f.n)
        if t:
            c.same("issue", "mixed", number(t[3] or "no"), mixed)
            finding.append(k.left.strip().rstrip("."))
            k.left = ""
        t = k.kind == "P" and k.take(rf"^(?:{COUNT} support)? ?(?:{COUNT} mixed)? ?"
                                     rf"(?:{COUNT} oppose)?$")
        if t and t[0]:
            printed = tuple(number(g or "no") for g in t.groups())
            # where the bar has no room for it, the line below has the mixed
            c.same("issue's bar", issue.name, printed,
                   (support, printed[1] and mixed, oppose))
    c.same("issue's finding", issue.name, [bool(x) for x in finding],
           [bool(issue.title and issue.voices)])
    if finding and finding[0]:
        check_finding(c, f, issue, lower(finding[0]))


def check_strips(c, f, issue, table):
    told = {}
    for name, cell in rows(table):
        kind = KINDS[name.text()]
        counts = issue.tally(kind) + (f.size[kind] - sum(issue.tally(kind)),)
        told[kind] = counts
        c.exactly("issue by kind", cell, ", ".join(
            f"{n:,} {s}" for n, s in zip(counts, SIDES + ("silent",)) if n))
    c.same("issue's kinds", issue.name, set(told), {k for k in f.size if f.size[k]})


def check_who(c, f, issue, kids):
    """Each list has those of its stance, or their first and how many more."""
    stance = None
    lists = {s: [] for s in SIDES}
    more = {}
    for k in kids:
        if k.kind == "P" and k.text().lower() in SIDES:
            stance = k.text().lower()
        elif k.kind == "L" and stance:
            lists[stance] += [i.text() for i in k.all("LI")]
            for item in k.all("LI"):
                item.left = ""
        elif stance and k.kind == "P":
            m = k.take(f"^and {COUNT} more$")
            if m:
                more[stance] = number(m[1])
    for s in SIDES:
        c.same("who stands where", f"{issue.name}: {s}",
               len(lists[s]) + more.get(s, 0), issue.count[s])
        for name in lists[s]:
            who = f.who(name)
            if who:
                c.same("who stands where", f"{issue.name}: {name}",
                       who.stance.get(issue), s)


def check_chosen(c, f, issue, kids, evidence):
    """The quotes are those that the stated rule picks; what is left out is told."""
    own, others = [], []
    for k, after in zip(kids, kids[1:] + [Node("P")]):
        if k.kind == "BlockQuote":
            n = re.search(NUMBERED, after.text())
            (others if after.text().startswith("Reported by") else
             own).append(int(n[1]))
    wanted, left = evidence.choose(issue, "self", SIDE_MAX)
    c.same("quotes", issue.name, sorted(own), sorted(wanted))
    reported, _ = evidence.choose(issue, "other", REPORTED_MAX // 2)
    c.same("reported quotes", issue.name, sorted(others), sorted(reported))
    every = evidence.count(issue, "other")
    told_left = told_all = False
    for k in kids:
        told_left |= bool(c.told(
            "quotes left out", k, rf"^{COUNT} further quotes? (?:is|are) left out: at "
            rf"most {COUNT} a side are shown, kinds of submitter in turn\.$", left,
            SIDE_MAX))
        told_all |= bool(c.told("reported", k, rf"{COUNT} of {COUNT} are shown\.",
                                len(others), every))
    c.same("left out is told", issue.name, (told_left, told_all),
           (left > 0, len(others) < every))


def check_foot(c, f, kids):
    """Previous and next issue: the name and the link are of one issue."""
    for k in kids:
        for link in k.all("Link") if k.kind != "L" else ():
            m = re.fullmatch("(?:\u2190 )?(\\d+) (.*?)(?: \u2192)?", link.text())
            if m and link.target:
                issue = f.issues[int(m[1]) - 1]
                c.same("foot", m[1], (m[2], link.target[0]),
                       (issue.short, f"issue-{issue.number:02}"))
                link.left = ""


class Evidence:
    """The positions that could be quoted, and the rule that picks some."""

    def __init__(self, f):
        self.f, self.rows = f, {}
        for issue, holder, *row in f.db.execute(
                "SELECT p.issue, p.holder, p.id, ifnull(d.submitter, -d.id), p.stance,"
                " p.end - p.begin, b.kind = 'heading', m.campaign FROM position p "
                "JOIN block b ON b.id = p.block JOIN document d ON d.id = b.document "
                "LEFT JOIN campaign_member m ON m.document = d.id ORDER BY p.id"):
            if row[1] in f.submitters:
                self.rows.setdefault((issue, holder), []).append(row)
        order = sorted(f.submitters.values(), key=self.order)
        self.place = {s.id: k for k, s in enumerate(order)}

    @staticmethod
    def order(s):
        from chart_pages import row_order
        return row_order(s)

    @staticmethod
    def score(length, heading):
        n = min(length, 4 * LONG)
        s = LONG - n if n > LONG else n - SHORT if n < SHORT else n
        return s - 10 * LONG if heading else s

    def count(self, issue, holder):
        return len(self.rows.get((issue.id, holder), ()))

    def choose(self, issue, holder, most):
        """(positions, how many more there are)"""
        found, left = [], 0
        for side in ("support", "oppose"):
            best = {}
            for position, who, stance, length, heading, campaign in \
                    self.rows.get((issue.id, holder), ()):
                s = self.score(length, heading)
                if stance == side and (who not in best or best[who][0] < s):
                    best[who] = (s, position, campaign)
            queue = sorted(best, key=lambda w: (-best[w][0], self.place[w]))
            picked, more = self.in_turn(queue, best, most)
            found += picked
            left += more
        return found, left

    def in_turn(self, queue, best, most):
        heard, by_kind = set(), {}
        for who in queue:
            campaign = best[who][2]
            if campaign is None or campaign not in heard:
                heard.add(campaign)
                by_kind.setdefault(self.f.submitters[who].kind, []).append(
                    best[who][1])
        every = sum(map(len, by_kind.values()))
        picked = []
        while len(picked) < min(most, every):
            for kind in KINDS.values():
                if by_kind.get(kind) and len(picked) < most:
                    picked.append(by_kind[kind].pop(0))
        return picked, every - len(picked)


# ---- of a few submitters, the issues run on ---------------------------------

def check_few(c, f, tree):
    for _, kids in sections(tree, "ISSUES"):
        issue = None
        kids[2].take("^What each issue proposes, and what was said for and against it"
                     r"\. A quote without a sign is a view that a submitter reports "
                     r"of others; it is counted nowhere\.$")
        for k in kids[1:]:
            if k.kind == "H2":
                issue = check_few_head(c, f, k)
            elif issue and k.text() == squeeze(issue.proposition):
                c.exactly("proposition", k, squeeze(issue.proposition))
                issue = None
            elif k.text().endswith("continued"):
                check_few_head(c, f, k)
        kids[1].take("^Issue by issue$")


def check_few_head(c, f, node):
    m = node.take(r"^(\d+) (.*?)(?:: (.*?))?(?: ?continued)?$")
    if not m:
        return None
    issue = f.issues[int(m[1]) - 1]
    c.same("issue", m[1], m[2].startswith(issue.short), True)
    if m[3] and f.n < VOICES_MIN:
        c.same("issue's heading", issue.name, m[3], sentences.sides(issue.tally()))
    elif m[3]:
        for got in sentences.finding(m[3], {s: issue.count[s] for s in SIDES}, f.n,
                                     lambda kind, s: issue.by_kind[kind, s]):
            c.same("issue's heading", issue.name, *got)
    return issue


def check_unheard(c, f, tree):
    reported = {i.id for i in f.issues if f.one(
        "SELECT count(*) FROM position WHERE issue = ? AND holder = 'other'", i.id)}
    found = []
    for _, kids in sections(tree, "NOT ADDRESSED"):
        one = bool(kids[1].take("^One issue that nobody addresses$"))
        kids[1].take("^Issues that nobody addresses$")
        kids[2].take("^No submission was found to state a position on " +
                     ("this proposition" if one else "these propositions") +
                     r"\. That says nothing about what the submitters think of " +
                     (r"it\.$" if one else r"them\.$"))
        for k in kids:
            m = k.kind == "H2" and k.take(r"^(\d+) (.*)$")
            if m:
                found.append(f.issues[int(m[1]) - 1])
                c.same("unheard", m[1], m[2], found[-1].short)
        if len(list(sections(tree, "NOT ADDRESSED"))) == 1:
            c.same("unheard", "one", one, len(found) == 1)
    if not f.chosen:
        c.same("unheard", "", [i.name for i in found],
               [i.name for i in f.issues if not i.voices and i.id not in reported])
    for i in found:
        c.same("unheard", i.name, i.voices, 0)


# ---- profiles ---------------------------------------------------------------

def check_profiles(c, f, tree, shown):
    for _, kids in sections(tree, "SUBMITTERS"):
        kids[1].take("^Submitter by submitter$")
        kids[2].take("^What each supports and opposes, where it stands apart from its "
                     "own kind, and who is close to it. Select an issue to read its "
                     "words.$")
        s, names = None, []
        for k in kids:
            c.told("profiles", k, rf"{COUNT} submitters? (?:is|are) counted in all "
                   "figures and not shown here", f.n - len(shown))
            c.told("profiles", k, f"share fewer than {COUNT} are not compared", 3)
            if k.kind == "H2":
                s = f.who(k.text())
                names.append(s and s.id)
                k.left = "" if s else None
            elif s and k.kind == "L":
                check_stances(c, f, s, k)
            elif s and k.kind == "P":
                check_profile(c, f, s, k)
        if None not in names:
            c.same("profiles", "of the matrix", names, shown)


def check_stances(c, f, s, items):
    printed = []
    for item in items.all("LI"):
        m = item.take(r"^(Support|Mixed|Oppose) ?(\d+) (.*)$")
        issue = f.issues[int(m[2]) - 1]
        c.same("profile's issue", s.name, m[3], issue.short)
        printed.append((issue.number, m[1].lower()))
    c.same("profile's stances", s.name, sorted(printed),
           sorted((i.number, x) for i, x in s.stance.items()))


def check_profile(c, f, s, node):
    m = node.take(r"^(.*) \u00b7 ([\d,]+) documents? \u00b7 (\d+) of (\d+) issues "
                  r"addressed(.*)$")
    if m:
        found = ", ".join(f"{n} {x}" for n, x in zip(s.tally(), SIDES) if n)
        c.same("profile", s.name, m.groups(), (
            next(label for label, k in KINDS.items() if k == s.kind),
            f"{s.documents:,}", str(sum(s.tally())), str(len(f.issues)),
            f": {found}" if found else ""))
    text = node.text()
    if text.startswith("Unlike most "):
        for got in sentences.apart(
                text, lambda kind, i, x: i.by_kind[kind, x],
                lambda n: next((i for i in f.issues if lower(i.short) == n), None),
                s.stance.get):
            c.same("profile apart", s.name, *got)
        node.take(r"^Unlike most .*?\)\.(?= |$)")
    for which, other, agree, shared in sentences.partners(text):
        b = f.who(other)
        if b:
            c.same("profile's pair", (s.name, other), (agree, shared), pair(s, b)[:2])
        c.same("profile's claim", f"{s.name}: {which} {other}",
               2 * agree >= shared if which == "most" else 2 * agree < shared, True)
    node.take(r"Agrees most with .*?\)\.(?= |$)")
    node.take(r"Agrees least with .*?\)\.(?= |$)")


# ---- quotes -----------------------------------------------------------------

QUERY = (
    "SELECT substr(CAST(b.text AS BLOB), p.begin + 1, p.end - p.begin), "
    "CAST(l.text AS BLOB), p.stance, p.holder, p.holder_name, d.path, b.line, "
    "ifnull(d.submitter, -d.id), p.issue FROM position p "
    "JOIN block b ON b.id = p.block JOIN document d ON d.id = b.document "
    "LEFT JOIN block l ON l.document = b.document AND l.seq = b.lead_in "
    "WHERE p.id = ?")


def check_quotes(c, f, tree):
    """A quote, its lead-in and its place: the position that it names."""
    for node in tree.all("Sect"):
        kids = parts(node)
        for k, (before, after) in enumerate(zip(kids, kids[1:])):
            quote = before.kind == "BlockQuote" or before.text().startswith("\u201c")
            m = quote and re.search(NUMBERED, after.text())
            if m:
                check_quote(c, f, before, after, int(m[1]), kids[max(0, k - 2):k])
            elif quote:
                c.same("quote", before.text()[:40], "without a number", "numbered")


def check_quote(c, f, node, place, position, before):
    row = f.db.execute(QUERY, (position,)).fetchone()
    if not row:
        return c.same("quote", position, "printed", "no such position")
    sentence, lead, *rest = row
    sentence = squeeze(sentence.decode())
    lead = squeeze(lead.decode()) if lead else ""
    printed = node.text()
    c.same("quote's marks", position, (printed[:1], printed[-1:] in "\u201d\u2026"),
           ("\u201c", True))
    words = printed[1:-1].strip()
    cut = printed.endswith("\u2026")
    if lead:
        at = words.find(sentence[:20])
        c.same("lead-in", position,
               words[:at].strip().strip("\u2026").strip() in lead, True)
        words = words[at:]
    c.same("quote", position, words, sentence[:len(words)] if cut else sentence)
    node.left = ""
    check_place(c, f, position, place, before, *rest)


def check_place(c, f, position, place, before, stance, holder, holder_name, path, line,
                who, issue_id):
    s = f.submitters.get(who)
    c.same("quoted submitter", position, s is not None, True)
    if not s:
        return
    issue = next(i for i in f.issues if i.id == issue_id)
    side = "in support" if stance == "support" else "opposed"
    own = s.stance.get(issue)
    told = place.text()
    if told.startswith("Reported by"):
        wanted = f"Reported by {s.short}"
        c.same("reported", position, holder, "other")
        c.same("reported", f"{position}: side", side in before[-1].text(), True)
        if holder_name:
            c.same("reported", f"{position}: holder", before[-1].text().startswith(
                squeeze(holder_name)[:20]), True)
    elif told.startswith("No. "):
        place.left = ""
        m = before[-1].take(r"^(.*) on (\d+) (.*)$")
        return c.same("full quote", position, (f.who(m[1]), m[2], m[3]),
                      (s, str(issue.number), issue.short))
    else:
        c.same("quote's holder", position, holder, "self")
        wanted = f"Mixed, here {side}" if own == "mixed" else LABEL[own]
        c.same("quote's side", position, own in ("mixed", stance), True)
        check_name(c, f, position, before, s, issue)
    wanted += f" \u00b7 no. {position} \u00b7 {squeeze(os.path.basename(path))}"
    wanted += f", line {line}" if line else ""
    if told.startswith("Reported by") and told.endswith(f"no. {position}"):
        wanted = wanted[:len(told)]     # side by side, without its place
    c.same("quote's place", position, shortened(told, wanted), wanted)
    place.left = ""


def shortened(told, wanted):
    """`wanted`, if it is told with its file's name cut and the line whole."""
    m = re.fullmatch("(.*)\u2026(, line \\d+)?", told)
    if m and wanted.startswith(m[1]) and wanted.endswith(m[2] or ""):
        return wanted
    return told


def check_name(c, f, position, before, s, issue):
    """Above it stand the submitter's name, or the issue's, and a sign."""
    texts = [b.text() for b in before]
    names = [t for t in texts if f.who(t) is s or f.who(t.removesuffix(
        LABEL.get(s.stance.get(issue), ""))) is s]
    numbered = f"{issue.number} {issue.short}"
    # a second quote of the same side by side has no name of its own
    c.same("quote's name", f"{position}: {texts}",
           bool(names) or numbered in texts or any("no. " in t for t in texts) or
           any(t.endswith("continued") for t in texts), True)
    for b in before:
        if b.text() == numbered or f.who(b.text()) is s:
            b.left = ""
