import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { helperVerdict } from '../../clients/claude-code/helper-mode.ts'
import { runChild } from '../../credential/child.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok, skip } from '../check.ts'

/** Which Claude Code a shell would start here, whether there are others, and whether its version matters. */
export const clientInstalled: Check = {
  id: 'client-installed',
  title: 'One Claude Code is installed',
  group: 'client',
  needs: [],
  async run(bench, signal) {
    const found = installations(bench)
    const [first, second] = found
    if (first === undefined) return doesNotApply('`claude` is not on the PATH')
    const version = await versionOf(first, bench, signal)
    if (version === null) return skip(`${first} does not say its version`)
    if (second !== undefined) {
      const other = await versionOf(second, bench, signal)
      if (other !== version)
        return {
          status: 'warn',
          cause: 'config-file',
          summary: `There are two Claude Codes, ${version} and ${other ?? 'one without a version'}, and the first on the PATH is started.`,
          evidence: [`${first}: ${version}`, `${second}: ${other ?? 'no version'}`],
          fix: `Remove the one that you do not want, for instance: npm uninstall -g @anthropic-ai/claude-code`,
        }
    }
    const helper = [bench.ladder.winner, bench.ladder.beside].some((each) => each?.rung.kind === 'helper')
    const verdict = helperVerdict(version, { dialect: 'messages' })
    if (helper && verdict.verdict === 'defect')
      return {
        status: 'warn',
        cause: 'helper-failure',
        summary: verdict.sentence,
        evidence: [`${first}: ${version}`, 'an apiKeyHelper is used'],
        fix: 'Update Claude Code (claude update), or put a gateway before it: warmkey connect claude-code',
      }
    return ok(`${version}, ${first}`)
  },
}

/** Every `claude` on the PATH, the first one first; links to the same file count once. */
function installations({ world }: Bench): string[] {
  const names = world.platform === 'win32' ? ['claude.exe', 'claude.cmd'] : ['claude']
  const files = (world.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .filter((file) => existsSync(file))
  const seen = new Set<string>()
  return files.filter((file) => {
    const real = realpathSync(file)
    const isNew = !seen.has(real)
    seen.add(real)
    return isNew
  })
}

async function versionOf(file: string, { world, clock }: Bench, signal: AbortSignal): Promise<string | null> {
  const env = Object.fromEntries(
    Object.entries(world.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  const end = await runChild({ argv: [file, '--version'], env, cwd: world.cwd, clock, timeoutMs: 5_000, signal })
  const text = end.how === 'exited' ? new TextDecoder().decode(end.stdout) : ''
  return /\d+\.\d+\.\d+/.exec(text)?.[0] ?? null
}
