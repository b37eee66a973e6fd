import { statSync } from 'node:fs'
import { configDirectory, pathsOf } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { findKeys } from '../keys/key-kinds.ts'

const names = [
  'ANTHROPIC_AUTH_TOKEN',
  'ANTHROPIC_API_KEY',
  'CLAUDE_CODE_OAUTH_TOKEN',
  'AWS_BEARER_TOKEN_BEDROCK',
  'AWS_SECRET_ACCESS_KEY',
  'ANTHROPIC_FOUNDRY_API_KEY',
  'ANTHROPIC_FOUNDRY_AUTH_TOKEN',
]

/** A file that holds a key and that others of this machine may read. */
export const fileModes: Check = {
  id: 'file-modes',
  title: 'Files with keys are yours alone',
  group: 'keys',
  needs: [],
  run(bench) {
    if (bench.world.platform === 'win32') return doesNotApply('Windows keeps modes otherwise')
    const holding = holdingKeys(bench)
    if (holding.length === 0) return doesNotApply('no file of settings or logins holds a key')
    for (const path of holding) {
      const mode = modeOf(path)
      if (mode !== null && (mode & 0o044) !== 0) {
        const complaint: Complaint = {
          status: 'warn',
          cause: 'config-file',
          summary: `${path} holds a key, and other users of this machine can read it.`,
          evidence: [`mode ${(mode & 0o777).toString(8)}`],
          fix: `Type: chmod 600 ${shellWord(path)}`,
          edit: { what: 'mode', path, mode: 0o600 },
        }
        return complaint
      }
    }
    return ok(`${holding.length} looked at`)
  },
}

/** Files of the user that hold a key, as far as they are known; the project's are looked at as what git may keep. */
function holdingKeys({ layers, world, config }: Bench): string[] {
  const path = pathsOf(world.platform)
  const directory = path.resolve(world.cwd, configDirectory(world))
  const settings = layers.layers.flatMap((layer) =>
    layer.path !== null && names.some((name) => (layer.settings.env.get(name)?.value ?? '') !== '') ? [layer.path] : [],
  )
  const logins = [path.join(directory, '.credentials.json')]
  const texts = [path.join(world.home, '.claude.json'), path.join(directory, '.claude.json'), config.file]
  return [
    ...new Set([
      ...settings,
      ...logins.filter((file) => typeof world.read(file) === 'string'),
      ...texts.filter((file) => {
        const text = world.read(file)
        return typeof text === 'string' && (/"primaryApiKey"\s*:\s*"[^"]/.test(text) || findKeys(text, 1).length > 0)
      }),
    ]),
  ]
}

function modeOf(path: string): number | null {
  try {
    return statSync(path).mode
  } catch {
    return null
  }
}
