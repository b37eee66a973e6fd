import { expect, test } from 'bun:test'
import { awsBench } from '../../../../test/kit/aws-bench.ts'
import { runExport } from './aws-export.ts'
import { awsWay } from './aws-way.ts'

const { signal } = new AbortController()
async function ran(awsCredentialExport: string) {
  const files = { '/home/dev/.claude/settings.json': { awsCredentialExport } }
  const bench = awsBench({ files, cwd: '/', env: { PATH: '/usr/bin:/bin' } })
  const way = awsWay(bench)
  if (way === null) throw new Error('no way')
  return runExport(bench, way, signal)
}
const whole = { AccessKeyId: 'ASIAFAKE', SecretAccessKey: 'fake', SessionToken: 'session' }
const print = (value: unknown) => `echo '${JSON.stringify(value)}'`

test('both forms of a session are taken', async () => {
  const env = { AWS_ACCESS_KEY_ID: 'ASIAFAKE', AWS_SECRET_ACCESS_KEY: 'fake', AWS_SESSION_TOKEN: 'session' }
  expect(await ran(print({ Credentials: whole }))).toMatchObject({ fault: null, env, expiresAtMs: null })
  const expiring = { Version: 1, ...whole, Expiration: '2099-01-01T00:00:00Z' }
  expect(await ran(print(expiring))).toMatchObject({
    fault: null,
    env,
    expiresAtMs: Date.parse('2099-01-01T00:00:00Z'),
  })
})

test.each([
  ['echo secretive words', 'prints what is no JSON'],
  ['true', 'prints nothing'],
  ['echo no ticket >&2; exit 3', 'ends with exit code 3: no ticket'],
  [print({ AccessKeyId: 'AKIA' }), 'prints JSON without AccessKeyId and SecretAccessKey'],
  [print({ ...whole, SessionToken: '' }), 'without a SessionToken'],
  [print({ ...whole, Expiration: '2020-01-01T00:00:00Z' }), 'prints a session that ended 2020-01-01 00:00'],
])('%s', async (command, fact) => {
  expect((await ran(command))?.fault?.fact).toContain(fact)
})

test('a session that is over is still one, which the client would send', async () => {
  expect((await ran(print({ ...whole, Expiration: '2020-01-01T00:00:00Z' })))?.env).not.toBeNull()
})
