# bash completion for standpoint: commands and options come from --help, so
# that it follows the program.
_standpoint()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prog=${COMP_WORDS[0]} words=

	if [ "$COMP_CWORD" -eq 1 ]; then
		words="$("$prog" --help 2>/dev/null |
			sed -n 's/^  \([a-z-]*\) .*/\1/p')"
	elif [[ $cur == -* ]]; then
		words="$("$prog" "${COMP_WORDS[1]}" --help 2>/dev/null |
			grep -o -- '--[a-z][a-z-]*' | sort -u)"
	elif [ "${COMP_WORDS[1]}" = query ] && [ "$COMP_CWORD" -ge 3 ]; then
		words="$("$prog" query --list 2>/dev/null | cut -d' ' -f1)"
	fi
	if [ -n "$words" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
	else
		compopt -o default 2>/dev/null
		COMPREPLY=()
	fi
}
complete -F _standpoint standpoint
