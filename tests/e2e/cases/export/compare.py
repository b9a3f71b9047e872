"""The three exports of out.db, held against the corpus and each other."""
import csv
import json
import sqlite3
import xml.etree.ElementTree as ET
import zipfile

rows = list(csv.DictReader(open("out.csv", encoding="utf-8", newline="")))
lines = [json.loads(line) for line in open("out.jsonl", encoding="utf-8")]
db = sqlite3.connect("out.db")
count = db.execute("SELECT count(*) FROM position").fetchone()[0]
assert count > 50 and len(rows) == len(lines) == count
for row, line in zip(rows, lines):
    for key, value in line.items():
        assert row[key] == ("" if value is None else str(value)), key

# offsets in the export are those of the block
for line in lines:
    text = db.execute(
        "SELECT b.text FROM block b JOIN document d ON d.id = b.document"
        " WHERE d.path = ? AND b.seq = ?",
        (line["document"], line["block"])).fetchone()[0].encode()
    begin, end = line["sentence_begin"], line["sentence_end"]
    assert text[begin:end].decode() == line["sentence"]
    begin, end = line["decided_begin"], line["decided_end"]
    assert text[begin:end].decode() == line["decided_by"]

NS = "{urn:QDA-XML:project:1.0}"
project = zipfile.ZipFile("out.qdpx")
assert project.testzip() is None
root = ET.fromstring(project.read("project.qde"))
codes = {c.get("guid"): c.get("name") for c in root.iter(NS + "Code")}
found = []
for source in root.iter(NS + "TextSource"):
    name = source.get("plainTextPath").replace("internal://", "sources/")
    text = project.read(name).decode()
    for s in source.iter(NS + "PlainTextSelection"):
        code = codes[s.find(f".//{NS}CodeRef").get("targetGUID")]
        begin, end = int(s.get("startPosition")), int(s.get("endPosition"))
        found.append((source.get("name"), code, text[begin:end]))
reported = {"self": "", "other": " (reported)"}
wanted = [(r["document"], f"{r['issue']}: {r['stance']}{reported[r['holder']]}",
           r["sentence"]) for r in lines]
assert sorted(found) == sorted(wanted)
guids = [e.get("guid") for e in root.iter() if e.get("guid")]
assert len(guids) == len(set(guids))
known = set(guids)
assert all(e.get("targetGUID") in known for e in root.iter()
           if e.get("targetGUID"))
print("csv, jsonl and qdpx say what the corpus says")
