#!/bin/bash
# All that must hold of every report: sound as a PDF and for poppler, its fonts
# embedded with ToUnicode, soundly tagged, no text on other text, and what it says is
# what the corpus says.
#
#   all.sh CORPUS.db FILE.pdf [OPTION-OF-figures.py...]
check=$(dirname "$0")
corpus=$1
pdf=$2
shift 2
qpdf --check "$pdf" > qpdf.txt 2>&1 && ! grep -i warning qpdf.txt &&
	echo "qpdf: clean" || cat qpdf.txt
pdffonts "$pdf" | awk 'NR > 2 && $(NF - 4) $(NF - 2) != "yesyes" { print; bad = 1 }
	END { print "fonts:", (bad || NR < 3 ? "not " : "") "all embedded, with ToUnicode" }'
{ pdftotext "$pdf" /dev/null; pdftoppm -r 20 "$pdf" > /dev/null
  pdfinfo -dests "$pdf" > /dev/null; } 2>&1 | sort | uniq -c > poppler.txt
[ -s poppler.txt ] && cat poppler.txt || echo "poppler: no warning"
python3 "$check/structure.py" "$pdf"
python3 "$check/boxes.py" "$pdf"
python3 "$check/figures.py" "$@" "$corpus" "$pdf"
