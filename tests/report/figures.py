"""Does a report say what the corpus says?

    figures.py [--side] [--kind KIND,...] [--evaluation FILE.json] [-v]
               CORPUS.db FILE.pdf

--side: the report is a comparison side by side; --kind: it is about these kinds
of submitter; --evaluation: it was made with --gold, and this is what `standpoint
evaluate --issues -f json` says.

The text is read as a screen reader would: from the structure tree. Each count,
name, claim and quote of each page is compared with what SQL finds in the corpus,
the page numbers of contents and index with where their links lead. A title, a
deck or a number that nothing was compared with is a fault.
"""
import argparse
import json
import os
import sys

sys.dont_write_bytecode = True
import back_pages
import chart_pages
import front_pages
import issue_pages
import map_page
import side_pages
from claims import Claims
from facts import Facts
from pdf_file import PdfFile
from tree import read_tree

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def compare(corpus, pdf, side=False, kinds=None, evaluation=None):
    """The Claims of a report, a PdfFile, on a corpus, a path."""
    f, tree, c = Facts(corpus, kinds), read_tree(pdf), Claims()
    if side:
        side_pages.check(c, f, tree, side_pages.choose(f, tree))
        front_pages.check(c, f, tree, cover=False)
        back_pages.check(c, f, tree, pdf, SOURCE)
    else:
        front_pages.check(c, f, tree)
        shown = chart_pages.check(c, f, tree)
        map_ = map_page.check(c, f, tree, pdf, shown)
        issue_pages.check(c, f, tree, shown)
        back_pages.check(c, f, tree, pdf, SOURCE, shown, map_, evaluation)
    issue_pages.check_quotes(c, f, tree)
    c.guard(tree)
    f.db.close()
    return c


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--side", action="store_true")
    options.add_argument("--kind")
    options.add_argument("--evaluation", type=argparse.FileType())
    options.add_argument("-v", action="store_true")
    options.add_argument("corpus")
    options.add_argument("pdf")
    o = options.parse_args()
    c = compare(o.corpus, PdfFile(o.pdf), o.side, o.kind and o.kind.split(","),
                o.evaluation and json.load(o.evaluation))
    for fault in c.faults[:20]:
        print(fault)
    compared = c.seen["cell"] + c.seen["annex row"] and c.seen["quote"]
    print("figures:", f"{len(c.faults)} faults" if c.faults else
          "as in the corpus" if compared else "nothing was compared")
    if o.v:
        print(", ".join(f"{n} of {k}" for k, n in sorted(c.seen.items())))
    return bool(c.faults) or not compared


if __name__ == "__main__":
    sys.exit(main())
