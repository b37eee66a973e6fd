/**
 * A person whose Claude Code is not answered: a home, a shell's environment and real servers, set wrong in one way. The
 * doctor of the real program is asked there.
 */
import { expect, test } from 'bun:test'
import { existsSync, statSync } from 'node:fs'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import type { Cause } from '../../src/signatures/signature.ts'
import { claudeBinary } from './clients.ts'
import { leaksOf } from './doctor-leaks.ts'
import { warmkey } from './living-client.ts'
import { follow } from './obedient.ts'
import { canMount } from './own-mounts.ts'
import { missing } from './parts.ts'
import { makeScratch, type Scratch } from './scratch.ts'

export interface DoctorWorld extends AsyncDisposable {
  readonly scratch: Scratch
  readonly upstream: Emulator
  /** A key that the upstream takes. */
  readonly key: string
  /** The shell's environment, to be changed. */
  readonly env: Record<string, string>
  /** What the program is run in: empty, or a command that takes one, such as `nsenter`. */
  readonly inside: string[]
  /** Writes settings: text as it is, anything else as JSON. */
  settings(scope: 'user' | 'project' | 'local', settings: unknown): string
  /** Text and mode of every settings file. */
  files(): Record<string, readonly [text: string, mode: number]>
  /** `warmkey doctor --journal --json`. */
  journal(): Promise<readonly { readonly check: string; readonly outcome: string }[]>
  /** Everything that was written to stderr so far. */
  said(): string
  /** `warmkey doctor --undo`; what it says. */
  undo(): Promise<string>
  /** Ends with the world. */
  keep(close: () => void | Promise<void>): void
  /** Any command of the real program, to its end. */
  run(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }>
  /** What this person knows by heart: fills a `<name>` of a last line. Everybody knows `your key` and his address. */
  readonly knows: Map<string, string>
  /**
   * Who runs which host, and does there what he is asked for: `false` when he cannot make anything of it, a text where he
   * hands out a file.
   */
  readonly owners: Map<string, (asked: string) => boolean | string | Promise<boolean | string>>
  /** Hosts at which one can sign in with a browser, and what that opens. */
  readonly portals: Map<string, () => void | Promise<void>>
  /**
   * What a command of somebody else's program does here (the whole command line), and what comes of a sentence that asks
   * somebody (its beginning); a text is what is handed out: a new key.
   */
  readonly does: Map<string, () => unknown>
  /** What happens by itself while somebody waits. */
  readonly meanwhile: (() => void | Promise<void>)[]
  /** `warmkey doctor --json` with these flags. */
  doctor(...flags: string[]): Promise<Report>
}

export interface Report {
  readonly code: number
  readonly text: string
  readonly root: string | null
  readonly causes: readonly { readonly number: number; readonly status: string; readonly summary: string }[]
  readonly findings: readonly {
    readonly check: string
    readonly status: string
    readonly cause: Cause | null
    readonly summary: string
    readonly fix: string | null
  }[]
}

const places = {
  user: 'home/.claude/settings.json',
  project: 'project/.claude/settings.json',
  local: 'project/.claude/settings.local.json',
}

/** Made up; long enough to look whole. */
export const goodKey = `sk-ant-api03-${'Fake0Doctor'.repeat(9)}`.slice(0, 106).padEnd(108, 'A')

export async function doctorWorld(): Promise<DoctorWorld> {
  const scratch = makeScratch()
  const upstream = await startEmulator()
  upstream.accept(goodKey)
  scratch.write('home/.profile', '')
  scratch.write('project/readme', '')
  const env: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: scratch.path('home'),
    XDG_STATE_HOME: scratch.path('state'),
    XDG_CONFIG_HOME: scratch.path('config'),
    ANTHROPIC_BASE_URL: upstream.url,
    ANTHROPIC_AUTH_TOKEN: goodKey,
    // Whatever asks AWS asks nobody beyond this machine.
    AWS_ENDPOINT_URL: upstream.url,
  }
  const closers: (() => void | Promise<void>)[] = []
  const inside: string[] = []
  let said = ''
  const run = async (...args: string[]) => {
    const child = Bun.spawn([...inside, warmkey, ...args], {
      env,
      cwd: scratch.path('project'),
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    })
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
    said += err
    return { out, err, code }
  }
  return {
    scratch,
    upstream,
    key: goodKey,
    env,
    inside,
    settings: (scope, settings) =>
      scratch.write(places[scope], typeof settings === 'string' ? settings : JSON.stringify(settings)),
    files() {
      const all = Object.values(places).filter((place) => existsSync(scratch.path(place)))
      return Object.fromEntries(all.map((place) => [place, [scratch.read(place), statSync(scratch.path(place)).mode]]))
    },
    async undo() {
      const { out, err } = await run('doctor', '--undo')
      return out + err
    },
    async journal() {
      const { out } = await run('doctor', '--journal', '--json')
      return (JSON.parse(out) as { fixes: { check: string; outcome: string }[] }).fixes
    },
    run,
    said: () => said,
    keep: (close) => void closers.push(close),
    knows: new Map([
      ['your key', goodKey],
      ['your workspace', 'wrkspc_fake'],
      ['the right address', upstream.url],
      ['the command that prints your key', `echo ${goodKey}`],
    ]),
    owners: new Map(),
    portals: new Map(),
    does: new Map(),
    meanwhile: [],
    async doctor(...flags) {
      const { out, err, code } = await run('doctor', '--json', ...flags)
      if (out === '') throw new Error(`the doctor said nothing and ended with ${code}: ${err}`)
      return { code, text: out, ...(JSON.parse(out) as Omit<Report, 'code' | 'text'>) }
    },
    async [Symbol.asyncDispose]() {
      for (const close of closers.toReversed()) await close()
      await upstream.close()
      scratch[Symbol.dispose]()
    },
  }
}

