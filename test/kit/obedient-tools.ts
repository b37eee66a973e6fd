/** Commands that cannot run here, as far as a last line asks for them: each checks its arguments and does to the files what the real one would. */
import { existsSync, symlinkSync } from 'node:fs'
import type { DoctorWorld } from './doctor-world.ts'
import { warmkey } from './living-client.ts'

const refuse = 'echo "this command is not one that the real program has: $0 $*" >&2; exit 64'

const login = JSON.stringify({
  claudeAiOauth: {
    accessToken: 'made-up-by-login',
    refreshToken: 'made-up-by-login',
    expiresAt: 4e12,
    scopes: ['user:inference', 'user:profile'],
  },
})
const google = JSON.stringify({ type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'c' })
const azure = JSON.stringify({ subscriptions: [{ id: 'made-up', name: 'shop', isDefault: true }] })

/** Name → script for sh. */
const tools: Readonly<Record<string, string>> = {
  claude: `test "$*" != --version || { echo "2.1.329 (Claude Code)"; exit; }
test "$*" = "auth login" || { ${refuse}; }
folder="\${CLAUDE_CONFIG_DIR:-$HOME/.claude}"; mkdir -p "$folder"; umask 077
rm -f "$folder/.credentials.json"; echo '${login}' >"$folder/.credentials.json"`,
  gcloud: `test "$*" = "auth application-default login" || { ${refuse}; }
folder="\${CLOUDSDK_CONFIG:-$HOME/.config/gcloud}"; mkdir -p "$folder"; umask 077
echo '${google}' >"$folder/application_default_credentials.json"`,
  az: `case "$*" in
login) folder="\${AZURE_CONFIG_DIR:-$HOME/.azure}"; mkdir -p "$folder"; echo '${azure}' >"$folder/azureProfile.json" ;;
"account get-access-token --resource https://"*" --query accessToken -o tsv")
  payload=$(printf '{"aud":"%s","exp":4000000000}' "$4" | base64 -w0 | tr '+/' '-_' | tr -d '=')
  echo "eyJhbGciOiJub25lIn0.$payload.made-up" ;;
*) ${refuse} ;;
esac`,
  aws: `case "$*" in
configure*) mkdir -p "$HOME/.aws"; umask 077
  profile=default; test "$2" = --profile && profile="$3"
  printf '[%s]\\naws_access_key_id = made-up\\naws_secret_access_key = made-up\\n' "$profile" >>"$HOME/.aws/credentials" ;;
*) ${refuse} ;;
esac`,
  op: `test "$1" = read -a $# = 2 || { ${refuse}; }; case "$2" in op://*) cat "$(dirname "$0")/../key" ;; *) ${refuse} ;; esac`,
  sudo: 'exec "$@"',
  timedatectl: `test "$*" = "set-ntp true" || { ${refuse}; }; echo +0 >"$(dirname "$0")/../clock"`,
}

/** Whatever the story says of a command line is noted and done afterwards; all else is what the program does anywhere. */
const noting = (name: string, script: string): string => `#!/bin/sh
here="$(dirname "$0")/.."; line="${name} $*"; line="\${line% }"
if grep -Fxq "$line" "$here/does" 2>/dev/null; then
  echo "$line" >>"$here/ran"
  test ! -e "$here/prints" || awk -F '\t' -v line="$line" '$1 == line { print $2 }' "$here/prints"
  exit 0
fi
${script}
`

/** From now on this command line prints this one line here, for whoever types it between `$(` and `)`. */
export function prints({ scratch, does }: DoctorWorld, line: string, text: string): void {
  does.set(line, does.get(line) ?? (() => {}))
  const file = scratch.path('person/prints')
  scratch.write('person/prints', `${existsSync(file) ? scratch.read('person/prints') : ''}${line}\t${text}\n`)
}

/** Writes them, and the real `warmkey`, into a folder for the PATH; returns it. */
export function layOutTools({ scratch, key, does }: DoctorWorld): string {
  const folder = scratch.path('person/bin')
  scratch.write('person/does', `${[...does.keys()].join('\n')}\n`)
  for (const line of does.keys()) {
    const name = line.split(' ')[0] ?? ''
    if (/^[a-z]/.test(name) && tools[name] === undefined)
      scratch.write(`person/bin/${name}`, noting(name, refuse), 0o755)
  }
  if (existsSync(`${folder}/warmkey`)) return folder
  scratch.write('person/key', `${key}\n`)
  for (const [name, script] of Object.entries(tools)) scratch.write(`person/bin/${name}`, noting(name, script), 0o755)
  symlinkSync(warmkey, scratch.path('person/bin/warmkey'))
  return folder
}
