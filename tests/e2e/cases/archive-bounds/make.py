# Archives that promise more than anybody has.
import io, lzma, gzip, tarfile, struct, zipfile, zlib
DATE = (2025, 3, 14, 0, 0, 0)

def info(name):
    i = zipfile.ZipInfo(name, DATE)
    i.compress_type = zipfile.ZIP_DEFLATED
    return i

def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        for name, data in members:
            z.writestr(info(name), data)
    return out.getvalue()

def deflated(size):     # of spaces
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = b" " * (1 << 20)
    return b"".join([c.compress(piece) for _ in range(size >> 20)] + [c.flush()])

class Spaces(io.RawIOBase):
    def __init__(self, n): self.n = n
    def readable(self): return True
    def read(self, k=-1):
        k = self.n if k < 0 else min(k, self.n)
        self.n -= k
        return b" " * k

def write(name, data):
    with open(name, "wb") as f:
        f.write(data)

def central(name, packed, size, crc, offset):
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0x5a6e, crc, packed,
                       size, len(name), 0, 0, 0, 0, 0, offset) + name

def local(name, packed, size, crc):
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0x5a6e, crc, packed, size,
                       len(name), 0) + name

def end(n, size, offset):
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, n, n, size, offset, 0)

write("good.html", b"<p>We support this.")
SIZE = 80 << 20
body = deflated(SIZE)
crc = 0
for _ in range(SIZE >> 20):
    crc = zlib.crc32(b" " * (1 << 20), crc)
# one member that says what it is, one that is larger than any document may be
head = local(b"a.html", len(body), SIZE, crc)
write("flat.zip", head + body + central(b"a.html", len(body), SIZE, crc, 0)
      + end(1, 46 + 6, len(head) + len(body)))
# a thousand members that are all the same bytes
names = [b"%04d.html" % n for n in range(1000)]
head = local(names[0], len(body), SIZE, crc)
dirs = b"".join(central(n, len(body), SIZE, crc, 0) for n in names)
write("overlap.zip", head + body + dirs + end(len(names), len(dirs), len(head) + len(body)))
with gzip.GzipFile("zeros.html.gz", "w", mtime=0) as g:
    for _ in range(80):
        g.write(b" " * (1 << 20))
out = io.BytesIO()
with lzma.open("zeros.tar.xz", "w", preset=0) as x:
    with tarfile.open(fileobj=x, mode="w|") as t:
        i = tarfile.TarInfo("other.bin")
        i.size = 400 << 20
        t.addfile(i, Spaces(i.size))
# 6 deep, 6 wide
data = zipped([("x.html", "<p>x")])
for level in range(6):
    data = zipped([("%d.zip" % k, data) for k in range(6)])
write("nested.zip", data)
# one that holds itself, as far as the eye can see
data = zipped([("x.html", "<p>x")])
for level in range(40):
    data = zipped([("quine.zip", data)])
write("quine.zip", data)
# more archives than anybody needs
small = zipped([("x.png", "x")])
write("many.zip", zipped([("%04d.zip" % k, small) for k in range(1200)]))


# members with their sizes behind them, and no directory: only the last is HTML
def streamed(name, raw):
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = pack.compress(raw) + pack.flush()
    return (struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 8, 8, 0, 0, 0, 0, 0, len(name), 0) +
            name + data + struct.pack("<IIII", 0x08074b50, zlib.crc32(raw), len(data), len(raw)))


with open("streamed.zip", "wb") as f:
    for i in range(10):
        f.write(streamed(b"%d.bin" % i, bytes(16 << 20)))
    f.write(streamed(b"a.html", b"<p>We ask for time.</p>"))

# a hundred and fifty warnings, then a member that is encrypted
with zipfile.ZipFile("tricks.zip", "w") as z:
    for i in range(150):
        z.writestr("../%d.html" % i, "x")
    z.writestr("locked.html", "<p>x</p>")
with open("tricks.zip", "r+b") as f:
    data = f.read()
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.rindex(mark)
        f.seek(at + flags)
        f.write(b"\1")
