import { statSync } from 'node:fs'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'

const names = ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY']

/** A file that holds a key and that others of this machine may read. */
export const fileModes: Check = {
  id: 'file-modes',
  title: 'Files with keys are yours alone',
  group: 'keys',
  needs: [],
  run({ layers, world }) {
    if (world.platform === 'win32') return doesNotApply('Windows keeps modes otherwise')
    const holding = layers.layers.filter(
      ({ settings, path }) => path !== null && names.some((name) => (settings.env.get(name)?.value ?? '') !== ''),
    )
    if (holding.length === 0) return doesNotApply('no settings file holds a key')
    for (const { path } of holding) {
      const mode = path === null ? null : modeOf(path)
      if (path !== null && mode !== null && (mode & 0o044) !== 0) {
        const complaint: Complaint = {
          status: 'warn',
          cause: 'config-file',
          summary: `${path} holds a key, and other users of this machine can read it.`,
          evidence: [`mode ${(mode & 0o777).toString(8)}`],
          fix: `Type: chmod 600 ${path}`,
          edit: { what: 'mode', path, mode: 0o600 },
        }
        return complaint
      }
    }
    return ok(`${holding.length} looked at`)
  },
}

function modeOf(path: string): number | null {
  try {
    return statSync(path).mode
  } catch {
    return null
  }
}
