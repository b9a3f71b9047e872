"""What the report's sentences claim, beside what counts found by SQL say.

Each function yields (printed, found) pairs, and one more for the figures of the
sentence that none of its patterns read: there must be none.
"""
import re

from facts import VOICES_MIN

WORDS = ("no one two three four five six seven eight nine ten eleven "
         "twelve").split()
NUMBER = r"([\d,]*\d|" + "|".join(WORDS) + ")"
SHARES = {"none": (0, 0), "few": (0, 0.25), "some": (0.25, 0.5), "most": (0.5, 1)}
SIDE = "(in favour|against)"
NOUNS = {"government bodies": "government", "companies": "company",
         "trade associations": "trade-association", "nonprofits": "nonprofit",
         "academics": "academic", "individuals": "individual"}


def number(s):
    s = s.lower()
    return WORDS.index(s) if s in WORDS else int(s.replace(",", ""))


class Reader:
    """A text, less the sentences that were read."""

    def __init__(self, text):
        self.text = text

    def take(self, pattern):
        m = re.search(pattern, self.text, re.I)
        if m:
            self.text = self.text[:m.start()] + self.text[m.end():]
        return m and m.groups()

    def rest(self):
        return re.findall(r"\d[\d,]*", self.text), []


def majorities(title, of):
    """(how many find a majority in favour, of how many)."""
    m = re.search("(?:all " + NUMBER + "|(both)|(its one)) issues? finds? a majority "
                  "in favour", title, re.I)
    if m:
        all_ = number(m[1]) if m[1] else 2 if m[2] else 1
        return all_, all_
    m = re.search(NUMBER + " of " + NUMBER + " issues? finds? a majority in favour",
                  title, re.I)
    if m:
        return number(m[1]), number(m[2])
    m = re.search("none of " + NUMBER + " issues? finds a majority in favour", title,
                  re.I)
    if m:
        return 0, number(m[1])
    return (0, of) if "o issue finds a majority in favour" in title else title


def share(word, k, n):
    low, high = SHARES[word.lower()]
    return k == 0 if word.lower() == "none" else k > 0 and \
        low * n < k <= high * n


def summary_title(title, deck, verdicts, reported):
    """verdicts: of each issue "for", "against", "split", "few" or "unheard"."""
    r = Reader(deck)
    few, unheard = verdicts.count("few"), verdicts.count("unheard")
    if "No position was found" in title:
        yield unheard, len(verdicts)
    elif "Too few speak on any one issue to tell a majority" in title:
        yield few + unheard, len(verdicts)
    else:
        yield majorities(title, len(verdicts)), (verdicts.count("for"),
                                                 len(verdicts))
        m = re.search("(none|" + NUMBER[1:-1] + ") a majority against", title)
        yield m and (0 if m[1] == "none" else number(m[1])), verdicts.count("against")
    m = r.take("On " + NUMBER + " of " + NUMBER + " issues fewer than " + NUMBER +
               " do, too few to tell")
    yield m and tuple(map(number, m)), (few, len(verdicts), VOICES_MIN) if few else None
    m = r.take(NUMBER + " (?:is|are) addressed by nobody")
    yield (number(m[0]) if m else 0), verdicts.count("unheard")
    m = r.take(NUMBER + " views? of others")
    yield (number(m[0]) if m else 0), reported
    yield r.rest()


def sides(tally):
    """"2 for, 1 mixed": a side that has none is not named."""
    return ", ".join(f"{k} {word}" for k, word in zip(
        tally, ("for", "mixed", "against")) if k)


