"""The position map, laid out again from the stances in SQL.

Classical scaling: the eigenvectors of the issues' sums of products, by Jacobi's
rotations. A point or a weight may differ by rounding, no more.
"""
import csv
import io
import math
import re

from chart_pages import lower, row_order, upper
from claims import COUNT
from tree import parts, sections

VALUE = {"support": 1.0, "mixed": 0.0, "oppose": -1.0}
ISSUES_MIN, ISSUES_SURE, POINTS_MIN, USED_MIN, PART = 3, 5, 8, 4, 4


def jacobi(a):
    """Eigenvalues, the largest first, with their vectors, of a symmetric matrix."""
    n = len(a)
    v = [[float(i == k) for k in range(n)] for i in range(n)]
    for _ in range(60):
        if sum(a[i][k] ** 2 for i in range(n) for k in range(i)) < 1e-22:
            break
        for p in range(n):
            for q in range(p + 1, n):
                if abs(a[p][q]) > 1e-300:
                    rotate(a, v, p, q)
    order = sorted(range(n), key=lambda i: -a[i][i])
    return [a[i][i] for i in order], [[v[k][i] for k in range(n)] for i in order]


def rotate(a, v, p, q):
    theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
    t = math.copysign(1, theta) / (abs(theta) + math.hypot(theta, 1))
    cos = 1 / math.hypot(t, 1)
    sin = t * cos
    for row in a:
        row[p], row[q] = cos * row[p] - sin * row[q], sin * row[p] + cos * row[q]
    a[p], a[q] = ([cos * x - sin * y for x, y in zip(a[p], a[q])],
                  [sin * x + cos * y for x, y in zip(a[p], a[q])])
    for row in v:
        row[p], row[q] = cos * row[p] - sin * row[q], sin * row[p] + cos * row[q]


class Map:
    def __init__(self, f):
        who = sorted(f.submitters.values(), key=row_order)  # it settles ties
        placed = [s for s in who if len(s.stance) >= ISSUES_MIN]
        self.used = [i for i in f.issues if PART * sum(
            i in s.stance for s in placed) >= len(placed)]
        self.placed = [s for s in who if self.voices(s) >= ISSUES_MIN]
        self.exists = len(self.used) >= USED_MIN and \
            len(self.placed) >= POINTS_MIN
        self.share = [0, 0]
        if self.exists:
            self.lay_out()

    def line(self):
        """All stand on one: a second axis has nothing to carry."""
        return self.exists and self.share[0] > 0.5 and self.share[1] < 0.005

    def drawn(self):
        return self.exists and sum(self.share) >= 0.4 and not self.line()

    def voices(self, s):
        return sum(i in s.stance for i in self.used)

    def lay_out(self):
        means = {}
        for i in self.used:
            said = [VALUE[s.stance[i]] for s in self.placed if i in s.stance]
            means[i] = sum(said) / len(said)
        rows = [[VALUE[s.stance[i]] - means[i] if i in s.stance else 0.0
                 for i in self.used] for s in self.placed]
        n = len(self.used)
        products = [[sum(r[i] * r[k] for r in rows) for k in range(n)]
                    for i in range(n)]
        every = sum(products[i][i] for i in range(n))
        values, vectors = jacobi(products)
        self.exists = every > 1e-9
        self.share = [v / every if every > 0 else 0 for v in values[:2]]
        self.weight = [dict(zip(self.used, v)) for v in vectors[:2]]
        self.at = [[sum(x * w for x, w in zip(r, v)) for r in rows]
                   for v in vectors[:2]]
        self.rank = [sorted(self.used, key=lambda i: (-round(abs(w[i]), 8),
                                                      i.number))
                     for w in self.weight]
        self.own = []
        for w, other in (self.weight, self.weight[::-1]):
            mine = [i for i in self.used if abs(w[i]) >= abs(other[i]) - 1e-9]
            self.own.append(len(mine))
            self.rank[len(self.own) - 1].sort(key=lambda i, m=mine: i not in m)
        self.fix_signs()

    def fix_signs(self):
        most = max(range(len(self.placed)),
                   key=lambda k: (self.placed[k].tally()[0], -k))
        heaviest = [self.weight[axis][self.rank[axis][0]] for axis in (0, 1)]
        x = self.at[0][most]
        for axis, wrong in enumerate(((x if abs(x) > 1e-9 else heaviest[0]) < 0,
                                      heaviest[1] < 0)):
            if wrong:
                self.at[axis] = [-x for x in self.at[axis]]
                self.weight[axis] = {i: -w for i, w in self.weight[axis].items()}

    def two(self, axis):
        """The issues that name an axis: one or two."""
        w, rank = self.weight[axis], self.rank[axis]
        return rank[:2] if self.own[axis] > 1 and abs(w[rank[1]]) > 0.6 * abs(w[rank[0]]) else rank[:1]

    def end(self, axis, way):
        words = [("for " if self.weight[axis][i] * way > 0 else "against ") +
                 lower(i.short) for i in self.two(axis)]
        return upper(", ".join(words))

    def furthest(self, axis, way):
        best = max(way * x for x in self.at[axis])
        return [s for s, x in zip(self.placed, self.at[axis])
                if way * x > best - 1e-6]


