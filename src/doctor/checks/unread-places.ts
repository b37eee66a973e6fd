import { readState, stateFile } from '../../clients/claude-code/state-file.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, ok } from '../check.ts'
import { unreadVariable } from '../credential/unread-variables.ts'
import { shellWord } from '../fixes/fix-words.ts'

/** Files that pages on the web recommend and Claude Code does not read (2.1.197 to 2.1.330), relative to the home directory. */
const inHome = [
  '.claude/credentials.json',
  '.claude/credentials',
  '.claude/config.json',
  '.claude/config',
  '.claude/config.toml',
  '.claude/config.yaml',
  '.claude/settings.jsonc',
  '.claude/settings.yaml',
  '.claude/settings.toml',
  '.claude/managed-settings.json',
  '.claude/api_key',
  '.claude/.env',
  '.claude/auth.json',
  '.claude/claude.json',
  '.clauderc',
  '.claude.env',
  '.config/claude/config.json',
  '.config/claude/settings.json',
  '.config/claude/credentials.json',
  '.config/claude-code/config.json',
  '.config/claude-code/settings.json',
  '.anthropic/api_key',
  '.anthropic/config.json',
  '.anthropic/credentials',
  '.anthropic/credentials.json',
]
/** The same, relative to the directory in which the client is started. */
const inProject = [
  '.claude/.env',
  '.claude/config.json',
  '.claude.json',
  '.clauderc',
  'claude.config.json',
  'claude.json',
]

/** Names at the top of the client's own state that it does not read there, though it does read `env` (measured). */
const inState = ['apiKey', 'api_key', 'apiKeyHelper', 'apiBaseUrl', 'ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN']

const speaksOfAKey = /\b(?:ANTHROPIC_(?:API_KEY|AUTH_TOKEN)|claudeAiOauth|api[_-]?key|apiKey|apiKeyHelper)\b|sk-ant-/i

/** A key in a place that nobody reads: its owner thinks that it counts. */
export const unreadPlaces: Check = {
  id: 'unread-places',
  title: 'Keys lie where they are read',
  group: 'files',
  needs: ['directories'],
  run(bench) {
    const { world, ladder } = bench
    const used = ladder.winner === null ? 'Nothing else is set' : `${ladder.winner.rung.name} is used instead`
    const settings = `${world.home}/.claude/settings.json`
    const odd = (summary: string, evidence: readonly string[], fix: string): Complaint => ({
      status: 'warn',
      cause: 'config-file',
      summary: `${summary} ${used}.`,
      evidence,
      fix,
    })
    // Where nothing else is set, this is why nothing signs in, and said as that.
    const variable = ladder.winner === null ? null : unreadVariable(world)
    if (variable !== null)
      return odd(
        `${variable.name} is set, and Claude Code does not read it.`,
        [`the shell: ${variable.name} is set`, `what is read is ${variable.instead}`],
        variable.fix,
      )
    const state = readState(world)
    const named = inState.find((name) => state?.[name] !== undefined)
    if (named !== undefined)
      return odd(
        `Claude Code does not read "${named}" in ${stateFile(world)}.`,
        [`${stateFile(world)}: "${named}" at the top`],
        named.startsWith('apiKeyHelper')
          ? `Set apiKeyHelper in ${settings} to <your command>.`
          : /url/i.test(named)
            ? `Set ANTHROPIC_BASE_URL in ${settings} to <your address>.`
            : `Set ANTHROPIC_API_KEY in ${settings} to <your key>.`,
      )
    const file = unreadFile(bench)
    if (file === null) return ok(`${inHome.length + inProject.length + 2} other places looked at`)
    const says = `${file} speaks of a key, and Claude Code does not read that file.`
    if (/credentials(\.json)?$/.test(file))
      return odd(
        says,
        [`${file}: it names a key`, 'a login lies in ~/.claude/.credentials.json'],
        'Type: claude auth login',
      )
    if (file.endsWith('.env'))
      return odd(says, [`${file}: it names a key`], `Type: set -a && . ${shellWord(file)} && set +a`)
    if (file === `${world.home}/.claude/settings.local.json`)
      return odd(
        says,
        [`${file}: it names a key`, 'it counts in the home directory alone; settings.json beside it counts everywhere'],
        `Type: mv -n ${shellWord(file)} ${shellWord(settings)}`,
      )
    return odd(
      says,
      [`${file}: it names a key`, `what is read is "env" in ${settings}`],
      `Set ANTHROPIC_API_KEY in ${settings} to <your key>.`,
    )
  },
}

/** The first of these files that says something of a key. */
function unreadFile({ world, layers }: Bench): string | null {
  const local = `${world.home}/.claude/settings.local.json`
  const files = [
    ...inHome.map((name) => `${world.home}/${name}`),
    ...(layers.layers.some(({ path }) => path === local) ? [] : [local]),
    ...(world.cwd === world.home ? [] : inProject.map((name) => `${world.cwd}/${name}`)),
  ]
  return (
    files.find((file) => {
      const text = world.read(file)
      return typeof text === 'string' && speaksOfAKey.test(text)
    }) ?? null
  )
}
