# A bulk download with attachments, in a folder and as a ZIP.
import csv, os, zipfile
HEADER = ["Document ID", "Agency ID", "Docket ID", "Tracking Number", "Document Type",
          "Posted Date", "Is Withdrawn?", "Title", "Received Date", "First Name",
          "Last Name", "City", "State/Province", "Country", "Organization Name",
          "Comment", "Reason Withdrawn", "Attachment Files", "Content Files"]

def row(n, **more):
    cells = dict.fromkeys(HEADER, "")
    cells.update({"Document ID": "ACME-2025-0001-%04d" % n, "Docket ID": "ACME-2025-0001",
                  "Document Type": "Public Submission", "Is Withdrawn?": "false",
                  "Posted Date": "2025-03-15T04:00Z"})
    cells.update({k.replace("_", " "): v for k, v in more.items()})
    return [cells[h] for h in HEADER]

def address(n, name):
    return "https://downloads.example/ACME-2025-0001-%04d/%s" % (n, name)

os.makedirs("in/ACME-2025-0001-0003")
with open("in/bulk.csv", "w", newline="") as f:
    w = csv.writer(f)
    w.writerow(HEADER)
    w.writerow(row(1, Document_Type="Notice"))
    w.writerow(row(2, First_Name="Ann", Last_Name="Alder", City="Oakton",
                   Received_Date="2025-03-01T05:00Z",
                   Comment='We support rule 1.<br/>\nIt&rsquo;s good, "very" good.\n\nWe oppose rule 2.'))
    w.writerow(row(3, Organization_Name="Birch Trust", Comment="See attached file(s)",
                   Attachment_Files=address(3, "attachment_1.htm") + "," +
                   address(3, "attachment_2.pdf")))
    w.writerow(row(4, First_Name="Anonymous", Last_Name="Anonymous", Comment="We oppose rule 3.",
                   **{"Is_Withdrawn?": "true"}))
    w.writerow(row(5, Organization_Name="Cedar Inc.", Comment="We support rule 4.",
                   Attachment_Files=address(5, "cedar-letter.txt")))
    w.writerow(row(5, Organization_Name="Cedar Inc.", Comment="We support rule 5."))
    w.writerow(row(6))
    f.write('ACME-2025-0001-0007,"open\r\n')
    w.writerow(row(8, First_Name="Anonymous", Last_Name="Anonymous", Comment="We oppose rule 6."))
with open("in/ACME-2025-0001-0003/attachment_1.htm", "w") as f:
    f.write("<p>We support rule 7.")
with open("in/cedar-letter.txt", "w") as f:
    f.write("We support rule 8.\n")
with open("in/other.csv", "w") as f:
    f.write("a,b\n1,2\n")
with zipfile.ZipFile("in.zip", "w") as z:
    for name in ("cedar-letter.txt", "ACME-2025-0001-0003/attachment_1.htm", "bulk.csv"):
        z.write("in/" + name, name)