def check(c, f, tree, pdf, shown):
    """shown: who stands in the matrix. Returns the map."""
    m = Map(f)
    drawn = m.drawn()
    found = list(sections(tree, "POSITION MAP"))
    c.same("map", "is drawn", bool(found), drawn)
    if found and drawn:
        kids = found[0][1]
        check_words(c, m, kids)
        check_alt(c, m, next(k for k in kids if k.kind == "Figure"))
        check_note(c, f, m, kids, shown)
    check_csv(c, m, pdf)
    return m


def check_words(c, m, kids):
    c.exactly("map", kids[1], "The main divide: " + " and ".join(
        lower(i.short) for i in m.two(0)))
    x, y = (round(100 * s) for s in m.share)
    c.must("map", kids[2], "^Submitters close together take similar positions\\. The "
           rf"horizontal axis carries {COUNT}% of the variation, the vertical axis "
           rf"{COUNT}%", x, y)
    c.same("map", "rough", bool(kids[2].take(
        ": together less than half, so distances are rough")), sum(m.share) < 0.5)
    kids[2].take(r"^\s*\.$")
    for k in kids[3:]:
        c.told("map's issues", k, rf"^Classical scaling lays the stances on {COUNT} "
               "issues out in a plane: those on which at least one in four of the "
               r"submitters take a position\. Support is \+1, mixed 0, oppose "
               "\u22121; ", len(m.used))
        w = k.take(r"On the horizontal axis: (.*)\. On the vertical axis: (.*)\.")
        for axis in (0, 1) if w else ():
            named = [i for i in m.rank[axis][:min(4, m.own[axis])] if abs(m.weight[axis][i]) >= 0.05]
            c.same("map's weights", axis, w[1 + axis], ", ".join(
                f"{i.number} {lower(i.short)}" for i in named))


def check_alt(c, m, figure):
    t = re.fullmatch(rf"Map of {COUNT} submitters?\. Furthest left \((.*?)\): (.*?); "
                     r"right \((.*?)\): (.*?); up \((.*?)\): (.*?); down \((.*?)\): "
                     r"(.*)\.", figure.alt)
    c.same("map", "points", t and int(t[1].replace(",", "")), len(m.placed))
    figure.alt = None
    for k, (axis, way) in enumerate(((0, -1), (0, 1), (1, 1), (1, -1)) if t else ()):
        c.same("map's end", (axis, way), t[2 + 2 * k], m.end(axis, way))
        c.same("map's extreme", (axis, way), t[3 + 2 * k] in [
            s.name for s in m.furthest(axis, way)], True)
        c.same("map's end", "printed", m.end(axis, way) in figure.text(), True)


def check_note(c, f, m, kids, shown):
    """Who is drawn with a name, who as a small square, who not at all."""
    figure = next(k for k in kids if k.kind == "Figure")
    left = f.n - len(m.placed)
    crowd = sum(s.id not in shown for s in m.placed)
    note = next(k for k in kids if "A hollow mark" in k.text())
    c.must("map", note, f"takes a position on fewer than {COUNT} of these", ISSUES_SURE)
    t = c.told("map", note, "Left out, for they take a position on fewer than "
               rf"{COUNT}: {COUNT} submitters?\.", ISSUES_MIN, left)
    c.same("map", "left out is told", bool(t), left > 0)
    t = c.told("map", note, f"Small squares: {COUNT} submitters who", crowd)
    c.same("map", "crowd is told", bool(t), crowd > 0)
    check_names(c, m, kids, shown, note, figure.text())
    figure.left = ""


def check_names(c, m, kids, shown, note, printed):
    """Each name stands beside its mark, or its number does and the list tells it."""
    items = [item for k in kids if k.kind == "L" for item in k.all("LBody")]
    listed = []
    for number, item in enumerate(items, 1):
        c.must("map's list", item, r"^(\d+) ", number)
        listed.append(item.text().split(" ", 1)[1])
        item.left = ""
        c.same("map's number", number, str(number) in printed.split(), True)
    c.same("map", "numbers are told", bool(note.take(
        r"Numbers stand for names without room\.")), bool(items))
    t = note.take(r"No room even for a number: (.*)\.\s*$")
    unnamed = t[1].split(", ") if t else []
    t = note.take(rf"{COUNT} marks have no room even for a number\.")
    more = int(t[1]) if t else 0
    missing = [s.short for s in m.placed
               if s.id in shown and s.short.isascii() and
               not re.search(rf"(?<!\w){re.escape(s.short)}(?!\w)", printed) and
               s.short not in unnamed and
               not any(s.short == n or n.endswith("\u2026") and
                       s.short.startswith(n.rstrip("\u2026")) for n in listed)]
    names = [s for s in m.placed if s.id in shown and not s.short.isascii()]
    c.same("map's names", ", ".join(missing[:3]),
           len(missing) <= more <= len(missing) + len(names), True)


def check_csv(c, m, pdf):
    """The coordinates attached."""
    data = pdf.files().get("map.csv")
    if data is None:
        return
    read = list(csv.DictReader(io.StringIO(data.decode())))
    wanted = list(zip(m.placed, *m.at)) if m.exists else []
    c.same("map.csv", "rows", [r["submitter"] for r in read],
           [s.name for s, *_ in wanted])
    for row, (s, x, y) in zip(read, wanted):
        c.same("map.csv", s.name, (
            abs(float(row["across"]) - x) < 2e-3, abs(float(row["up"]) - y) < 2e-3,
            row["certain"]), (True, True, "yes" if m.voices(s) >= ISSUES_SURE
                              else "no"))
