"""Can the checkers fail? Falsify a corpus after its report was made, and the PDF.

    falsify.py CORPUS.db FILE.pdf

Each change is made in a copy of the corpus, by SQL, and figures.py must tell of
faults then; or it is made in a copy of the PDF, and structure.py or boxes.py must
tell. The exit status of figures.py and all.sh must tell it, too. What is not seen is
told.
"""
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import figures
from pdf_file import PdfFile

HERE = os.path.dirname(os.path.abspath(__file__))
# the first position in support that its submitter alone states on its issue
ONE = ("SELECT p.id FROM position p JOIN block b ON b.id = p.block "
       "JOIN document d ON d.id = b.document WHERE p.holder = 'self' "
       "AND b.lead_in IS NULL AND NOT EXISTS (SELECT 1 FROM position q JOIN block c "
       "ON c.id = q.block JOIN document e ON e.id = c.document WHERE q.id <> p.id AND "
       "q.issue = p.issue AND q.holder = 'self' AND e.submitter = d.submitter) "
       "ORDER BY p.id LIMIT 1")
CHANGES = {
    "a position more":
        f"INSERT INTO position SELECT (SELECT max(id) + 1 FROM position), block, "
        f"begin, end, (SELECT max(id) FROM issue), {{rest}} FROM position p "
        f"WHERE id = ({ONE})",
    "a position less": f"DELETE FROM position WHERE id = ({ONE})",
    "a stance turned":
        f"UPDATE position SET stance = CASE stance WHEN 'support' THEN 'oppose' "
        f"ELSE 'support' END WHERE id = ({ONE})",
    "a holder changed": f"UPDATE position SET holder = 'other' WHERE id = ({ONE})",
    "a letter of a quote":
        f"UPDATE block SET text = replace(text, 'e', 'o') WHERE id = "
        f"(SELECT block FROM position WHERE id = ({ONE}))",
    "a quote that begins later":
        f"UPDATE position SET begin = begin + 1 WHERE id = ({ONE})",
    "a line": f"UPDATE block SET line = line + 1 WHERE id = "
              f"(SELECT block FROM position WHERE id = ({ONE}))",
    "a kind of submitter":
        "UPDATE submitter SET type = 'government' WHERE id = "
        "(SELECT id FROM submitter WHERE type = 'nonprofit' LIMIT 1)",
    "a name": "UPDATE submitter SET name = name || ' Ltd' WHERE id = "
              "(SELECT min(submitter) FROM document)",
    "the name of an issue": "UPDATE issue SET short_name = short_name || 's'",
    "a proposition":
        "UPDATE issue SET proposition = proposition || ' Perhaps.' WHERE id = 1",
    "the title of an issue":
        "UPDATE issue SET title = title || ' Perhaps' WHERE id = 1",
    "an issue without its title": "UPDATE issue SET title = NULL WHERE id = 1",
    "what is at stake": "UPDATE issue SET stake = 'Nothing.' WHERE id = 1",
    "a theme": "UPDATE dimension SET title = title || ' and more' WHERE id = 1",
    "an issue of another theme":
        "UPDATE issue SET dimension = (SELECT max(id) FROM dimension) "
        "WHERE id = (SELECT min(id) FROM issue)",
    "a document without text": "UPDATE document SET status = 'failed' "
                               "WHERE status = 'empty'",
    "a date": "UPDATE document SET submitted_on = '2031-01-02' WHERE id = 2",
    "a campaign": "DELETE FROM campaign_member",
    "how similar a letter is": "UPDATE campaign_member SET similarity = 0.123",
    "a problem": "UPDATE problem SET message = message || '!' "
                 "WHERE id = (SELECT min(id) FROM problem)",
    "the pack's version": "UPDATE pack SET version = '99'",
    "the pack's hash": "UPDATE pack SET sha256 = "
        "iif(sha256 LIKE '0%', '1', '0') || substr(sha256, 2)",
    "a rule less": "DELETE FROM rule WHERE id = (SELECT max(id) FROM rule)",
}


def falsified(folder, corpus, change):
    db = os.path.join(folder, "false.db")
    shutil.copyfile(corpus, db)
    with sqlite3.connect(db) as c:
        columns = [r[1] for r in c.execute("PRAGMA table_info(position)")]
        rest = ", ".join(x for x in columns
                         if x not in ("id", "block", "begin", "end", "issue"))
        c.execute("PRAGMA foreign_keys = off")
        c.execute(change.replace("{rest}", rest))
        changed = c.execute("SELECT changes()").fetchone()[0]
    c.close()
    return db, changed


