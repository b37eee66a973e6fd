import type { Bench } from '../bench.ts'
import { type Check, ok } from '../check.ts'

const envFix = 'Put it where Claude Code looks: "env": { "ANTHROPIC_API_KEY": "…" } in ~/.claude/settings.json'

/** Files that pages on the web recommend and Claude Code does not read (2.1.329), relative to the home directory. */
const inHome = [
  '.claude/credentials.json',
  '.claude/credentials',
  '.claude/config.json',
  '.claude/api_key',
  '.claude/.env',
  '.claude/auth.json',
  '.config/claude/config.json',
  '.config/claude/credentials.json',
  '.config/claude-code/settings.json',
  '.anthropic/api_key',
  '.anthropic/credentials',
]
/** The same, relative to the directory in which the client is started. */
const inProject = ['.env', '.env.local', '.claude/.env', 'claude.config.json', '.claude/config.json']

/** Variables that look right and that nobody reads, with the one that counts. */
const variables: Readonly<Record<string, string>> = {
  CLAUDE_API_KEY: 'ANTHROPIC_API_KEY',
  CLAUDE_KEY: 'ANTHROPIC_API_KEY',
  CLAUDE_CODE_API_KEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_KEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_APIKEY: 'ANTHROPIC_API_KEY',
  ANTHROPIC_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  ANTHROPIC_API_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  CLAUDE_AUTH_TOKEN: 'ANTHROPIC_AUTH_TOKEN',
  CLAUDE_CODE_TOKEN: 'CLAUDE_CODE_OAUTH_TOKEN',
  CLAUDE_OAUTH_TOKEN: 'CLAUDE_CODE_OAUTH_TOKEN',
}

const speaksOfAKey = /\b(?:ANTHROPIC_(?:API_KEY|AUTH_TOKEN)|claudeAiOauth|api[_-]?key|apiKey)\b|sk-ant-/i

/** A key in a place that nobody reads: its owner thinks that it counts. */
export const unreadPlaces: Check = {
  id: 'unread-places',
  title: 'Keys lie where they are read',
  group: 'files',
  needs: ['directories'],
  run(bench) {
    const { world, ladder } = bench
    const used = ladder.winner === null ? 'Nothing else is set' : `${ladder.winner.rung.name} is used instead`
    const variable = Object.keys(variables).find((name) => (world.env[name] ?? '').trim() !== '')
    if (variable !== undefined)
      return {
        status: 'warn',
        cause: 'config-file',
        summary: `${variable} is set, and Claude Code does not read it. ${used}.`,
        evidence: [`the shell: ${variable} is set`],
        fix: `Type: export ${variables[variable]}="$${variable}"; unset ${variable}`,
      }
    const file = unreadFile(bench)
    if (file === null) return ok(`${inHome.length + inProject.length} other places looked at`)
    return {
      status: 'warn',
      cause: 'config-file',
      summary: `${file} speaks of a key, and Claude Code does not read that file. ${used}.`,
      evidence: [`${file}: it names a key`],
      fix: file.endsWith('credentials.json')
        ? 'A login lies in ~/.claude/.credentials.json, with a dot, and is written by: claude auth login'
        : /\.env(\.local)?$/.test(file)
          ? `Let the shell read it before the start: set -a; . ${file}; set +a`
          : envFix,
    }
  },
}

/** The first of these files that says something of a key. A `.env` is meant for other programs where a key is found elsewhere. */
function unreadFile({ world, ladder }: Bench): string | null {
  const files = [
    ...inHome.map((name) => `${world.home}/${name}`),
    ...(ladder.winner === null ? inProject.map((name) => `${world.cwd}/${name}`) : []),
  ]
  return (
    files.find((file) => {
      const text = world.read(file)
      return typeof text === 'string' && speaksOfAKey.test(text)
    }) ?? null
  )
}
