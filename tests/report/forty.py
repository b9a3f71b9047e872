"""The largest matrix that one page holds, forty submitters by twenty-six issues.

    forty.py FOLDER [--long]

Makes FOLDER/pack.yaml and, in FOLDER/letters, the letters of forty invented
submitters of five kinds with their manifest. Each takes a side on every issue: of
1,040 stances each has its quote. --long: of seven kinds, with names of themes and
issues as long as they may be.
"""
import os
import random
import sys

THEMES = {"tides": ["Tide tables", "Tide gauges", "Tide mills", "Tide pools",
                    "Tidal lagoons"],
          "piers": ["Pier lights", "Pier repairs", "Pier fees", "Pier kiosks",
                    "Pier patrols", "Pier benches"],
          "boats": ["Boat names", "Boat paint", "Boat horns", "Boat races",
                    "Boat sheds"],
          "nets": ["Net sizes", "Net markers", "Net mending", "Net storage",
                   "Net returns"],
          "gulls": ["Gull counts", "Gull fences", "Gull feeding", "Gull islands",
                    "Gull watches"]}
KINDS = ["government", "company", "trade-association", "nonprofit", "academic"]
MORE_KINDS = ["individual", "other"]
PLACES = "North South East West Upper Lower Old New".split()
BODIES = ["Harbour Board", "Rope Works", "Skippers' Guild", "Shore Friends",
          "Marine Institute"]

folder = sys.argv[1]
long = "--long" in sys.argv
kinds = KINDS + MORE_KINDS if long else KINDS
os.makedirs(os.path.join(folder, "letters"))
issues = [name.lower() for names in THEMES.values() for name in names]
with open(os.path.join(folder, "pack.yaml"), "w") as f:
    f.write('pack: harbour\nversion: "1"\ntitle: A plan for the harbour\n'
            'language: en\ndimensions:\n')
    for theme in THEMES:
        f.write(f"  {theme}: {theme.capitalize()}"
                f"{' and what comes with them' if long else ''}\n")
    f.write("issues:\n")
    for theme, names in THEMES.items():
        for name in names:
            f.write(f"  {name.lower().replace(' ', '-')}:\n    dimension: {theme}\n"
                    f"    short: {name + ' everywhere...'[:26 - len(name)] if long else name}\n    proposition: The harbour should have new "
                    f"rules on {name.lower()}.\n"
                    f"    support: ['new rules on {name.lower()} are right']\n"
                    f"    oppose: ['new rules on {name.lower()} are wrong']\n")
rng = random.Random(40)
with open(os.path.join(folder, "letters", "manifest.tsv"), "w") as manifest:
    manifest.write("file\tsubmitter\ttype\tdate\n")
    for k in range(40):
        file = f"letter-{k + 1:02}.txt"
        name = f"{PLACES[k // 5]} {BODIES[k % 5]}"
        lean = rng.uniform(-1, 1)
        manifest.write(f"{file}\t{name}\t{kinds[k % len(kinds)]}\t2026-02-{1 + k % 28:02}\n")
        with open(os.path.join(folder, "letters", file), "w") as f:
            for n, issue in enumerate(issues):
                # the tides are liked, the gulls are not agreed on
                side = rng.gauss(lean + (2 if n < 5 else 0), 0.8) > 0
                f.write(f"For reason {rng.randrange(1000)} of our list, new rules on "
                        f"{issue} are {'right' if side else 'wrong'}.\n\n")
