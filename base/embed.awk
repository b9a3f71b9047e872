# Print a text file as a C array of bytes in string pieces, one line each.
BEGIN { print "/* made by base/embed.awk; do not edit */" }
{
	gsub(/\\/, "&&")
	gsub(/"/, "\\\"")
	print "\"" $0 "\\n\""
}
