import type { Connection } from '../../clients/settings/connection.ts'
import { redact } from '../../secret.ts'
import { findCommand } from '../run/child.ts'

type Env = Readonly<Record<string, string | undefined>>

interface Place {
  readonly env: Env
  readonly cwd: string
  readonly platform: string
}

/** A tool on this machine; `version` is `null` where it does not say. */
export interface Installed {
  readonly path: string
  readonly version: string | null
}

const withoutGaps = (env: Env): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

/** The tool that a shell would start here, or `null`. It is only asked for its version. */
export function findInstalled({ command, version: args }: Connection['program'], place: Place): Installed | null {
  const found = findCommand(command, place)
  if ('error' in found) return null
  try {
    const { env, cwd } = place
    const run = Bun.spawnSync([found.path, ...args], {
      env: withoutGaps(env),
      cwd,
      stdin: 'ignore',
      stderr: 'ignore',
      timeout: 20_000,
    })
    return { path: found.path, version: /\d+\.\d+\.\d+/.exec(run.stdout.toString())?.[0] ?? null }
  } catch {
    return { path: found.path, version: null }
  }
}

/** What one real question to the tool showed. */
export interface Answer {
  readonly answered: boolean
  /** What it printed, shortened. */
  readonly text: string
}

/** How long the tool may take, milliseconds: a denial that it repeats for minutes must not look like our hanging. */
const patienceMs = 120_000

/** Starts the tool as its user would, with the settings of this machine, and asks it one question: a real request. */
export async function askInstalled(
  path: string,
  { prove }: Connection['program'],
  { env, cwd }: Place,
): Promise<Answer> {
  const child = Bun.spawn([path, ...prove], {
    env: withoutGaps(env),
    cwd,
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: patienceMs,
  })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  const said = redact(`${out}\n${err}`).trim().replace(/\s+/g, ' ')
  const text = said.length > 300 ? `${said.slice(0, 300)}…` : said
  return { answered: code === 0 && out.trim() !== '', text: text === '' ? 'nothing at all' : text }
}
