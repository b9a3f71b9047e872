"""What SQL says of a corpus, over all its submitters or some.

A submitter is a number: below 0 it is the document -number, whose submitter is
not known and who stands for itself.
"""
import os
import sqlite3
from collections import Counter

SIDES = ("support", "mixed", "oppose")
LABELS = {"government": "Government", "company": "Companies",
          "trade-association": "Trade associations", "nonprofit": "Nonprofits",
          "academic": "Academia", "individual": "Individuals",
          "other": "Other or unknown"}
VOICES_MIN = 5          # fewer make no majority and no split
KINDS = {label: kind for kind, label in LABELS.items()}


# not analysed, though some pack that was applied has their language
WAITING = """SELECT count(*) FROM document d WHERE d.status = 'ok'
    AND d.id NOT IN (SELECT document FROM analysis)
    AND (SELECT count(*) FROM uncoded u WHERE u.document = d.path AND u.pack IN
         (SELECT p.name FROM pack p JOIN analysis a ON a.pack = p.id)) <
        (SELECT count(DISTINCT pack) FROM analysis)"""
GUESSED = """SELECT DISTINCT d.submitter FROM document d JOIN metadata m
    ON m.document = d.id AND m.field = 'submitter_type' WHERE m.source = 'kinds'
    EXCEPT SELECT d.submitter FROM document d JOIN metadata m
    ON m.document = d.id AND m.field = 'submitter_type' WHERE m.source <> 'kinds'"""


class Issue:
    def __init__(self, number, row):
        (self.id, self.name, self.short, self.proposition, self.theme,
         self.theme_title, self.title, self.stake) = row
        self.number = number
        self.count = Counter()          # stance -> submitters
        self.by_kind = Counter()        # (kind, stance) -> submitters

    def __repr__(self):
        return self.name

    def tally(self, kind=None):
        """(support, mixed, oppose)"""
        return tuple(self.by_kind[kind, s] if kind else self.count[s]
                     for s in SIDES)

    @property
    def voices(self):
        return sum(self.tally())

    @property
    def net(self):
        return self.count["support"] - self.count["oppose"]

    def verdict(self, kind=None):
        support, mixed, oppose = self.tally(kind)
        n = support + mixed + oppose
        if 0 < n < VOICES_MIN:
            return "few"
        return "for" if 2 * support > n else "against" if 2 * oppose > n else \
            "split" if n else "unheard"


class Submitter:
    def __init__(self, row):
        self.id, name, short, self.kind, self.documents, title, path = row
        self.name = " ".join((name or title or os.path.basename(path)).split())
        self.short = short or self.name
        self.stance = {}                # issue -> stance
        self.said = {}                  # issue -> (positions for, against)

    def tally(self):
        n = Counter(self.stance.values())
        return tuple(n[s] for s in SIDES)


class Facts:
    """kinds: of submitter that the report is about, if not all."""

    def __init__(self, path, kinds=None):
        self.db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self.issues = [Issue(n, r) for n, r in enumerate(self.db.execute(
            "SELECT i.id, i.name, i.short_name, i.proposition, d.id, d.title, "
            "ifnull(i.title, ''), ifnull(i.stake, '') "
            "FROM issue i JOIN dimension d ON d.id = i.dimension WHERE EXISTS "
            "(SELECT 1 FROM analysis a WHERE a.pack = i.pack) "
            "ORDER BY i.pack, d.ord, i.ord"), 1)]
        self.themes = []
        for issue in self.issues:
            if not self.themes or self.themes[-1][0].theme != issue.theme:
                self.themes.append([])
            self.themes[-1].append(issue)
        self.submitters = {s.id: s for s in map(Submitter, self.db.execute(
            "SELECT ifnull(d.submitter, -d.id), s.name, s.short_name, "
            "ifnull(s.type, 'other'), count(*), min(d.title), min(d.path) "
            "FROM document d LEFT JOIN submitter s ON s.id = d.submitter "
            "WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.document = d.id) "
            "GROUP BY 1 ORDER BY 2 IS NULL, 2, 7"))}
        by_id = {i.id: i for i in self.issues}
        for who, issue, stance, support, oppose in self.db.execute(
                "SELECT submitter, issue, stance, support, oppose "
                "FROM submitter_stance"):
            s = self.submitters[who]
            s.stance[by_id[issue]] = stance
            s.said[by_id[issue]] = (support, oppose)
        self.total = len(self.submitters)
        self.choose(lambda s: not kinds or s.kind in kinds)

    def choose(self, wanted):
        self.submitters = {s.id: s for s in self.submitters.values() if wanted(s)}
        self.chosen = len(self.submitters) < self.total
        for issue in self.issues:
            issue.count.clear()
            issue.by_kind.clear()
        self.size = Counter()           # kind -> submitters
        for s in self.submitters.values():
            self.size[s.kind] += 1
            for issue, stance in s.stance.items():
                issue.count[stance] += 1
                issue.by_kind[s.kind, stance] += 1
        self.index_names()

    def index_names(self):
        self.names = {}
        for s in self.submitters.values():
            for name in {s.name, s.short}:
                self.names.setdefault(name, []).append(s)

    @property
    def n(self):
        return len(self.submitters)

    def silent(self, issue):
        return self.n - issue.voices

    def who(self, name):
        """The submitter of this name, which may be cut; None if not sure."""
        found = self.names.get(name)
        if not found and name.endswith("\u2026"):
            found = [s for n, list_ in self.names.items() for s in list_
                     if n.startswith(name[:-1].rstrip())]
        found = {s.id: s for s in found or ()}
        return found.popitem()[1] if len(found) == 1 else None

    def one(self, query, *values):
        return self.db.execute(query, values).fetchone()[0]

    def documents(self):
        """The analysed documents of those whom the report is about."""
        return sum(s.documents for s in self.submitters.values())

    def positions(self, holder):
        """The positions in their documents."""
        return sum(n for who, n in self.db.execute(
            "SELECT ifnull(d.submitter, -d.id), count(*) FROM position p "
            "JOIN block b ON b.id = p.block JOIN document d ON d.id = b.document "
            "WHERE p.holder = ? GROUP BY 1", (holder,)) if who in self.submitters)

    def period(self):
        """(first, last) date of their documents, "" if none has one."""
        dates = [day for who, day in self.db.execute(
            "SELECT ifnull(submitter, -id), submitted_on FROM document d "
            "WHERE EXISTS (SELECT 1 FROM analysis a WHERE a.document = d.id)")
            if day and who in self.submitters]
        return (min(dates), max(dates)) if dates else ("", "")


def pair(a, b):
    """(the same, shared, opposed) of two submitters."""
    both = [(a.stance[i], b.stance[i]) for i in a.stance if i in b.stance]
    return (sum(x == y for x, y in both), len(both),
            sum(x != y and "mixed" not in (x, y) for x, y in both))
