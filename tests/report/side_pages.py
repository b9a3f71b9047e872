"""A comparison side by side, beside the corpus."""
import re

from chart_pages import issue_of
from claims import COUNT, NUMBER, number
from facts import SIDES, pair
from tree import after, parts, rows, sections

GROUPS = {"They oppose each other": "opposed", "They differ: some are mixed": "differ",
          "They agree": "agreed", "Only one speaks": "alone",
          "Nobody speaks": "nobody"}


def relation(issue):
    support, mixed, oppose = issue.tally()
    if issue.voices < 2:
        return "alone" if issue.voices else "nobody"
    if support and oppose:
        return "opposed"
    return "agreed" if issue.voices in (support, mixed, oppose) else "differ"


def choose(f, tree):
    """Whom it compares: the heads of its first table."""
    head = next(rows(after(tree, "SIDE BY SIDE")[0]))
    chosen = [f.who(k.text()) for k in head[1:]]
    f.choose(lambda s: s in chosen)
    f.chosen = True
    return chosen


def check(c, f, tree, asked):
    relations = {i: relation(i) for i in f.issues}
    many = lambda r: sum(x == r for x in relations.values())
    for _, kids in sections(tree, "SIDE BY SIDE"):
        check_words(c, f, kids, asked, many)
        for k in kids[3:]:
            if k.kind == "P" and kids[kids.index(k) - 1].text() == "Nobody speaks":
                c.exactly("nobody speaks", k, ", ".join(
                    f"{i.number} {i.short}" for i in f.issues
                    if relations[i] == "nobody") + ".")
    group, told = None, {}
    for table in after(tree, "SIDE BY SIDE"):
        head, *body = rows(table)
        for cells in body:
            if head[0].text() == "Submitter":
                check_pair(c, f, cells, asked)
            elif len(cells) < 2:
                m = c.must("side by side", cells[0], rf"^(.*) \({COUNT}\)$")
                group = GROUPS[m[1]]
                c.same("side by side", group, number(m[2]), many(group))
            elif cells[0].text() != "Issue":
                issue = issue_of(c, f, cells[0])
                told[issue] = group
                check_cells(c, issue, cells, asked)
    c.same("side by side", "groups", told,
           {i: r for i, r in relations.items() if r != "nobody"})
    check_own_words(c, f, tree)


def check_words(c, f, kids, asked, many):
    title = kids[1]
    m = title.take(rf"(?: agree on |: agreed on ){NUMBER} issues?, opposed on {NUMBER}$",
                   re.I)
    c.same("side by side", "title", m and (number(m[1]), number(m[2])),
           (many("agreed"), many("opposed")))
    left = title.left.strip()
    m = re.fullmatch(rf"{NUMBER} submitters", left, re.I)
    if m:
        c.same("side by side", "title", number(m[1]), len(asked))
    else:
        names = [f.who(n) for n in re.split(", | and ", left)]
        c.same("side by side", "title", left if None in names else names,
               left if None in names else asked)
        c.same("side by side", "title names all", all(s.short in left for s in asked),
               True)
    title.left = ""
    m = kids[2].take(rf"^Of {COUNT} issues, {NUMBER} (?:is|are) addressed by two or "
                     rf"more of them, {NUMBER} by only one and {NUMBER} by none\. "
                     r"Select a cell to read the words behind it\.$", re.I)
    alone, nobody = many("alone"), many("nobody")
    c.same("side by side", "deck", m and tuple(map(number, m.groups())),
           (len(f.issues), len(f.issues) - alone - nobody, alone, nobody))


def check_cells(c, issue, cells, asked):
    for s, cell in zip(asked, cells[1:]):
        printed = cell.text().lower()
        c.same("cell", f"{s.name} {issue.name}",
               None if printed == "not addressed" else printed, s.stance.get(issue))


def check_pair(c, f, cells, asked):
    a = f.who(cells[0].text())
    for b, cell in zip(asked, cells[1:]):
        agree, shared, _ = pair(a, b)
        c.exactly("pair", cell, f"{agree} of {shared}" if shared else "none shared")


def check_own_words(c, f, tree):
    for _, kids in sections(tree, "IN THEIR OWN WORDS"):
        kids[1].take("^What each says on each issue$")
        kids[2].take("^Where they oppose each other first, then where they differ, "
                     "agree, and where only one speaks. The proposition below each "
                     "heading says what support means.$")
        issue = None
        for k in kids[3:]:
            m = re.fullmatch(r"(\d+) (.*?)(?: ?continued)?", k.text())
            if m and k.kind in ("H2", "P"):
                issue = f.issues[int(m[1]) - 1]
                c.same("own words", m[1], m[2], issue.short)
                k.left = ""
            elif issue and k.text() == " ".join(issue.proposition.split()):
                k.left = ""
            m = k.take(r", (in support|opposed) on (\d+) (.*)$") \
                if k.kind == "P" else None
            if m:
                c.same("reported", m[2], m[3], f.issues[int(m[2]) - 1].short)
