"""A PDF of `standpoint report` as objects, over `qpdf --json`.

Its pages with their labels, where its names lead, its files, and the text of
each marked content, decoded as a reader copies it: through the fonts' ToUnicode.
"""
import base64
import json
import re
import subprocess

# what matters of a content stream: the marks, the font, the strings
OPERATOR = re.compile(
    rb"/\w+<</MCID (?P<mark>\d+)>>BDC|(?P<artifact>/Artifact BMC)|(?P<end>\bEMC\b)|"
    rb"/(?P<font>\w+) [\d.]+ Tf|(?P<text>\[[^\]]*\]TJ)|"
    rb"(?P<other>\([^\n]*|<[\dA-Fa-f]*> *Tj|['\"]\n)")


class PdfFile:
    def __init__(self, path):
        out = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf",
                              "--json-key=pages", "--json-stream-data=inline",
                              "--decode-level=generalized", path], check=True,
                             capture_output=True).stdout
        data = json.loads(out)
        self.objects = data["qpdf"][1]
        self.pages = [p["object"] for p in data["pages"]]
        self.labels = {p["object"]: page_label(p["label"]) for p in data["pages"]}
        self.trailer = self.objects["trailer"]["value"]
        self.root = self.get(self.trailer["/Root"])
        self.fonts = {}     # reference -> {code: text}
        self.texts = {}     # page -> its marked texts

    def get(self, ref):
        if isinstance(ref, str) and re.fullmatch(r"\d+ \d+ R", ref):
            o = self.objects["obj:" + ref]
            return o["value"] if "value" in o else o["stream"]["dict"]
        return ref

    def data(self, ref):
        """The bytes of a stream."""
        return base64.b64decode(self.objects["obj:" + ref]["stream"]["data"])

    def names(self, tree):
        """A name tree as a dictionary."""
        node, found = self.get(tree), {}
        for kid in node.get("/Kids", []):
            found.update(self.names(kid))
        flat = node.get("/Names", [])
        found.update((string(k), v) for k, v in zip(flat[::2], flat[1::2]))
        return found

    def files(self):
        """The attached files: name -> bytes."""
        tree = self.get(self.root.get("/Names", {})).get("/EmbeddedFiles", {})
        return {name: self.data(self.get(spec)["/EF"]["/F"])
                for name, spec in self.names(tree).items()}

    def marked_texts(self, page):
        """{MCID: the text that its marks hold}."""
        if page not in self.texts:
            self.texts[page] = self.read_texts(page)
        return self.texts[page]

    def read_texts(self, page):
        fonts = self.get(self.get(self.get(page)["/Resources"])["/Font"])
        texts, mark, font = {}, None, {}
        for m in OPERATOR.finditer(self.data(self.get(page)["/Contents"])):
            if m["other"]:
                raise ValueError(f"{page}: text that is not read: {m['other'][:40]}")
            if m["mark"]:
                mark = int(m["mark"])
                texts[mark] = []
            elif m["artifact"] or m["end"]:
                mark = None
            elif m["font"]:
                font = self.font(fonts["/" + m["font"].decode()])
            elif mark is not None:
                texts[mark].append(decode(m["text"], font))
        return {k: "".join(v) for k, v in texts.items()}

    def font(self, ref):
        if ref not in self.fonts:
            self.fonts[ref] = to_unicode(self.data(self.get(ref)["/ToUnicode"]))
        return self.fonts[ref]


def string(s):
    """A string of qpdf's JSON, version 2."""
    return s[2:] if s.startswith("u:") else bytes.fromhex(s[2:]).decode("latin-1")


def page_label(label):
    n, kind = label["/St"], label.get("/S")
    if kind == "/r":
        tens, ones = divmod(n, 10)
        n = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii",
                          "ix")[ones]
    return string(label.get("/P", "u:")) + (str(n) if kind else "")


def to_unicode(cmap):
    return {int(a, 16): bytes.fromhex(b.decode()).decode("utf-16-be")
            for a, b in re.findall(rb"^<([\dA-F]{4})><([\dA-F]*)>$", cmap, re.M)}


def decode(array, font):
    codes = b"".join(re.findall(rb"<([\dA-Fa-f]*)>", array))
    return "".join(font.get(int(codes[i:i + 4], 16), "\ufffd")
                   for i in range(0, len(codes), 4))