def false_corpora(corpus, path, folder):
    """How many changes of the corpus figures.py does not see."""
    missed = 0
    pdf = PdfFile(path)
    whole = os.path.join(folder, "whole.db")
    with sqlite3.connect(corpus) as c:      # with what its log holds
        c.execute("VACUUM INTO ?", (whole,))
    c.close()
    faults = figures.compare(whole, pdf).faults
    if faults:
        print("not as in the corpus to begin with:", faults[0])
    for name, change in CHANGES.items():
        db, changed = falsified(folder, whole, change)
        if not changed or not figures.compare(db, pdf).faults:
            print(f"not seen: {name} ({changed} rows changed)")
            missed += 1
    return missed + bool(faults)


# ---- a PDF that is broken ----------------------------------------------------

def same_length(old, new):
    """Offsets must hold: filled up with blanks."""
    assert len(new) <= len(old)
    return new + b" " * (len(old) - len(new))


def move(data, nth, onto):
    """The nth visible text of the report moved: onto the one before, or out of
    the text area."""
    place = re.compile(rb"(?<=\nBT\n)[\d.]+ [\d.]+ Td(?=\n)")
    found = list(place.finditer(data))
    a, b = found[nth - 1], found[nth]
    new = a[0] if onto else b"2 300 Td"
    if len(new) > len(b[0]):
        return move(data, nth + 1, onto)
    return data[:b.start()] + same_length(b[0], new) + data[b.end():]


BREAKS = {
    "structure.py": {
        "a figure without words": lambda d: d.replace(b"/Alt ", b"/Alx ", 1),
        "a head without scope": lambda d: d.replace(b"/Scope ", b"/Scopf ", 1),
        "a heading that skips a level": lambda d: d.replace(b"/S /H2", b"/S /H3", 1),
        "a cell outside of a row": lambda d: d.replace(b"/S /TR", b"/S /TD", 1),
        "a mark that nothing claims": lambda d: d.replace(b"/MCID 1>>BDC",
                                                          b"/MCID 9>>BDC", 1),
        "marks that do not end": lambda d: d.replace(b"\nEMC\n", b"\n   \n", 1),
        "a page without parents": lambda d: d.replace(b"/StructParents ",
                                                      b"/StructParentx ", 1),
        "links without words": lambda d: re.sub(rb"/Contents \(", b"/Contentx (", d),
        "no language": lambda d: d.replace(b"/Lang ", b"/Lanx ", 1)},
    "boxes.py": {
        "a text on another": lambda d: move(d, 40, True),
        "a text outside": lambda d: move(d, 40, False)}}


def broken_pdfs(path, folder):
    """How many breaks of the PDF the checkers of structure and boxes do not see."""
    whole, file = os.path.join(folder, "whole.pdf"), os.path.join(folder, "broken.pdf")
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path, whole],
                   check=True)
    with open(whole, "rb") as f:
        data = f.read()
    missed = 0
    for checker, breaks in BREAKS.items():
        for name, change in {"nothing": bytes, **breaks}.items():
            with open(file, "wb") as f:
                f.write(change(data))
            run = subprocess.run([sys.executable, os.path.join(HERE, checker), file],
                                 capture_output=True, text=True)
            faults = re.search(r"^\w+: \d+ faults$", run.stdout, re.M)
            if bool(run.returncode and faults) != (name != "nothing"):
                print(f"{checker}: {name}: {run.stdout[-200:]}{run.stderr[-200:]}")
                missed += 1
    return missed


# ---- what a shell sees ---------------------------------------------------------

# (checker, the corpus is false, the PDF is cut off)
STATUSES = [("figures.py", False, False), ("figures.py", True, False),
            ("all.sh", False, False), ("all.sh", True, False), ("all.sh", False, True)]


def wrong_statuses(corpus, path, folder):
    """How often the exit status of a checker does not tell a falsehood."""
    db, _ = falsified(folder, corpus, CHANGES["a position less"])
    cut, missed = os.path.join(folder, "cut.pdf"), 0
    with open(path, "rb") as f, open(cut, "wb") as g:
        g.write(f.read()[:-200])
    for checker, false, broken in STATUSES:
        run = subprocess.run(
            [sys.executable if checker.endswith(".py") else "bash",
             os.path.join(HERE, checker), db if false else corpus,
             cut if broken else os.path.abspath(path)], cwd=folder,
            capture_output=True, text=True)
        if bool(run.returncode) != (false or broken):
            print(f"{checker}: exit status {run.returncode}: {run.stdout[-200:]}")
            missed += 1
    return missed


def main(corpus, pdf):
    with tempfile.TemporaryDirectory() as folder:
        missed = false_corpora(corpus, pdf, folder) + broken_pdfs(pdf, folder)
        missed += wrong_statuses(os.path.join(folder, "whole.db"), pdf, folder)
    every = len(CHANGES) + sum(map(len, BREAKS.values())) + len(STATUSES)
    print("falsify:", f"{missed} of {every} not seen" if missed else
          "each falsehood is seen")
    return missed > 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
