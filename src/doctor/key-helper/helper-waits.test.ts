import { expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { until } from '../../../test/kit/until.ts'
import { waitingFor } from './helper-waits.ts'

test.skipIf(process.platform !== 'linux')('who waits for an input to which nobody writes', async () => {
  const child = Bun.spawn(['setsid', 'sh', '-c', 'read line; echo $line'], { stdin: 'pipe', stdout: 'pipe' })
  await until(() => waitingFor(child.pid) !== null)
  expect(waitingFor(child.pid)).toBe('stdin')
  child.stdin.write('x\n')
  await child.stdin.end()
  await child.exited
  expect(waitingFor(child.pid)).toBeNull()
})

test.skipIf(process.platform !== 'linux')('who waits for another part of the command waits for nobody', async () => {
  const child = Bun.spawn(['setsid', 'sh', '-c', 'sleep 600 | cat'], { stdin: 'pipe' })
  const parts = () =>
    Bun.spawnSync(['pgrep', '-g', `${child.pid}`])
      .stdout.toString()
      .trim()
      .split('\n')
  const reads = (pid: string) => /^(0|63) 0x0 /.test(readFileSync(`/proc/${pid}/syscall`, 'utf8'))
  await until(() => parts().length === 3 && parts().some(reads))
  expect(waitingFor(child.pid)).toBeNull()
  process.kill(-child.pid)
  await child.exited
})

test.skipIf(process.platform !== 'linux')('who reads while another works may be done with that', async () => {
  const child = Bun.spawn(['setsid', 'sh', '-c', 'exec 3<&0; sleep 600 & read line <&3'], { stdin: 'pipe' })
  const reads = () => /^(0|63) 0x/.test(readFileSync(`/proc/${child.pid}/syscall`, 'utf8'))
  const inGroup = () =>
    Bun.spawnSync(['pgrep', '-g', `${child.pid}`, 'sleep'])
      .stdout.toString()
      .trim()
  await until(() => inGroup() !== '' && reads())
  expect(waitingFor(child.pid)).toBeNull()
  process.kill(-child.pid)
  await child.exited
})

test.skipIf(process.platform !== 'linux')('who sleeps waits for nobody', async () => {
  const child = Bun.spawn(['setsid', 'sleep', '600'], { stdin: 'pipe' })
  await until(
    () =>
      Bun.spawnSync(['ps', '-o', 'pgid=', '-p', `${child.pid}`])
        .stdout.toString()
        .trim() === `${child.pid}`,
  )
  expect(waitingFor(child.pid)).toBeNull()
  child.kill()
  await child.exited
})
