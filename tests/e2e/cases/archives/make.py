# The archives of this case, from the folder that is given.
import gzip, io, os, subprocess, sys, tarfile, warnings, zipfile
warnings.simplefilter("ignore")
folder = sys.argv[1]
names = sorted(os.listdir(folder))
DATE = (2025, 3, 14, 0, 0, 0)

def put(z, name, data, attr=0o100644):
    i = zipfile.ZipInfo(name, DATE)
    i.create_system = 3
    i.external_attr = attr << 16
    i.compress_type = zipfile.ZIP_DEFLATED
    z.writestr(i, data)

def page(n):
    return "<p>We support rule number %d." % n

with zipfile.ZipFile("all.zip", "w") as z:
    for n in names:
        put(z, "samples/" + n, open(os.path.join(folder, n), "rb").read())
for mode, name in (("w", "all.tar"), ("w:gz", "all.tar.gz"),
                   ("w:xz", "all.tar.xz"), ("w:bz2", "all.tar.bz2")):
    with tarfile.open(name, mode) as t:
        for n in names:
            t.add(os.path.join(folder, n), "samples/" + n)

inner = io.BytesIO()
with zipfile.ZipFile(inner, "w") as z:
    put(z, "deep.html", page(1))
tar = io.BytesIO()
with tarfile.open(fileobj=tar, mode="w:gz") as t:
    i = tarfile.TarInfo("again.zip")
    i.size = len(inner.getvalue())
    t.addfile(i, io.BytesIO(inner.getvalue()))
    i = tarfile.TarInfo("./dot/slash.html")
    i.size = len(page(2))
    t.addfile(i, io.BytesIO(page(2).encode()))
deeper = io.BytesIO()
with zipfile.ZipFile(deeper, "w") as z:
    put(z, "three.tar.gz", tar.getvalue())

with zipfile.ZipFile("tricks.zip", "w") as z:
    put(z, "good.html", page(3))
    put(z, "../up.html", page(4))
    put(z, "a/../../up.html", page(4))
    put(z, "..\\up.html", page(4))
    put(z, "/etc/motd.html", page(4))
    put(z, "C:/boot.html", page(4))
    put(z, "link.html", "/etc/passwd", 0o120777)
    put(z, "__MACOSX/._good.html", "litter")
    put(z, "a/.DS_Store", "litter")
    put(z, "a/.hidden.html", page(4))
    put(z, "picture.png", "not for us")
    put(z, "good.html", page(5))           # of the same name
    put(z, "line\nend.html", page(6))
    put(z, "b/inner.zip", inner.getvalue())
    put(z, "b/two.zip", deeper.getvalue())
    put(z, "Jos\u00e9.html", page(7))      # marked as UTF-8
    put(z, "Jo7\x01.html", page(8))
data = open("tricks.zip", "rb").read()
# cp437 and UTF-8 without a mark: 0x82 is an e with an acute accent
data = data.replace(b"Jo7\x01.html", b"Jos\x82.html")
open("tricks.zip", "wb").write(data)

with tarfile.open("links.tar", "w") as t:
    def member(name, kind, link=""):
        i = tarfile.TarInfo(name)
        i.type, i.linkname = kind, link
        t.addfile(i)
    member("soft.html", tarfile.SYMTYPE, "/etc/passwd")
    member("hard.html", tarfile.LNKTYPE, "soft.html")
    member("pipe.html", tarfile.FIFOTYPE)
    member("disk.html", tarfile.BLKTYPE)
    member("folder.html", tarfile.DIRTYPE)
    i = tarfile.TarInfo("good.html")
    i.size = len(page(9))
    t.addfile(i, io.BytesIO(page(9).encode()))
with gzip.GzipFile("one.html.gz", "w", mtime=0) as g:
    g.write(page(10).encode())

# damage
whole = open("all.zip", "rb").read()
open("cut.zip", "wb").write(whole[:len(whole) * 2 // 5])
open("no.zip", "wb").write(b"<p>Not an archive.\n" * 50)
with zipfile.ZipFile("rotten.zip", "w") as z:
    for n in range(4):
        put(z, "%d.html" % n, "<p>" + " ".join("Rule %d has %d words." % (n, k * k) for k in range(900)))
data = bytearray(open("rotten.zip", "rb").read())
at = data.index(b"1.html") + 300
data[at:at + 40] = b"\xff" * 40
open("rotten.zip", "wb").write(data)
data = bytearray(open("rotten.zip", "rb").read())
gz = open("all.tar.gz", "rb").read()
open("cut.tar.gz", "wb").write(gz[:len(gz) // 2])
# the bit that says: encrypted
with zipfile.ZipFile("locked.zip", "w") as z:
    put(z, "open.html", page(11))
    put(z, "secret.html", page(12) + " " * 20)
data = bytearray(open("locked.zip", "rb").read())
for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
    second = data.index(mark, data.index(mark) + 1)
    data[second + offset] |= 1
open("locked.zip", "wb").write(data)
