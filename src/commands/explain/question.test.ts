import { expect, test } from 'bun:test'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { systemClock } from '../../clock.ts'
import { openControl } from '../../daemon/control.ts'
import type { FailedExchange } from '../../daemon/control-protocol.ts'
import { placesOf } from '../../daemon/places.ts'
import type { WarmkeyContext } from '../context.ts'
import { takeQuestion } from './question.ts'

const unused = (): never => {
  throw new Error('not part of this test')
}

const failed: FailedExchange = {
  exchange: 'e2',
  atMs: 5,
  profile: 'work',
  client: 'claude-cli/2.1.329',
  method: 'POST',
  path: '/v1/messages',
  status: 424,
  upstreamStatus: 403,
  card: null,
  why: null,
  stopped: null,
  codes: ['permission_error'],
  messages: ['OAuth token has been revoked.'],
}

function contextIn(root: string, stdin: { isTTY: boolean; text?: () => Promise<string> }) {
  const said: string[] = []
  const context = {
    process: { stdin, stderr: { write: (text: string) => said.push(text) } },
    env: { XDG_RUNTIME_DIR: `${root}/run`, XDG_STATE_HOME: `${root}/state` },
    home: root,
    platform: process.platform,
    clock: systemClock,
    onEnd: () => new AbortController().signal,
  } as unknown as WarmkeyContext
  return { context, said }
}

test('words of the command line are one text; flags stand beside it', async () => {
  using scratch = makeScratch()
  const { context } = contextIn(scratch.root, { isTTY: false })
  const flags = { last: false, status: 403, header: [['x-a', 'b']], provider: 'bedrock' } as const
  const { pasted } = await takeQuestion(context, flags, ['Invalid', 'Token'])
  expect([pasted.text, pasted.status, pasted.provider, pasted.headers?.get('x-a')]).toEqual([
    'Invalid Token',
    403,
    'aws',
    'b',
  ])
})

test('on a terminal it says that it waits', async () => {
  using scratch = makeScratch()
  const { context, said } = contextIn(scratch.root, { isTTY: true, text: async () => 'Invalid Token\n' })
  expect((await takeQuestion(context, { last: false }, [])).pasted.text).toBe('Invalid Token\n')
  expect(said.join()).toContain('Ctrl-D')
})

test('the daemon is asked for the last failure, or for one by its id', async () => {
  using scratch = makeScratch()
  const { context } = contextIn(scratch.root, { isTTY: false })
  const { socket, runtime } = placesOf(context)
  const handlers = {
    status: unused,
    statusline: unused,
    tokenFor: unused,
    invalidate: unused,
    credential: unused,
    reload: unused,
    stop: unused,
    attach: unused,
    failed: unused,
    failures: () => ({ failures: [failed, { ...failed, exchange: 'e1', codes: [], messages: ['Invalid Token'] }] }),
  }
  const control = openControl({ places: { socket, runtime }, platform: process.platform, handlers })
  const last = await takeQuestion(context, { last: true }, [])
  expect([last.failed?.exchange, last.pasted.status]).toEqual(['e2', 403])
  expect(last.pasted.text).toContain('OAuth token has been revoked.')
  const named = await takeQuestion(context, { last: false, exchange: 'e1' }, [])
  expect([named.failed?.exchange, named.pasted.text]).toEqual(['e1', 'Invalid Token'])
  const missing = await takeQuestion(context, { last: false, exchange: 'e9' }, []).catch((thrown) => thrown)
  expect(missing.message).toContain('e9')
  await control.close()
})
