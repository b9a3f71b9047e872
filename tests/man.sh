#!/bin/bash
# The man pages: well-formed, with the same options as --help; examples that run.
set -u
: "${SP_SOURCE:=$(cd "$(dirname "$0")/.." && pwd)}"
: "${STANDPOINT:=$SP_SOURCE/build/standpoint}"
man=$SP_SOURCE/man
command -v mandoc > /dev/null || {
	echo "1..0 # SKIP mandoc is not installed"
	exit 0
}
commands=$("$STANDPOINT" --help | sed -n 's/^  \([a-z][a-z]*\)  *[a-z].*/\1/p')
number=0

report() {
	number=$((number + 1))
	if [ -z "$2" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
	fi
}

# Long options in a text: those that stand at the beginning of a line, after
# no more than a short one.
options() {
	sed -nE 's/^ *(-[a-zA-Z],? *[A-Za-z]*,? *)?(--[a-z][a-z-]*).*/\2/p' | sort -u
}

for page in "$man"/*.[1-9]; do
	report "$(basename "$page") is well-formed" \
		"$(mandoc -T lint -W warning "$page" 2>&1)"
done
named=$("$STANDPOINT" query --list | sed -n 's/^\([a-z][a-z-]*\) .*/\1/p')
report "the queries with a name are in the man page" "$(
	[ -n "$named" ] || echo none
	for q in $named; do
		grep -q "^.It Cm $q\b" "$man/standpoint-query.1" || echo "$q is missing"
	done)"
# The pack in the examples of standpoint-pack(5) passes its own tests.
pack=$(mktemp) || exit 99
trap 'rm -f "$pack"' EXIT
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' "$man/standpoint-pack.5" | grep -v '^\.' |
	sed '/^A complete pack/d' > "$pack"
report "the pack of standpoint-pack(5) passes" "$(
	"$STANDPOINT" pack test "$pack" > "$pack.out" 2>&1 &&
		grep -q '^towers: [1-9][0-9]* examples pass, 0 fail$' "$pack.out" ||
		cat "$pack.out"
	rm -f "$pack.out")"
for c in $commands; do
	page=$man/standpoint-$c.1
	if [ ! -f "$page" ]; then
		report "$c has a man page" "man/standpoint-$c.1 is missing"
		continue
	fi
	report "$c: the same options in --help and the man page" "$(diff \
		<("$STANDPOINT" "$c" --help | options) \
		<(mandoc -T ascii "$page" | col -b | options))"
done
echo "1..$number"
