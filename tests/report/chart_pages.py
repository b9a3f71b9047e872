"""Overview, kinds, matrix, map, alliances and themes, beside the corpus."""
import re
from fractions import Fraction

import sentences
from claims import COUNT, NUMBER, number
from facts import KINDS, SIDES, VOICES_MIN, pair
from tree import after, parts, rows, sections


def check(c, f, tree):
    check_overview(c, f, tree)
    check_kinds(c, f, tree)
    shown = check_matrix(c, f, tree) or [
        s.id for s in sorted(f.submitters.values(), key=row_order)]
    check_alliances(c, f, tree, shown)
    check_themes(c, f, tree)
    return shown


def row_order(s):
    """Of the matrix: by kind, within it by mean stance."""
    support, mixed, oppose = s.tally()
    n = support + mixed + oppose
    return (list(KINDS.values()).index(s.kind), n == 0,
            -Fraction(support - oppose, n) if n else 0, -n, s.name.encode(), s.id)


def by_net(f):
    return sorted(f.issues, key=lambda i: (i.voices == 0, -i.net, i.number))


def lower(name):
    """As in the middle of a sentence: an acronym stays."""
    return name if name[1:2].isupper() or not name[:1].isascii() else \
        name[:1].lower() + name[1:]


def upper(name):
    return name[:1].upper() + name[1:]


def issue_of(c, f, cell):
    """The issue that a row's head names and leads to; it is read."""
    m = c.must("issue's name", cell, r"^(\d+) (.*)$")
    issue = f.issues[int(m[1]) - 1]
    link = next(cell.all("Link"), None)
    if m[2].endswith("\u2026"):
        c.same("issue's name", m[1], issue.short.startswith(m[2][:-1].rstrip()), True)
    else:
        c.same("issue's name", m[1], m[2], issue.short)
    if link and link.target:
        c.same("issue's link", m[1], link.target[0], f"issue-{issue.number:02}")
    return issue


# ---- overview ---------------------------------------------------------------

def check_overview(c, f, tree):
    order = []
    for _, kids in sections(tree, "OVERVIEW"):
        best, worst = by_net(f)[0], [i for i in by_net(f) if i.net < 0][-1:]
        title = "" if best.net <= 0 else f"{best.short} finds the widest support"
        if worst:
            title += f", {lower(worst[0].short)} the most resistance" if title \
                else f"{worst[0].short} meets the most resistance"
        c.exactly("overview", kids[1],
                  title or "No issue finds more support than opposition")
        c.must("overview", kids[2], rf"^Number of the {COUNT} submitters? for and "
               r"against each issue, sorted by net support\. Mixed stances and "
               r"silence stand apart\.$", f.n)
    for table in after(tree, "OVERVIEW"):
        for cells in list(rows(table))[1:]:
            issue = issue_of(c, f, cells[0])
            order.append(issue)
            support, mixed, oppose = issue.tally()
            for cell, found in zip(cells[1:], (oppose, support, mixed,
                                               f.silent(issue))):
                c.must("overview", cell, f"^{COUNT}$", found)
    wanted = by_net(f)
    if len(wanted) > 28:        # split by theme: each page by net support
        order.sort(key=wanted.index)
    c.same("overview's order", "", order, wanted if f.n > 1 else [])


# ---- by kind of submitter ---------------------------------------------------

def widest_part(f, drawn):
    """"Companies and nonprofits part over ..." of those drawn, or none."""
    most, title = 0, ("No two kinds of submitter, of five voices or more, stand "
                      "on opposite sides")
    nouns = {kind: noun for noun, kind in sentences.NOUNS.items()}
    for i in f.issues:
        for a in drawn:
            for b in drawn:
                if "other" in (a, b) or i.verdict(a) != "for" or \
                        i.verdict(b) != "against":
                    continue
                d = min(i.by_kind[a, "support"], i.by_kind[b, "oppose"])
                if d > most:
                    most = d
                    title = (f"{upper(nouns[a])} and {nouns[b]} part over "
                             f"{lower(i.short)}")
    return title


