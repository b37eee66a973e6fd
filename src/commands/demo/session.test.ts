import { expect, test } from 'bun:test'
import { isRunning } from '../../../test/kit/processes.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { until } from '../../../test/kit/until.ts'
import { systemClock } from '../../clock.ts'
import { openSession, turnOf } from './session.ts'

/** A client that is a few lines of shell. */
function start(scratch: Scratch, body: string) {
  const path = scratch.write('client.sh', `#!/bin/sh\n${body}\n`, 0o700)
  return openSession({ command: [path], env: { PATH: '/usr/bin:/bin' }, cwd: scratch.root, clock: systemClock })
}
const never = new AbortController().signal
const result = (text: string, isError = false) => JSON.stringify({ type: 'result', result: text, is_error: isError })

test('a line of type result ends a turn, and no other line does', () => {
  expect(turnOf(result('good day'))).toEqual({ text: 'good day', isError: false })
  expect(turnOf(result('API Error: 403', true))).toEqual({ text: 'API Error: 403', isError: true })
  expect(turnOf('{"type":"result"}')).toEqual({ text: '', isError: false })
  expect([turnOf('{"type":"assistant"}'), turnOf('null'), turnOf('no JSON'), turnOf('')]).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('one process takes prompt after prompt, with streaming JSON on both sides', async () => {
  using scratch = makeScratch()
  const session = start(
    scratch,
    `echo "$@" > args; while read -r line; do echo "$line" >> prompts; echo '{"type":"system"}'; echo '${result('yes')}'; done`,
  )
  expect(await session.ask('one', never)).toEqual({ text: 'yes', isError: false })
  expect(await session.ask('two', never)).toEqual({ text: 'yes', isError: false })
  await session.close()
  const prompts = scratch.read('prompts').trim().split('\n')
  expect(prompts.map((line) => JSON.parse(line).message.content[0].text)).toEqual(['one', 'two'])
  expect(scratch.read('args').trim()).toBe('-p --input-format stream-json --output-format stream-json --verbose')
})

test('a client that ends instead of answering is told with its last words', async () => {
  using scratch = makeScratch()
  const session = start(scratch, 'read -r line; echo first >&2; echo "no such model" >&2; exit 3')
  await expect(session.ask('one', never)).rejects.toThrow('Claude Code ended with exit code 3: no such model')
  await session.close()
})

test('who is called off does not wait for an answer', async () => {
  using scratch = makeScratch()
  const session = start(scratch, 'echo up > up; while read -r line; do :; done')
  const controller = new AbortController()
  const asked = session.ask('one', controller.signal)
  await until(() => scratch.read('up') !== '')
  controller.abort(new Error('called off'))
  await expect(asked).rejects.toThrow('called off')
  await session.close()
})

test('closing ends the process and whatever it had started, and may be asked for twice', async () => {
  using scratch = makeScratch()
  const session = start(scratch, 'sleep 600 & echo $! > grandchild; echo $$ > child; read -r line')
  await until(() => scratch.read('child') !== '')
  const pids = [Number(scratch.read('child')), Number(scratch.read('grandchild'))]
  expect(pids.map(isRunning)).toEqual([true, true])
  await Promise.all([session.close(), session.close()])
  await until(() => pids.every((pid) => !isRunning(pid)))
})

test('a process that does not listen is ended all the same', async () => {
  using scratch = makeScratch()
  const session = start(scratch, "trap '' TERM; echo $$ > child; while :; do sleep 600; done")
  await until(() => scratch.read('child') !== '')
  const pid = Number(scratch.read('child'))
  await session.close()
  expect(isRunning(pid)).toBe(false)
})
