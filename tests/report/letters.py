"""Make a folder of N letters of invented submitters, and their manifest.

    letters.py FOLDER N

The first ones have names that are hard to set: other scripts and directions,
one character, very long, markup, no submitter and no date. The same N makes
the same letters.
"""
import html
import os
import random
import sys

NAMES = [
    ("\u6771\u4eac\u5927\u5b66 \u4eba\u5de5\u77e5\u80fd\u653f\u7b56"
     "\u30bb\u30f3\u30bf\u30fc", "academic"),
    ("\u05d4\u05de\u05db\u05d5\u05df \u05dc\u05d0\u05ea\u05d9\u05e7\u05d4 "
     "\u05e6\u05d9\u05d1\u05d5\u05e8\u05d9\u05ea (2025)", "nonprofit"),
    ("\u0645\u0631\u0643\u0632 \u0633\u064a\u0627\u0633\u0627\u062a "
     "\u0627\u0644\u0630\u0643\u0627\u0621", "nonprofit"),
    ("X", "company"),
    ("\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ae "
     "\u0388\u03bd\u03c9\u03c3\u03b7 <R&D> "
     "(\u03a8\u03b7\u03c6\u03b9\u03b1\u03ba\u03ae)", "trade-association"),
    ("\u0421\u043e\u044e\u0437 \u0438\u043d\u0436\u0435\u043d\u0435\u0440"
     "\u043e\u0432 \u0441\u0432\u044f\u0437\u0438", "trade-association"),
    ("International Federation of Associations of Independent Operators of "
     "Small and Medium Harbours, Inland Ports and Lighthouses", "company"),
    ("Vega\u00adNavegaci\u00f3n e\u0301tica \U0001f916 \u0939\u093f"
     "\u0928\u094d\u0926\u0940", "nonprofit"),
    ("Netzwerk" + "querverbindungs" * 13, "nonprofit"),
    ("O'Neil & \"Sons\" <b>\uc18c\ud504\ud2b8\uc6e8\uc5b4</b>", "company"),
    ("Z\u0324\u030da\u0328\u0301lgo, \U0001d518\U0001d52b", "individual"),
    ("\u738b\u5c0f\u660e", "individual"),
    (None, None),
]
KINDS = ["government", "company", "trade-association", "nonprofit", "academic",
         "individual"]
SAYS = [
    ("The strategy should fund open models so that anyone can study them.",
     "We oppose the open release of model weights."),
    ("We support export controls on advanced chips.",
     "We oppose export controls on AI chips."),
    ("Congress should preempt state AI laws.",
     "We oppose federal preemption of state AI laws."),
    ("Developers should be liable for harm that their models cause.",
     "We oppose new liability for developers."),
    ("Training a model on lawfully accessed text is fair use.",
     "Training on copyrighted works without a license is not fair use."),
    ("Developers should disclose what their models were trained on.",
     "We oppose mandates to disclose training data."),
    ("The government should invest in workforce training for AI.", None),
    ("We urge strong cybersecurity standards for AI systems.", None),
    ("Agencies should adopt AI tools to serve citizens.",
     "Agencies should not adopt AI for decisions about people."),
    ("We ask for mandatory testing of the most capable models.",
     "We oppose mandatory testing of AI models."),
]


def letter(rng, name):
    lean = rng.uniform(-1, 1)
    out = [f"<h1>{html.escape(name or 'A letter')}</h1>"]
    for support, oppose in SAYS:
        if rng.random() > 0.6:
            continue
        say = support if oppose is None or rng.gauss(lean, 0.7) > 0 else oppose
        out.append(f"<p>{say} The reasons are given in letter "
                   f"{rng.randrange(10000)} of our series.</p>")
        if oppose and rng.random() < 0.1:
            out.append(f"<p>{support if say == oppose else oppose}</p>")
    out.append("<p>Critics argue that open models are dangerous.</p>")
    return ("<!DOCTYPE html><html><head><meta charset=utf-8><title>Comment"
            "</title></head><body><main>" + "".join(out) +
            "</main></body></html>")


folder, n = sys.argv[1], int(sys.argv[2])
os.makedirs(folder)
rng = random.Random(n)
with open(os.path.join(folder, "manifest.tsv"), "w") as manifest:
    manifest.write("file\tsubmitter\ttype\tdate\n")
    for i in range(n):
        name, kind = NAMES[i] if i < len(NAMES) else (
            f"Invented Society No. {i + 1}", KINDS[i % len(KINDS)])
        file = f"letter-{i + 1:05}.html"
        with open(os.path.join(folder, file), "w") as f:
            f.write(letter(rng, name))
        if name:
            date = "" if i == 3 else f"2026-03-{1 + i % 28:02}"
            manifest.write(f"{file}\t{name}\t{kind}\t{date}\n")