def finding(text, count, everyone, by_kind):
    """count: {"support": n, ...}; by_kind(kind, side): the same of one kind."""
    r = Reader(text)
    n = count["support"] + count["mixed"] + count["oppose"]
    side = {"in favour": count["support"], "against": count["oppose"]}
    yield from contrast(r, by_kind)
    m = r.take("all ([\\d,]+) who address it are " + SIDE)
    if m:
        yield (number(m[0]),) * 2, (side[m[1]], n)
    m = r.take("too few to tell \\((.*?)\\)")
    yield bool(m), 0 < n < VOICES_MIN
    if m:
        yield m[0], sides(count.values())
    m = r.take("all but ([\\d,]+) of the ([\\d,]+) who address it are " + SIDE)
    if m:
        yield (number(m[1]) - number(m[0]), number(m[1])), (side[m[2]], n)
    m = r.take("([\\d,]+) of the ([\\d,]+) who address it are " + SIDE)
    if m:
        yield (number(m[0]), number(m[1])), (side[m[2]], n)
    m = r.take(NUMBER + " in ten who address it are " + SIDE)
    if m:
        yield abs(10 * side[m[1]] / n - number(m[0])) <= 0.5, True
    m = r.take("([\\d,]+) for and ([\\d,]+) against(?:, ([\\d,]+) mixed)?")
    if m:
        yield (number(m[0]), number(m[1])), tuple(side.values())
        if " address it, " in text:
            yield number(m[2] or "0"), count["mixed"]
    m = r.take("([\\d,]+) " + SIDE + " and ([\\d,]+) mixed")
    if m:
        yield (number(m[0]), number(m[2])), (side[m[1]], count["mixed"])
    if r.take("all who address it are mixed"):
        yield count["mixed"], n
    m = r.take(", (few|some|most|none) " + SIDE)
    if m:
        yield (m[0], share(m[0], side[m[1]], n)), (m[0], True)
    m = r.take("(few|some|most|none) submitters address it, ([\\d,]+) of ([\\d,]+)")
    if m:
        yield (number(m[1]), number(m[2])), (n, everyone)
        yield (m[0], share(m[0], n, everyone)), (m[0], True)
    if " address it, " in text:     # a finding of the summary, not a title
        yield from counts(r, count, text)
    yield r.rest()


def counts(reader, count, text):
    """The count of each side stands there, unless the words before gave them all."""
    before = reader.text
    yield from tally(reader, count)
    if sum(n > 0 for n in count.values()) > 1 and not re.search(
            "split|too few|\\d mixed\\. \\w+ submitters", text):
        yield "no counts" if reader.text == before else "counts", "counts"


def tally(reader, count):
    """"7 support, 2 oppose": a side that is not named has none."""
    printed = {}
    for word in ("support", "mixed", "oppose"):
        m = reader.take("([\\d,]*\\d) " + word)
        if m:
            printed[word] = number(m[0])
    if printed:
        yield (tuple(printed.get(w, 0) for w in ("support", "mixed", "oppose")),
               tuple(count[w] for w in ("support", "mixed", "oppose")))


def contrast(reader, by_kind):
    nouns = "(" + "|".join(NOUNS) + ")"
    m = reader.take("([\\d,]+) of ([\\d,]+) " + nouns + " who address it are in "
                    "favour, ([\\d,]+) of ([\\d,]+) " + nouns + " against")
    if m:
        for k, n, noun, which in ((*m[:3], "support"), (*m[3:], "oppose")):
            count = [by_kind(NOUNS[noun], s) for s in ("support", "mixed", "oppose")]
            yield (number(k), number(n)), (by_kind(NOUNS[noun], which), sum(count))


def apart(text, by_kind, issue_of, stance):
    """"Unlike most companies it opposes X (2 of 3 who speak support)"."""
    m = re.match("Unlike most (.*?) it (.*?\\))\\. ?", text)
    if not m:
        return
    for p in re.finditer(r"(supports|opposes) (.*?) \(([\d,]+) of ([\d,]+) who "
                         r"speak (support|oppose)\)", m[2]):
        issue, kind = issue_of(p[2]), NOUNS[m[1]]
        if issue is None:
            yield p[2], "no such issue"
            continue
        count = {s: by_kind(kind, issue, s) for s in ("support", "mixed", "oppose")}
        yield (number(p[3]), number(p[4])), (count[p[5]], sum(count.values()))
        yield p[1].rstrip("s"), stance(issue)


def partners(text):
    """[(most or least, name, agree, shared)] of "Agrees most with A (2 of 3), ..."."""
    found = []
    for m in re.finditer(r"Agrees (most|least) with (.*?\))\.(?= |$)", text):
        for p in re.finditer(r"(.*?) \((\d+) of (\d+)\)(?:, |$)", m[2]):
            found.append((m[1], p[1], int(p[2]), int(p[3])))
    return found
