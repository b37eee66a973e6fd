import { redact } from '../../secret.ts'
import type { WarmkeyContext } from '../context.ts'
import { blockText } from './block-text.ts'
import { valueIn } from './config-edit.ts'
import { findProfile } from './find-profile.ts'
import { lookAtConfig } from './own-config.ts'
import { shownConfig } from './shown-config.ts'
import { usesOf } from './uses.ts'

/** `warmkey profile show`: the block as it counts, with every default, and what uses it. */
export async function showProfile(
  this: WarmkeyContext,
  { json }: { readonly json: boolean },
  name: string,
): Promise<void> {
  const { file, config, text } = lookAtConfig(this)
  const profile = findProfile(config, name, file)
  const uses = usesOf(this, config, name)
  const style = { newline: '\n', unit: '  ', indent: '', oneLine: false }
  if (json) {
    const shown: unknown = JSON.parse(shownConfig(JSON.stringify(profile)))
    this.process.stdout.write(`${JSON.stringify({ version: 1, file, name, profile: shown, ...uses })}\n`)
    return
  }
  const beside = defaultsIn(profile, valueIn(text ?? '{}', ['profiles', name]))
  const lines = [
    `// ${name} in ${file}`,
    shownConfig(blockText(profile, style, { beside })),
    ...(uses.isDefault ? ['// the default profile'] : []),
    ...uses.directories.map((directory) => `// used in ${directory}`),
    ...uses.clients.map(({ client, settings }) => `// ${client} is connected with it, in ${settings}`),
  ]
  this.process.stdout.write(`${redact(lines.join('\n'))}\n`)
}

/** Which values nobody wrote, by their dotted path. */
export function defaultsIn(whole: unknown, written: unknown, path: readonly string[] = []): Record<string, string> {
  if (written === undefined) return path.length === 0 ? {} : { [path.join('.')]: 'default' }
  if (!isObject(whole) || !isObject(written)) return {}
  const found = Object.entries(whole).map(([key, value]) =>
    value === undefined
      ? {}
      : defaultsIn(value, Object.hasOwn(written, key) ? written[key] : undefined, [...path, key]),
  )
  return Object.assign({}, ...found)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
