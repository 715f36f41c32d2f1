# Completion for bash. Subcommands and options are read from the program's own --help, so they are those of the program
# that is called.

# Prints the options that a help text lists.
_air780sim_options() { grep -oE '^  (-[a-z],)?--[a-z0-9-]+' <<<"$1" | grep -oE -- '--[a-z0-9-]+'; }

# Prints the commands that a help text lists: of the program itself, or of one of its commands.
_air780sim_commands() {
  grep -oE '^  air780sim [a-z]+' <<<"$1" | cut -d' ' -f4
  sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\+\) .*/\1/p' <<<"$1"
}

_air780sim() {
  local program=$1 word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} at help next
  local -a path=() candidates=()
  help=$("$program" --help 2>/dev/null)
  for ((at = 1; at < COMP_CWORD; at++)); do
    next=${COMP_WORDS[at]}
    [[ $next == run && $at -eq 1 ]] || grep -qx -- "$next" <<<"$(_air780sim_commands "$help")" || continue
    path+=("$next")
    help=$("$program" "${path[@]}" --help 2>/dev/null)
  done
  case $before in
    --log-level) candidates=(debug info warning error off) ;;
    --quirk) mapfile -t candidates < <(sed -n '/^Quirks/,/^$/s/^  \([a-z-]\+\) .*/\1=/p' <<<"$help") ;;
    --model) mapfile -t candidates < <("$program" --list-models 2>/dev/null | grep -oE '^[A-Za-z0-9@]+') ;;
    --scenario) mapfile -t candidates < <("$program" --list-scenarios 2>/dev/null | grep -oE '^[a-z0-9-]+') ;;
    *)
      if [[ $word == -* ]]; then
        mapfile -t candidates < <(_air780sim_options "$help")
      elif [[ $before != --* ]]; then
        mapfile -t candidates < <(_air780sim_commands "$help")
        [[ $COMP_CWORD -ne 1 ]] || candidates+=(run)
      fi
      ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "${candidates[*]}" -- "$word")
}

# Files where nothing else fits.
complete -o default -F _air780sim air780sim