def check_kinds(c, f, tree):
    drawn = [k for k in KINDS.values() if f.size[k] >= 3]
    nouns = {**{k: n for n, k in sentences.NOUNS.items()}, "other": "others"}
    for _, kids in sections(tree, "BY KIND OF SUBMITTER"):
        c.exactly("kinds", kids[1], widest_part(f, drawn))
        kids[2].take("^Number of each kind for and against each issue, in the order "
                     r"of the overview and on the same scale\.$")
        few = ", ".join(f"{nouns[k]} ({f.size[k]})" for k in KINDS.values()
                        if 0 < f.size[k] < 3)
        for k in kids[3:]:
            m = k.take(r"Counted but not drawn, for they are fewer than three: (.*?)\.")
            c.told("kinds", k, rf"Kinds part where {NUMBER} or more of each take a "
                   "position", VOICES_MIN)
            if "Mixed stances are not drawn" in k.text():
                c.same("kinds not drawn", "", m[1] if m else "", few)
    for table in after(tree, "BY KIND OF SUBMITTER"):
        head, *body = rows(table)
        here = []
        for cell in head[1:]:
            m = c.must("kind", cell, rf"^(.*) {COUNT} submitters?$")
            here.append(KINDS[m[1]])
            c.same("kind's size", m[1], number(m[2]), f.size[here[-1]])
        c.same("kinds drawn", "", here, drawn)
        for cells in body:
            issue = issue_of(c, f, cells[0])
            for kind, cell in zip(here, cells[1:]):
                n = issue.by_kind
                c.exactly("kind", cell, " ".join(
                    f"{n[kind, s]:,} {s}" for s in ("oppose", "support")
                    if n[kind, s]) or "none")


# ---- matrix -----------------------------------------------------------------

def matrix_title(f):
    """The finding, and what may stand for it where it would cost a page."""
    one = f.n == 1
    plain = (f"Where {f.n:,} submitter{'' if one else 's'} "
             f"stand{'s' if one else ''} on {len(f.issues)} "
             f"issue{'' if len(f.issues) == 1 else 's'}")
    nets = []
    for theme in f.themes:
        voices = sum(i.voices for i in theme)
        if voices:
            nets.append((Fraction(sum(i.net for i in theme), voices),
                         theme[0].theme_title))
    high, low = max(nets, key=lambda n: n[0], default=None), \
        min(nets, key=lambda n: n[0], default=None)
    if not nets or high == low or high[0] <= 0:
        return plain, plain
    return (f"{'Broad' if high[0] > 0.5 else 'Most'} support on {lower(high[1])}, "
            f"{'broad opposition on' if low[0] < -0.5 else 'most dispute over'} "
            f"{lower(low[1])}"), plain


def check_matrix(c, f, tree):
    """Returns who stands in it, in its order."""
    shown = []
    for _, kids in sections(tree, r"STANCE MATRIX.*"):
        finding, plain = matrix_title(f)
        c.exactly("matrix", kids[1], plain if kids[1].text() == plain and
                  len(finding) > 50 else finding)
        for table in [k for k in kids if k.kind == "Table"]:
            shown += check_matrix_table(c, f, table)
        for k in kids:
            if k.kind == "Figure":
                check_matrix_counts(c, f, k)
            if k.kind == "P":
                check_part(c, k, kids)
        listed = list(dict.fromkeys(shown))
        most = sorted(f.submitters.values(),
                      key=lambda s: (-len(s.stance), row_order(s)))[:len(listed)]
        c.same("matrix", "rows", listed, [s.id for s in sorted(most, key=row_order)])
        m = c.must("matrix", kids[2], rf"^Stance of {COUNT} submitters?(?: \(of "
                   rf"{COUNT}, those who address most issues\))? on {COUNT} issues?"
                   r"(?:, the most contested first)?\. Select a cell to read the words "
                   r"behind it\.$", len(listed), None, len(f.issues))
        if m:
            c.same("matrix", "of how many", number(m[2] or f"{len(listed)}"), f.n)
    return list(dict.fromkeys(shown))


