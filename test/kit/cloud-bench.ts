import { systemClock } from '../../src/clock.ts'
import { machineWorld } from '../../src/commands/run/world.ts'
import { type Bench, createBench } from '../../src/doctor/bench.ts'
import { type CloudWorld, cloudWorld, writeAdc } from './cloud-world.ts'
import { makeScratch, type Scratch } from './scratch.ts'

/** The clouds as a check sees them, without the program around it. */
export interface CloudBench extends CloudWorld, AsyncDisposable {
  readonly scratch: Scratch
  /** A shell that reaches the clouds. */
  readonly env: Readonly<Record<string, string>>
  /** A bench whose shell says this and nothing else. */
  bench(env?: Readonly<Record<string, string>>): Bench
  /** Writes application-default credentials. */
  adc(credentials: unknown): void
}

export async function cloudBench(): Promise<CloudBench> {
  const scratch = makeScratch()
  scratch.write('home/.profile', '')
  scratch.write('project/readme', '')
  const env: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin', NOWHERE: scratch.path('nowhere') }
  const closers: (() => void | Promise<void>)[] = []
  const cloud = await cloudWorld({ scratch, env, keep: (close) => void closers.push(close) })
  const at = { home: scratch.path('home'), cwd: scratch.path('project'), platform: process.platform }
  return {
    ...cloud,
    scratch,
    env,
    bench: (shell = {}) =>
      createBench({
        world: machineWorld({ env: shell, ...at }),
        clock: systemClock,
        config: { kind: 'absent', file: '' },
        args: [],
        model: null,
        spend: false,
      }),
    adc: (credentials) => void writeAdc({ scratch }, credentials),
    async [Symbol.asyncDispose]() {
      for (const close of closers.toReversed()) await close()
      scratch[Symbol.dispose]()
    },
  }
}
