import { afterAll, expect, test } from 'bun:test'
import { startEmulator } from '../../../../emulator/emulator.ts'
import { awsBench } from '../../../../test/kit/aws-bench.ts'
import { awsHeard, heardHere, linkHere } from './aws-heard.ts'
import { awsWay } from './aws-way.ts'

const { signal } = new AbortController()
const emulator = await startEmulator({ bedrock: {} })
afterAll(() => emulator.close())

test('a key of Bedrock is asked for the list and a model of each family, once for everybody', async () => {
  emulator.accept('ABSKfake')
  const env = { AWS_BEARER_TOKEN_BEDROCK: 'ABSKfake', ANTHROPIC_BEDROCK_BASE_URL: emulator.url }
  const bench = awsBench({ env })
  const way = awsWay(bench)
  if (way === null) throw new Error('no way')
  const heard = await awsHeard(bench, way, signal)
  expect(heard).toMatchObject({ failure: null, identity: null, list: { status: 200 } })
  expect(heard.models.map(({ heard: each }) => 'status' in each && each.status)).toEqual([400, 400, 400])
  const count = emulator.seen.length
  expect((await heardHere(bench, signal))?.heard).toBe(heard)
  expect(emulator.seen.length).toBe(count)
})

test('nobody is asked where a project says how', async () => {
  const files = { '/home/dev/shop/.claude/settings.json': { env: { ANTHROPIC_BEDROCK_BASE_URL: emulator.url } } }
  const count = emulator.seen.length
  expect(await heardHere(awsBench({ files, env: { AWS_BEARER_TOKEN_BEDROCK: 'ABSKfake' } }), signal)).toBeNull()
  expect(emulator.seen.length).toBe(count)
})

test('which link is taken, and which profile is missing', () => {
  const files = { '/home/dev/.aws/config': '[profile dev]\nsso_session = corp\n' }
  const linkOf = (env: Record<string, string>) => {
    const bench = awsBench({ files, env })
    const way = awsWay(bench)
    return way === null ? null : linkHere(bench, way)
  }
  expect(linkOf({ AWS_PROFILE: 'dev' })).toMatchObject({ link: 'SSO', profile: 'dev' })
  expect(linkOf({ AWS_PROFILE: 'gone' })).toMatchObject({ link: null, missing: 'gone' })
  // Measured with 2.1.330: the profile counts, whatever the environment holds beside it.
  const keys = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
  expect([linkOf(keys)?.link, linkOf({ ...keys, AWS_PROFILE: 'dev' })?.link]).toEqual(['environment', 'SSO'])
})
