import { expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { startEmulator } from '../../emulator/emulator.ts'
import { exportCommand, openBedrock, region } from '../../test/kit/bedrock-home.ts'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { makeScratch } from '../../test/kit/scratch.ts'
import { until } from '../../test/kit/until.ts'
import { systemClock } from '../clock.ts'
import { profileSchema } from '../profile.ts'
import { tryProfile } from './try-profile.ts'

const key = 'fake-key-1-0123456789abcdef'
const profile = (url: string, source: object = { type: 'env', name: 'K' }, upstream: object = {}) =>
  profileSchema.parse({ source, upstream: { url, ...upstream } })
const deps = (env: Record<string, string> = { K: key }) => ({
  clock: systemClock,
  env,
  home: '/',
  signal: new AbortController().signal,
})

/** An API that answers each path with a status and a body. */
function api(answers: Readonly<Record<string, readonly [number, unknown]>>) {
  const seen: string[] = []
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch(request) {
      const { pathname } = new URL(request.url)
      seen.push(`${request.method} ${pathname} ${request.headers.get('authorization')}`)
      const [status, body] = answers[pathname] ?? [404, { error: { message: 'no such path' } }]
      return Response.json(body, { status })
    },
  })
  return { url: `http://127.0.0.1:${server.port}`, seen, [Symbol.asyncDispose]: () => server.stop(true) }
}

test('a good key is answered, a wrong one is refused in the words of the API', async () => {
  const upstream = await startEmulator()
  upstream.accept(key)
  expect(await tryProfile(profile(upstream.url), deps())).toEqual({
    outcome: 'answered',
    sentence: 'The API answered GET /v1/models with 200.',
  })
  const refused = await tryProfile(profile(upstream.url), deps({ K: 'fake-key-2-0123456789abcdef' }))
  expect(refused).toMatchObject({ outcome: 'refused', sentence: expect.stringContaining('with 401 and said: ') })
  await upstream.close()
})

test('what the source says reaches the person, and no key does', async () => {
  const sentence = (await tryProfile(profile('http://127.0.0.1:1'), deps({}))).sentence
  expect(sentence).toStartWith('The environment variable K is not set where warmkey runs.')
  const away = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => Response.redirect('https://sign-in.example/') })
  const { outcome, sentence: said } = await tryProfile(profile(`http://127.0.0.1:${away.port}`), deps())
  expect([outcome, said]).toEqual(['refused', expect.stringMatching(/^[A-Z1].*redirect/)])
  await away.stop(true)
  await using echo = api({ '/v1/models': [403, { error: { message: `no ${key} here` } }] })
  const refused = await tryProfile(profile(echo.url), deps())
  expect([refused.outcome, refused.sentence.includes(key)]).toEqual(['refused', false])
})

test('an API without a list of models is asked to count tokens, and one without both proves nothing', async () => {
  await using counts = api({ '/v1/messages/count_tokens': [200, { input_tokens: 8 }] })
  expect((await tryProfile(profile(counts.url), deps())).outcome).toBe('answered')
  expect(counts.seen.map((line) => line.split(' ')[1])).toEqual(['/v1/models', '/v1/messages/count_tokens'])
  await using neither = api({})
  expect(await tryProfile(profile(neither.url), deps())).toEqual({
    outcome: 'unclear',
    sentence: 'The API answered POST /v1/messages/count_tokens with 404 and said: no such path',
  })
})

test('Bedrock is asked for its profiles, signed', async () => {
  using scratch = makeScratch()
  await using bedrock = await openBedrock()
  const source = { type: 'command', command: exportCommand(scratch).path }
  const signed = profile(bedrock.emulator.url, source, { dialect: 'bedrock', region })
  const tried = () => tryProfile(signed, { ...deps({ PATH: '/usr/bin:/bin' }), home: scratch.root })
  expect((await tried()).outcome).toBe('refused')
  bedrock.accept(1)
  expect(await tried()).toEqual({
    outcome: 'answered',
    sentence: 'The API answered GET /inference-profiles with 200.',
  })
})

test('AWS that knows who asks and lets them list nothing is not a refusal', async () => {
  const message = 'User: arn:aws:iam::1:user/x is not authorized to perform: bedrock:ListInferenceProfiles'
  await using bedrock = api({ '/inference-profiles': [403, { message }] })
  const bearer = profile(bedrock.url, undefined, { dialect: 'bedrock', region: 'us-east-1' })
  expect(await tryProfile(bearer, deps())).toMatchObject({
    outcome: 'unclear',
    sentence: expect.stringContaining('AWS knows who asks.'),
  })
})

test('a source that never answers is given up after 90 s, and at once when it is called off', async () => {
  using scratch = makeScratch()
  const started = scratch.path('started')
  const slow = profile('http://127.0.0.1:1', {
    type: 'command',
    command: `: > ${started}; sleep 1000`,
    timeout: '600s',
  })
  const clock = createFakeClock()
  const late = tryProfile(slow, { ...deps({ PATH: '/usr/bin:/bin' }), home: scratch.root, clock })
  await until(() => existsSync(started))
  await clock.advance(90_001)
  expect((await late).sentence).toStartWith('There was no answer within 90 s.')
  const controller = new AbortController()
  const off = tryProfile(slow, { ...deps({ PATH: '/usr/bin:/bin' }), home: scratch.root, signal: controller.signal })
  controller.abort('SIGINT')
  expect(await off).toEqual({ outcome: 'refused', sentence: 'It was called off.' })
})