def check_part(c, node, kids):
    m = node.take(r"STANCE MATRIX (\d+) OF (\d+)")
    if m:
        parts_ = [re.match(r"STANCE MATRIX (\d+) OF (\d+)", k.text()) for k in kids]
        parts_ = [p for p in parts_ if p]
        c.same("matrix", "part", int(m[1]),
               [p[1] for p in parts_].index(m[1]) + 2)
        c.same("matrix", "parts", int(m[2]), len(parts_) + 1)


def check_matrix_table(c, f, table):
    head, *body = rows(table)
    columns = [issue_of(c, f, cell) for cell in head[1:-1]]
    shown = []
    for cells in body:
        if len(cells) < 2:
            continue
        s = f.who(cells[0].text())
        c.same("matrix row", cells[0].text(), s is not None, True)
        if not s:
            continue
        cells[0].left = ""
        shown.append(s.id)
        for issue, cell in zip(columns, cells[1:-1]):
            c.same("cell", f"{s.name} {issue.name}", cell.text(),
                   s.stance.get(issue, "not addressed"))
        support, _, oppose = s.tally()
        c.must("matrix balance", cells[-1], rf"opposes {COUNT}, supports {COUNT}$",
               oppose, support)
    return shown


def brief(n):
    """Over small bars: 2.7k for 2,657."""
    if n >= 9950:
        return f"{(n + 500) // 1000}k"
    return f"{n}" if n < 1000 else \
        f"{(n + 50) // 1000}.{(n + 50) % 1000 // 100}k"


def check_matrix_counts(c, f, figure):
    """The bars below the matrix: for screen readers in words."""
    m = re.fullmatch("Submitters in support and opposed, by issue: (.*)\\.",
                     figure.alt or "")
    c.same("matrix counts", "alternative text", m is not None, True)
    if m:
        told = re.findall(rf"(\d+): {COUNT} and {COUNT}(?:; |$)", m[1])
        for n, support, oppose in told:
            issue = f.issues[int(n) - 1]
            c.same("matrix counts", n, (number(support), number(oppose)),
                   (issue.count["support"], issue.count["oppose"]))
        figure.alt = None
        ours = [f.issues[int(n) - 1] for n, *_ in told]
        wanted = [brief(i.count[s]) for i in ours for s in ("support", "oppose")
                  if i.count[s]]
        c.same("matrix counts", "printed", figure.text(), " ".join(
            wanted + ["Submitters in support", "Submitters opposed"]))
        figure.left = ""


# ---- alliances --------------------------------------------------------------

def pair_key(f, place, a, b):
    agree, shared, opposed = pair(f.submitters[a], f.submitters[b])
    return (-Fraction(agree, shared), opposed,
            -shared if 2 * agree >= shared else shared,
            min(place[a], place[b]), max(place[a], place[b]))


def check_alliances(c, f, tree, shown):
    place = {s: k for k, s in enumerate(shown)}
    pairs = [(a, b) for a in shown for b in shown if place[a] < place[b] and
             pair(f.submitters[a], f.submitters[b])[1] >= 3]
    if pairs:
        ranked = sorted(pairs, key=lambda p: pair_key(f, place, *p))
    for _, kids in sections(tree, "ALLIANCES"):
        check_extreme(c, f, kids[1], "Closest: {}, the same on {} issues", ranked[0])
        c.must("pairs", kids[2], "^Of the issues on which both take a position, on how "
               rf"many they take the same one\. {COUNT} pairs? ha(?:s|ve) at least 3 "
               r"such issues; the others are not compared\.$", len(pairs))
        for k in kids[3:]:
            if k.kind == "P" and "Farthest:" in k.text():
                check_extreme(c, f, k, "Farthest: {}, the same position on {}",
                              ranked[-1])
    for table in after(tree, "ALLIANCES"):
        head, *body = rows(table)
        if "Agrees most with" in [k.text() for k in head]:
            for cells in body:
                check_nearest(c, f, cells, shown, place)
        else:
            check_triangle(c, f, head, body)


