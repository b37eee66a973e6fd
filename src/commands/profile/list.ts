import { profileFor } from '../../config-directory.ts'
import { WarmkeyError } from '../../errors.ts'
import { colorsOf } from '../connect/show.ts'
import type { WarmkeyContext } from '../context.ts'
import { lookAtConfig } from './own-config.ts'
import { fitted, sourceSummary, upstreamSummary } from './summary.ts'
import { directoriesOf } from './uses.ts'

/** `warmkey profile list`: every profile, which is the default one, and which counts here. */
export async function list(this: WarmkeyContext, { json }: { readonly json: boolean }): Promise<void> {
  const { file, config } = lookAtConfig(this)
  const { home, cwd } = this
  const { stdout } = this.process
  const here = counting(() => profileFor(config, { name: undefined, cwd, home }))
  const fallback = profileFor(config, { name: undefined, cwd: undefined, home })?.name ?? null
  const profiles = Object.entries(config.profiles).map(([name, profile]) => ({
    name,
    source: { type: profile.source.type, summary: sourceSummary(profile) },
    upstream: { url: profile.upstream.url, dialect: profile.upstream.dialect },
    isDefault: name === fallback,
    isHere: name === here.name,
    directories: directoriesOf(config, name),
    shown: upstreamSummary(profile),
  }))
  if (json) {
    const listed = profiles.map(({ shown: _, ...rest }) => rest)
    stdout.write(`${JSON.stringify({ version: 1, file, default: fallback, here: here.name, profiles: listed })}\n`)
    return
  }
  if (profiles.length === 0) {
    stdout.write(
      'There is no profile yet. `warmkey init` looks for what is on this machine; `warmkey profile add` asks.\n',
    )
    return
  }
  const colors = colorsOf(this)
  const columns = stdout.isTTY ? stdout.columns : 160
  const nameWidth = Math.max(...profiles.map(({ name }) => name.length))
  const left = columns - nameWidth - 6
  const upstreamWidth = Math.min(Math.max(...profiles.map(({ shown }) => shown.length)), Math.floor(left * 0.55))
  for (const { name, source, shown, isDefault, directories } of profiles) {
    const mark = isDefault ? '*' : ' '
    const upstream = fitted(shown, upstreamWidth).padEnd(upstreamWidth)
    const from = fitted(source.summary, left - upstreamWidth)
    stdout.write(`${colors.green(mark)} ${colors.bold(name.padEnd(nameWidth))}  ${upstream}  ${colors.dim(from)}\n`)
    for (const directory of directories) stdout.write(`${' '.repeat(nameWidth + 4)}in ${directory}\n`)
  }
  const said = [
    fallback === null
      ? 'None is the default one: `warmkey use NAME` makes it so.'
      : '* is used where nothing else is said.',
    here.said,
  ]
  stdout.write(`\n${said.filter((sentence) => sentence !== '').join('\n')}\n`)
}

/** Which one counts here, unless it is the default one; a wrong project file is told, not thrown. */
function counting(find: () => ReturnType<typeof profileFor>): { readonly name: string | null; readonly said: string } {
  try {
    const choice = find()
    if (choice === null || choice.by.kind === 'default' || choice.by.kind === 'name')
      return { name: choice?.name ?? null, said: '' }
    const by = choice.by.kind === 'project' ? choice.by.file : `"directories" (${choice.by.directory})`
    return { name: choice.name, said: `Here it is ${choice.name}, by ${by}.` }
  } catch (thrown) {
    if (thrown instanceof WarmkeyError) return { name: null, said: thrown.sentence }
    throw thrown
  }
}
