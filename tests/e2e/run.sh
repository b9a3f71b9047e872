#!/bin/bash
# The end-to-end tests. Each folder of cases/ has a script `cmd`, which runs in
# a folder of its own that holds a copy of the sample corpus, and `expected`:
# what it prints (both streams) and its exit status. Reports in TAP.
#
#   run.sh [--update] [CASE...]
#
# STANDPOINT is the program, SP_SOURCE the source tree. --update writes
# `expected` anew: read `git diff` afterwards. A case skips itself by exit 77.
set -u
here=$(cd "$(dirname "$0")" && pwd)
: "${SP_SOURCE:=$(cd "$here/../.." && pwd)}"
: "${STANDPOINT:=$SP_SOURCE/build/standpoint}"
export STANDPOINT SP_SOURCE
[ -x "$STANDPOINT" ] || {
	echo "Bail out! no program $STANDPOINT: set STANDPOINT"
	exit 99
}
export LC_ALL=C.UTF-8 TZ=UTC
unset SOURCE_DATE_EPOCH COLUMNS

update=
if [ "${1-}" = --update ]; then
	update=yes
	shift
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/standpoint-e2e.XXXXXX") || exit 99
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT

# what the scripts call by its name
mkdir "$work/bin"
ln -s "$STANDPOINT" "$work/bin/standpoint"
export PATH="$work/bin:$PATH"

# fonts that are installed here by chance change nothing
no_fonts=$work/no-fonts.conf
echo "<fontconfig><cachedir>$work/fonts</cachedir></fontconfig>" > "$no_fonts"
export FONTCONFIG_FILE=$no_fonts

if [ $# -eq 0 ]; then
	set -- "$here"/cases/*/
fi
echo "1..$#"
number=0
failed=0
for case in "$@"; do
	number=$((number + 1))
	name=$(basename "$case")
	case_dir=$here/cases/$name
	dir=$work/$name
	mkdir "$dir"
	cp -r "$SP_SOURCE/corpus/samples/ai-policy" "$dir/samples"
	chmod -R u+w "$dir"
	(cd "$dir" && CASE=$case_dir timeout 300 bash "$case_dir/cmd") \
		> "$work/got" 2>&1 < /dev/null
	status=$?
	echo "exit $status" >> "$work/got"
	if [ $status -eq 77 ]; then
		echo "ok $number - $name # SKIP $(head -n 1 "$work/got")"
	elif [ -n "$update" ]; then
		cp "$work/got" "$case_dir/expected"
		echo "ok $number - $name # updated"
	elif diff -u "$case_dir/expected" "$work/got" > "$work/diff" 2>&1; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		sed 's/^/# /' "$work/diff"
		failed=1
	fi
	chmod -R u+rwx "$dir"
	rm -rf "$dir"
done
exit $failed
