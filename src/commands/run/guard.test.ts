import { expect, test } from 'bun:test'
import { isRunning } from '../../../test/kit/processes.ts'
import { until } from '../../../test/kit/until.ts'
import { startGuard } from './guard.ts'

/** A process that starts a guard and a child, tells their numbers, and waits to be killed. */
const runner = (child: string, tells: boolean) => `
  const { startGuard } = await import(${JSON.stringify(new URL('./guard.ts', import.meta.url).pathname)})
  const guard = startGuard('linux', 'mark-' + process.pid)
  const child = Bun.spawn(['/bin/sh', '-c', ${JSON.stringify(child)}], { stdout: 'pipe', env: { ...process.env, WARMKEY_RUN: 'mark-' + process.pid } })
  await child.stdout.getReader().read()
  ${tells ? 'await guard.watch(child.pid)' : ''}
  const guards = Bun.spawnSync(['ps', '-o', 'pid=,args=', '--ppid', String(process.pid)]).stdout.toString()
  console.log(JSON.stringify({ child: child.pid, guard: Number(/(\\d+) .*warmkey-guard/.exec(guards.replaceAll('\\n', '~').replaceAll(/~\\s*(?=\\d+ )/g, '\\n'))?.[1]) }))
  await new Promise(() => setInterval(() => {}, 1000))
`

async function killedRun(
  child: string,
  tells = true,
): Promise<{ stderr: string; pids: { child: number; guard: number } }> {
  const run = Bun.spawn([process.execPath, '-e', runner(child, tells)], { stdout: 'pipe', stderr: 'pipe' })
  const { value } = await run.stdout.getReader().read()
  const pids = JSON.parse(new TextDecoder().decode(value))
  expect({ child: isRunning(pids.child), guard: isRunning(pids.guard) }).toEqual({ child: true, guard: true })
  run.kill('SIGKILL')
  // The guard and the child hold stderr open: its end means that both are gone.
  const stderr = await new Response(run.stderr).text()
  await until(() => !isRunning(pids.guard))
  return { stderr, pids }
}

const sentence =
  'warmkey: run was killed, so the command it had started is ended too: its key has died. Start both again.\n'

test.skipIf(process.platform !== 'linux').each([
  ['a child that obeys', 'echo ready; exec sleep 600'],
  ['a child that is stopped', 'echo ready; kill -STOP $$; exec sleep 600'],
])('kill -9 of run ends %s in words, and the guard itself', async (_, child) => {
  const { stderr, pids } = await killedRun(child)
  expect(stderr).toBe(sentence)
  expect({ child: isRunning(pids.child), guard: isRunning(pids.guard) }).toEqual({ child: false, guard: false })
})

test.skipIf(process.platform !== 'linux')(
  'a child whose number was not told any more is found by its mark',
  async () => {
    const { stderr, pids } = await killedRun('echo ready; exec sleep 600', false)
    expect(stderr).toBe(sentence)
    expect({ child: isRunning(pids.child), guard: isRunning(pids.guard) }).toEqual({ child: false, guard: false })
  },
)

test.skipIf(process.platform !== 'linux')(
  'a child that does not obey is killed after five seconds',
  async () => {
    const { stderr, pids } = await killedRun("trap '' TERM; echo ready; while :; do sleep 1; done")
    expect(stderr).toBe(sentence)
    expect({ child: isRunning(pids.child), guard: isRunning(pids.guard) }).toEqual({ child: false, guard: false })
  },
  20_000,
)

test('a guard that is dismissed goes at once, whether it watches or not', async () => {
  const idle = startGuard('linux', '')
  await idle?.dismiss()
  const busy = startGuard('linux', '')
  await busy?.watch(process.pid)
  await busy?.dismiss()
})

test('there is none on Windows', () => {
  expect(startGuard('win32', '')).toBeNull()
})
