"""Is a PDF of `standpoint report` soundly tagged?

    structure.py FILE.pdf

What veraPDF would ask of the structure, over `qpdf --json` (pdf_file.py): every
marked content is claimed by one element, and the parent tree says so too; every
page has StructParents; headings do not skip a level; a figure has alternative
text, a header cell its scope, a row only cells, a link its contents and its
element.
Prints the faults, then one line with what was looked at.
"""
import re
import sys
from collections import Counter

sys.dont_write_bytecode = True
from pdf_file import PdfFile

CHILDREN = {"/Table": {"/TR"}, "/TR": {"/TH", "/TD"}, "/L": {"/LI"},
            "/LI": {"/Lbl", "/LBody"}, "/TOC": {"/TOCI"}}


FOOTER = 45     # points; below it stands what every page repeats


class Report(PdfFile):
    def __init__(self, path):
        super().__init__(path)
        self.claims = {}        # (page, MCID) -> element
        self.links = {}         # annotation -> element
        self.types = Counter()
        self.headings = []
        self.faults = []

    def fault(self, what, where):
        self.faults.append(f"{what}: {where}")

    def claim(self, page, mcid, ref):
        if (page, mcid) in self.claims:
            self.fault("claimed twice", (page, mcid))
        self.claims[page, mcid] = ref

    def element(self, ref, parent, kind):
        e = self.get(ref)
        self.types[e["/S"]] += 1
        if e["/P"] != parent:
            self.fault("wrong parent", ref)
        if kind in CHILDREN and e["/S"] not in CHILDREN[kind]:
            self.fault(f"{e['/S']} in {kind}", ref)
        if e["/S"] == "/Figure" and not e.get("/Alt"):
            self.fault("figure without Alt", ref)
        if e["/S"] == "/TH" and "/Scope" not in e.get("/A", {}):
            self.fault("header cell without Scope", ref)
        if re.fullmatch(r"/H\d", e["/S"]):
            self.headings.append(int(e["/S"][2]))
        for kid in e.get("/K", []):
            if isinstance(kid, int):
                self.claim(e["/Pg"], kid, ref)
            elif isinstance(kid, dict) and kid.get("/Type") == "/OBJR":
                self.links[kid["/Obj"]] = ref
            elif isinstance(kid, dict):
                self.claim(kid["/Pg"], kid["/MCID"], ref)
            else:
                self.element(kid, ref, e["/S"])

    def parents(self, tree):
        """The parent tree as a dictionary."""
        nums = {}
        for kid in self.get(tree)["/Kids"]:
            flat = self.get(kid)["/Nums"]
            nums.update(zip(flat[::2], flat[1::2]))
        return nums

    def page(self, ref, nums):
        page = self.get(ref)
        if "/StructParents" not in page:
            return self.fault("no StructParents", ref)
        owners = nums[page["/StructParents"]]
        if len(owners) != sum(p == ref for p, _ in self.claims):
            self.fault("marks and owners differ", ref)
        for mcid, owner in enumerate(owners):
            if self.claims.get((ref, mcid)) != owner:
                self.fault("wrong owner", (ref, mcid))
        for note in page.get("/Annots", []):
            a = self.get(note)
            if not a.get("/Contents"):
                self.fault("link without Contents", note)
            if "/StructParent" not in a and a["/Rect"][3] < FOOTER:
                continue        # page furniture is no content
            if self.links.get(note) is None:
                self.fault("link without an element", note)
            elif nums.get(a.get("/StructParent")) != self.links[note]:
                self.fault("wrong owner of link", note)
        self.operators(ref, page["/Contents"], len(owners))

    def operators(self, ref, contents, marks):
        ops = self.data(contents)
        drawn = [int(n) for n in re.findall(rb"/MCID (\d+)", ops)]
        if sorted(drawn) != list(range(marks)):
            self.fault("marks on the page and in the tree differ", ref)
        begun = ops.count(b"BDC\n") + ops.count(b"BMC\n")
        if begun != ops.count(b"EMC\n"):
            self.fault("marks do not nest", ref)
        depth = 0
        for line in ops.split(b"\n"):
            if line.endswith((b"BDC", b"BMC")):
                depth += 1
            elif line == b"EMC":
                depth -= 1
            elif depth == 0 and line.endswith((b" Tj", b"TJ", b" f", b" S")):
                return self.fault("drawn outside of marks", ref)
            if depth not in (0, 1):
                return self.fault("marks inside marks", ref)

    def check(self):
        tree = self.get(self.root["/StructTreeRoot"])
        self.element(tree["/K"], self.root["/StructTreeRoot"], "")
        nums = self.parents(tree["/ParentTree"])
        for ref in self.pages:
            self.page(ref, nums)
        for before, after in zip([0] + self.headings, self.headings):
            if after > before + 1:
                self.fault("heading skips a level", f"{before} to {after}")
        for key in ("/Lang", "/MarkInfo", "/ViewerPreferences", "/Metadata",
                    "/Outlines", "/PageLabels"):
            if not self.root.get(key):
                self.fault("not in the catalog", key)


report = Report(sys.argv[1])
report.check()
for f in report.faults[:20]:
    print(f)
t = report.types
print("structure:", "sound" if not report.faults else
      f"{len(report.faults)} faults")
if "-v" in sys.argv:
    print(f"{len(report.pages)} pages, {sum(t.values())} elements, "
          f"{t['/Table']} tables, {t['/TD'] + t['/TH']} cells, "
          f"{t['/Link']} links, {t['/Figure']} figures")
sys.exit(bool(report.faults))
