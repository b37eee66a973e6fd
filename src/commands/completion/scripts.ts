/*
 * Each script asks the very program that is being typed, so that what it offers is what that version knows. The words up
 * to the cursor go along as they are; nothing of them is evaluated.
 */

const bash = `_warmkey() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("\${line%%$'\\t'*}")
  done < <("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _warmkey warmkey
`

const zsh = `#compdef warmkey
_warmkey() {
  local line
  local -a found
  while IFS= read -r line; do
    found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}")
  done < <("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#found} )); then _describe warmkey found; else _files; fi
}
compdef _warmkey warmkey
`

const fish = `function __warmkey_complete
    set -l words (commandline -opc)
    $words[1] __complete $words[2..-1] (commandline -ct) 2>/dev/null
end
complete -c warmkey -a '(__warmkey_complete)'
`

/** The completion of each shell, as its own code. */
export const scripts = { bash, zsh, fish } as const

export type Shell = keyof typeof scripts
