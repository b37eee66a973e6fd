import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { issuerOf } from '../shape.ts'

/** Files of a checkout in which keys are left, and files of a home in which shells keep what was typed. */
const inCheckout = ['.env', '.env.local', '.env.development', '.env.production', '.claude/settings.json', '.mcp.json']
const inHome = [
  '.bash_history',
  '.zsh_history',
  '.local/share/fish/fish_history',
  '.python_history',
  '.node_repl_history',
]

const keyLike =
  /\b(?:sk-ant-[a-z]+\d\d-[\w-]{20,}|sk-proj-[\w-]{20,}|sk-or-v1-[0-9a-f]{20,}|AKIA[A-Z0-9]{16}|hvs\.[\w-]{20,}|gh[pousr]_[A-Za-z0-9]{30,}|AIza[\w-]{30,})/

/** Keys lying about, by place and kind; their text is never shown. */
export const keysInFiles: Check = {
  id: 'keys-in-files',
  title: 'No key lies about in plain sight',
  group: 'keys',
  needs: [],
  run(bench) {
    const tracked = trackedIn(bench)
    const places = [
      ...inCheckout.map((name) => ({ name, path: `${bench.world.cwd}/${name}`, git: tracked.has(name) })),
      ...inHome.map((name) => ({ name, path: `${bench.world.home}/${name}`, git: false })),
    ]
    let looked = 0
    const found = places.flatMap(({ path, git, name }) => {
      const text = bench.world.read(path)
      if (typeof text !== 'string') return []
      looked++
      const match = keyLike.exec(text)
      if (match === null) return []
      const line = text.slice(0, match.index).split('\n').length
      const history = inHome.includes(name)
      return git || history ? [{ path, line, git, kind: issuerOf(match[0]) ?? 'a key' }] : []
    })
    const [first] = found
    if (looked === 0) return doesNotApply('none of the usual files is there')
    if (first === undefined) return ok(`${looked} files looked at`)
    return {
      status: 'warn',
      cause: 'config-file',
      summary: first.git
        ? `${first.path}, line ${first.line}, holds ${first.kind}, and git keeps that file for everybody.`
        : `${first.path}, line ${first.line}, holds ${first.kind} that was typed once.`,
      evidence: found.map(({ path, line, kind }) => `${path}:${line}: ${kind}`),
      fix: first.git
        ? 'Revoke that key in its console first; then take it out of the file, and out of git: git rm --cached on the file.'
        : 'Revoke that key in its console, and delete that line of the history.',
    }
  },
}

/** Which of the files git knows; none where there is no git. Its index is read, no command is run. */
function trackedIn({ world }: Bench): ReadonlySet<string> {
  const index = world.read(`${world.cwd}/.git/index`)
  if (typeof index !== 'string') return new Set()
  // Paths stand in the index as they are, ended by a zero byte: https://git-scm.com/docs/index-format
  return new Set(inCheckout.filter((name) => index.includes(`${name}\0`)))
}
