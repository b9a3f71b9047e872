"""Does any text of a PDF cover other text, or leave the page's text area?

    boxes.py FILE.pdf

Over the words' boxes as poppler finds them; text of 3 points is hidden and
meant for readers only. A word's box is taller than its letters, so its middle
half is what counts. Slanted text (the heads of the matrix) is left out.
"""
import html
import re
import subprocess
import sys

# A4 or Letter: the text is 499.3 wide, in the middle
TEXT, EDGE, TOP, FOOT = 499.3, 1.1, 22, 20
HIDDEN = 5.2

out = subprocess.run(["pdftotext", "-nodiag", "-bbox", sys.argv[1], "-"], check=True,
                     capture_output=True, text=True).stdout
number = r'="([\d.-]+)"'
word = re.compile(f"<word xMin{number} yMin{number} xMax{number} yMax{number}>"
                  "(.*?)</word>")
faults = []
for page, text in enumerate(out.split("<page ")[1:], 1):
    width, height = (float(v) for v in
                     re.search(r'width="([\d.]+)" height="([\d.]+)"',
                               text).groups())
    left, right = (width - TEXT) / 2 - EDGE, (width + TEXT) / 2 + EDGE
    boxes = []
    for m in word.finditer(text):
        x0, y0, x1, y1 = (float(v) for v in m.groups()[:4])
        if y1 - y0 < HIDDEN:
            continue
        name = html.unescape(m[5])
        if x0 < left or x1 > right or y0 < TOP or y1 > height - FOOT:
            faults.append(f"page {page}: outside: {name}")
        h = y1 - y0
        boxes.append((x0, y0 + 0.28 * h, x1, y1 - 0.22 * h, name))
    boxes.sort()
    for i, a in enumerate(boxes):
        for b in boxes[i + 1:]:
            if b[0] >= a[2] - 1:
                break
            if (min(a[2], b[2]) - max(a[0], b[0]) > 1 and
                    min(a[3], b[3]) - max(a[1], b[1]) > 1):
                faults.append(f"page {page}: '{a[4]}' covers '{b[4]}'")
for f in faults[:20]:
    print(f)
print("boxes:", "apart" if not faults else f"{len(faults)} faults")
sys.exit(bool(faults))