/** One way of being wrong. */
export interface Scenario {
  readonly name: string
  readonly set: (world: DoctorWorld) => void | Promise<void>
  /** The check that names it. */
  readonly root: string
  readonly cause: Cause
  /** Which of the five causes it is; absent for none. */
  readonly number?: number
  /** What the fix has to name, where it is worth saying beside that it cures. */
  readonly fix?: RegExp
  /** Why nobody is cured who follows the last line. */
  readonly incurable?: string
  /** What cures all the same, where the line does not. */
  readonly cure?: (world: DoctorWorld) => void | Promise<void>
  /** `--fix` can do it. */
  readonly fixable?: true
  /** Parts of the machine (scripts/parts.mjs) that it needs; `mounts` for {@link canMount}. */
  readonly needs?: readonly string[]
}

/** Every fix that can be made is made, the real Claude Code then answers, and it is taken back byte for byte. */
export async function tellFix(scenario: Scenario): Promise<void> {
  await using world = await doctorWorld()
  await scenario.set(world)
  const before = world.files()
  const fixed = await world.doctor('--fix', '--yes')
  expect(fixed.findings.filter(({ status }) => status === 'wrong')).toEqual([])
  expect(world.files()).not.toEqual(before)
  expect(
    await leaksOf(world, `fix of ${scenario.root}`, { doctor: fixed.text, 'doctor, stderr': world.said() }),
  ).toEqual([])
  if (!missing('claude-2.1.329')) expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  await world.undo()
  expect(world.files()).toEqual(before)
  expect((await world.doctor()).root).toBe(scenario.root)
}

/**
 * The doctor names the one thing that is wrong as the root, complains of nothing else and shows no credential; whoever
 * follows the last line is cured, unless the scenario says why not. `by` the cure of the scenario: the line is not followed.
 */
export async function tell(scenario: Scenario, by: 'line' | 'cure' = 'cure'): Promise<void> {
  await using world = await doctorWorld()
  await scenario.set(world)
  const report = await world.doctor()
  const complaints = wrongIn(report)
  expect(complaints.map(({ check, cause }) => [check, cause])).toEqual([[scenario.root, scenario.cause]])
  expect(report.root).toBe(scenario.root)
  expect(report.code).toBe(1)
  if (scenario.fix !== undefined) expect(complaints[0]?.fix ?? '').toMatch(scenario.fix)
  expect(report.causes.filter(({ status }) => status === 'wrong').map(({ number }) => number)).toEqual(
    scenario.number === undefined ? [] : [scenario.number],
  )
  if (by === 'cure') expect(report.text).not.toContain(world.key)
  else {
    expect(await leaksOf(world, scenario.root, { doctor: report.text, 'doctor, stderr': world.said() })).toEqual([])
    // The last line of the report is the fix of the root; src/commands/doctor/lines.test.ts shows that.
    const line = complaints[0]?.fix ?? ''
    const because = await follow(line, world).then(
      () => null,
      (thrown: unknown) => String(thrown),
    )
    const left = because === null ? wrongIn(await world.doctor()) : complaints
    if (scenario.incurable === undefined) expect({ line, because, left }).toEqual({ line, because: null, left: [] })
    else expect({ line, left }).not.toEqual({ line, left: [] })
  }
  if (scenario.cure === undefined) return
  await scenario.cure(world)
  const after = await world.doctor()
  expect(wrongIn(after)).toEqual([])
  expect(after.code).toBe(0)
}

const wrongIn = ({ findings }: Report): Report['findings'] => findings.filter(({ status }) => status === 'wrong')

/** A test for each, by its last line; those whose parts are not on this machine are left out, and noted. */
export function tellAll(scenarios: readonly Scenario[]): void {
  for (const scenario of scenarios) test.skipIf(lacks(scenario))(scenario.name, () => tell(scenario, 'line'), 20_000)
  for (const scenario of scenarios.filter(({ fixable }) => fixable))
    test(`${scenario.name}: mended, and taken back`, () => tellFix(scenario), 20_000)
}

const lacks = ({ needs = [] }: Scenario): boolean =>
  needs.some((part) => (part === 'mounts' ? !canMount() : missing(part)))

/** Asks the real Claude Code of that world one question, as it would be started there. */
export async function onePromptOf(world: DoctorWorld): Promise<{ readonly code: number; readonly out: string }> {
  const child = Bun.spawn([claudeBinary('2.1.329') ?? '', '-p', 'ping', '--model', 'claude-sonnet-5'], {
    env: {
      ...world.env,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      CLAUDE_CODE_MAX_RETRIES: '0',
    },
    cwd: world.scratch.path('project'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, , code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { code, out }
}
