/** How long the program takes to start, and what it costs while nothing happens. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Figure, MB, median, ms } from './figures.ts'
import { cpuMs, residentMB, type Target } from './processes.ts'
import { bareEnv, launcher } from './warmkey.ts'

async function startMs(argv: string[], env: Record<string, string>): Promise<number> {
  const startedMs = performance.now()
  const child = Bun.spawn(argv, { env, stdio: ['ignore', 'ignore', 'inherit'] })
  if ((await child.exited) !== 0) throw new Error(`${argv.join(' ')} ended with code ${child.exitCode}`)
  return performance.now() - startedMs
}

export async function startupFigures(
  fresh: Target,
  directory: string,
  times: number,
  idleMs: number,
): Promise<Figure[]> {
  const oneLine = join(directory, 'one-line.ts')
  writeFileSync(oneLine, "console.log('0.1.0')\n")
  const own: number[] = []
  const bare: number[] = []
  for (let time = 0; time < times; time++) {
    own.push(await startMs([launcher, '--version'], bareEnv(directory)))
    bare.push(await startMs([process.execPath, oneLine], bareEnv(directory)))
  }
  // By now it has been running for a while: the runtime still works for some seconds after a start.
  const before = cpuMs(fresh.pid)
  await Bun.sleep(idleMs)
  const after = cpuMs(fresh.pid)
  const share = before === null || after === null ? null : (after - before) / idleMs
  const idleMB = residentMB(fresh.pid)
  return [
    {
      what: '`warmkey --version`',
      value: `${(median(own) / median(bare)).toFixed(2)} × a program of one line`,
      budget: '≤ 2 ×',
      kept: median(own) <= 2 * median(bare),
      note: `${ms(median(own))}, \`console.log('0.1.0')\` on the same Bun ${ms(median(bare))}`,
    },
    {
      what: '`warmkey serve` before its first request, memory',
      value: MB(idleMB),
      budget: '≤ 60 MB',
      kept: idleMB === null ? null : idleMB <= 60,
    },
    {
      what: '`warmkey serve` idle, CPU',
      value: share === null ? null : `${(share * 100).toFixed(1)} %`,
      budget: '0 %',
      // What the collector does once in a while is some milliseconds.
      kept: share === null ? null : share < 0.005,
    },
  ]
}
