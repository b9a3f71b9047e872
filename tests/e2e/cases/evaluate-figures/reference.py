"""Precision, recall and F1 once more, from the rules in standpoint-evaluate(1).

reference.py GOLD.tsv POSITIONS.csv: the positions as `query -f csv` gives them.
reference.py --code GOLD.tsv SHEET.tsv: fill a sheet in as the gold would.
"""
import csv
import re
import sys


def words(text):
    text = text.lower().replace("\u2019", "'")
    return re.findall("[a-z0-9']+", text)


def base(path):
    return re.sub(r"\.[A-Za-z]{2,5}$", "", re.split(r"[/\\]", path)[-1])


def same(a, b):
    x, y = set(a), set(b)
    if not a or not b:
        return False
    one, other = " ".join(a), " ".join(b)
    return (one == other or len(x & y) >= 0.6 * len(x | y) or
            (min(len(x), len(y)) >= 4 and (one in other or other in one)))


def tsv(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def key(row):
    return base(row["document"]), row["issue"], row["stance"], row["holder"]


def code(gold_path, sheet_path):
    gold = [(g, words(g["sentence"])) for g in tsv(gold_path) if g["issue"]]
    sheet = tsv(sheet_path)
    print("\t".join(sheet[0]))
    for row in sheet:
        w = words(row["sentence"])
        hits = [g for g, v in gold
                if base(g["document"]) == base(row["document"]) and same(w, v)]
        for g in hits or [{}]:
            print("\t".join({**row, **{c: g[c] for c in g if c in
                  ("issue", "stance", "holder")}}.values()))


def score(gold_path, positions_path):
    rows = tsv(gold_path)
    documents = {base(r["document"]) for r in rows}
    read, gold = {}, []
    for r in rows:
        w = words(r["sentence"])
        weight = 1.0
        if r.get("scope") == "sentence":
            weight = float(r["weight"])
            read.setdefault(base(r["document"]), []).append((w, weight))
        if r["issue"]:
            gold.append([key(r), w, weight, False])
    found, right, seen = 0.0, 0.0, set()
    with open(positions_path, encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f):
            w, weight, d = words(r["sentence"]), 1.0, base(r["document"])
            if d not in documents or (key(r), tuple(w)) in seen:
                continue
            if d in read:
                at = [x for v, x in read[d] if same(w, v)]
                if not at:
                    continue
                weight = at[0]
            seen.add((key(r), tuple(w)))
            found += weight
            free = [g for g in gold
                    if g[0] == key(r) and not g[3] and same(w, g[1])]
            if free:
                max(free, key=lambda g: len(set(w) & set(g[1])))[3] = True
                right += weight
    due = sum(g[2] for g in gold)
    p, r = right / found, sum(g[2] for g in gold if g[3]) / due
    print("%.4f %.4f %.4f" % (p, r, 2 * p * r / (p + r)))


if sys.argv[1] == "--code":
    code(*sys.argv[2:])
else:
    score(*sys.argv[1:])
