import { release } from 'node:os'
import { ownProgram } from '../../daemon/background.ts'
import type { Bench } from '../../doctor/bench.ts'
import type { WarmkeyContext } from '../context.ts'

const programs = ['warmkey', 'claude', 'opencode', 'codex', 'gemini', 'node', 'aws', 'vault', 'gcloud']

/** What is installed and where, and which provider and model it would be used with. */
export async function versionsOf(context: WarmkeyContext, bench: Bench): Promise<object> {
  const { version, platform, env, clock } = context
  const paths = programs.map((name) => [name, Bun.which(name, { PATH: env.PATH ?? '' })] as const)
  const told = await Promise.all(
    paths.map(async ([name, path]) => [name, path === null ? null : await versionIn(path, name, context)] as const),
  )
  return {
    schema: 1,
    madeAt: new Date(clock.nowMs()).toISOString(),
    warmkey: version,
    bun: Bun.version,
    program: ownProgram(platform),
    os: { platform, release: release(), arch: process.arch },
    commands: Object.fromEntries(paths.filter(([, path]) => path !== null)),
    versions: Object.fromEntries(told.filter(([, told]) => told !== null)),
    provider: bench.ladder.winner?.rung.kind === 'cloud' ? bench.ladder.winner.rung.name : bench.endpoint.shown,
    providerSetBy: bench.endpoint.place,
    signsInWith: bench.ladder.winner === null ? null : bench.ladder.winner.rung.name,
    model: bench.model,
    // Names only: what they are set to stays here.
    variables: Object.keys(bench.world.env)
      .filter((name) =>
        /^(ANTHROPIC|CLAUDE|WARMKEY|AWS|VAULT|NODE_EXTRA|XDG|https?_proxy|no_proxy|all_proxy)/i.test(name),
      )
      .toSorted(),
  }
}

/** Programs that say their version in a moment; what others say takes seconds, or starts something. */
const quick: ReadonlySet<string> = new Set(['claude', 'opencode', 'codex', 'node', 'vault'])
const versionMs = 3_000

/** The first line of `--version`; `null` where the program says none in time. */
async function versionIn(path: string, name: string, { env, home, cwd }: WarmkeyContext): Promise<string | null> {
  if (!quick.has(name)) return null
  try {
    const child = Bun.spawn([path, '--version'], {
      env: { PATH: env.PATH ?? '', HOME: home, DISABLE_AUTOUPDATER: '1' },
      cwd,
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'ignore',
      timeout: versionMs,
      killSignal: 'SIGKILL',
    })
    const line = (await child.stdout.text()).split('\n', 1)[0]?.trim() ?? ''
    return (await child.exited) === 0 && line !== '' ? line.slice(0, 100) : null
  } catch {
    return null
  }
}
