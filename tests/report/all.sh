#!/bin/bash
# All that must hold of every report: sound as a PDF and for poppler, its fonts
# embedded with ToUnicode, soundly tagged, no text on other text, and what it says is
# what the corpus says. The exit status is 1 if any of it does not hold.
#
#   all.sh CORPUS.db FILE.pdf [OPTION-OF-figures.py...]
check=$(dirname "$0")
corpus=$1
pdf=$2
shift 2
status=0
if qpdf --check "$pdf" > qpdf.txt 2>&1 && ! grep -qi warning qpdf.txt; then
	echo "qpdf: clean"
else
	cat qpdf.txt
	status=1
fi
pdffonts "$pdf" | awk 'NR > 2 && $(NF - 4) $(NF - 2) != "yesyes" { print; bad = 1 }
	END { bad = bad || NR < 3
	print "fonts:", (bad ? "not " : "") "all embedded, with ToUnicode"; exit bad }' ||
	status=1
{ pdftotext "$pdf" /dev/null; pdftoppm -r 20 "$pdf" > /dev/null
  pdfinfo -dests "$pdf" > /dev/null; } 2>&1 | sort | uniq -c > poppler.txt
if [ -s poppler.txt ]; then
	cat poppler.txt
	status=1
else
	echo "poppler: no warning"
fi
python3 "$check/structure.py" "$pdf" || status=1
python3 "$check/boxes.py" "$pdf" || status=1
python3 "$check/figures.py" "$@" "$corpus" "$pdf" || status=1
exit $status
