"""Are the columns of the matrix in the order of contestedness?

    columns.py CORPUS.db FILE.pdf

The larger the smaller side of an issue, the further left it stands; of equals
the one on which more take a position; then the one with the lower number.
"""
import sqlite3
import sys

sys.dont_write_bytecode = True
from tree import after, read_tree, rows

db = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
tally = db.execute(
    "SELECT t.submitters_support, t.submitters_oppose, t.submitters_mixed "
    "FROM issue i JOIN dimension d ON d.id = i.dimension "
    "JOIN issue_tally t ON t.issue = i.name "
    "ORDER BY i.pack, d.ord, i.ord").fetchall()
wanted = sorted(range(1, len(tally) + 1),
                key=lambda n: (-min(tally[n - 1][:2]), -sum(tally[n - 1]), n))
matrix = after(read_tree(sys.argv[2]), "STANCE MATRIX")[0]
head = next(rows(matrix))
found = [int(c.text().split()[0]) for c in head[1:-1]]
print("columns:", "most contested first" if found == wanted else
      f"printed {found}, wanted {wanted}")
sys.exit(found != wanted)