def check_extreme(c, f, node, form, wanted):
    a, b = [f.submitters[s] for s in wanted]
    agree, shared, _ = pair(a, b)
    text = form.format(f"{a.short} and {b.short}", f"{agree} of {shared}")
    if node.kind == "H1":
        return c.exactly("closest", node, text)
    m = c.must("farthest", node, r"(Farthest: .*)\. Mixed agrees")
    c.same("farthest", text, m and m[1], text)


def check_triangle(c, f, head, body):
    names = [f.who(k.text()) for k in head]
    for cell in head:
        cell.left = ""
    for cells in body:
        a = f.who(cells[0].text())
        cells[0].left = ""
        for b, cell in zip(names[1:], cells[1:]):
            if cell.text() == "" or not (a and b):
                continue
            agree, shared, _ = pair(a, b)
            c.exactly("pair", cell, "itself" if a is b else "too few in common"
                      if shared < 3 else f"{(100 * agree + shared // 2) // shared}%: "
                      f"the same on {agree} of {shared}")


def check_nearest(c, f, cells, shown, place):
    a = f.who(cells[0].text())
    if not a:
        return c.same("alliances row", cells[0].text(), "found", "not found")
    cells[0].left = ""
    others = [b for b in shown if b != a.id and pair(a, f.submitters[b])[1] >= 3]
    # an ally is told from the row's own side: of equals the first of the matrix
    others.sort(key=lambda b: pair_key(f, place, a.id, b)[:3] + (place[b],))
    agreed = [b for b in others
              if 2 * pair(a, f.submitters[b])[0] >= pair(a, f.submitters[b])[1]]
    far = [b for b in others[::-1] if b not in agreed]
    for cell, list_ in zip(cells[1:], (agreed, far)):
        c.same("allies", a.name, told_pairs(f, cell.text()), [
            (b, *pair(a, f.submitters[b])[:2]) for b in list_[:3]])
        cell.left = ""


def told_pairs(f, text):
    found = []
    for m in re.finditer(r"(\d+) of (\d+) (.*?)(?= \d+ of \d+ |$)", text):
        b = f.who(m[3].strip())
        found.append((b.id if b else m[3], int(m[1]), int(m[2])))
    return found


# ---- themes -----------------------------------------------------------------

def check_themes(c, f, tree):
    """Its title counts majorities, its deck those who speak on any issue."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for m, kids in sections(tree, "THEME (.)"):
        theme = f.themes[letters.index(m[1])]
        name = theme[0].theme_title
        c.same("theme's title", m[1], kids[1].text().startswith(name + ": "), True)
        c.same("theme", name, sentences.majorities(kids[1].text(), len(theme)),
               (sum(i.verdict() == "for" for i in theme), len(theme)))
        kids[1].left = ""
        speakers = sum(any(i in s.stance for i in theme)
                       for s in f.submitters.values())
        c.must("theme's voices", kids[2], rf"^{COUNT} submitters? takes? a position on "
               r"at least one of them\. Bars are on one scale; the line below each "
               r"says what support means\.$", speakers)
        told = []
        for table in [k for k in kids if k.kind == "Table"]:
            for cells in rows(table):
                if cells[0].text() == "Issue" or len(cells) < 3:
                    continue
                issue = issue_of(c, f, cells[0])
                told.append(issue)
                counts = issue.tally() + (f.silent(issue),)
                c.exactly("theme's row", cells[1], ", ".join(
                    f"{n:,} {s}" for n, s in zip(counts, SIDES + ("silent",)) if n))
                c.must("theme's row", cells[2], f"^{COUNT}$", f.silent(issue))
                c.exactly("theme's proposition", cells[3], issue.proposition)
        c.same("theme's issues", name, told, theme)
