import { describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import fc from 'fast-check'
import { signatureProblem } from '../../test/kit/aws-signature.ts'
import { type AwsKeys, signRequest } from './signature-v4.ts'

const scope = { service: 'bedrock', region: 'us-east-1' }
const keys: AwsKeys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' }
const nowMs = Date.UTC(2015, 7, 30, 12, 36, 0)

async function signed(
  url: string,
  options: {
    method?: string
    headers?: Record<string, string>
    body?: Uint8Array
    keys?: AwsKeys
    nowMs?: number
  } = {},
) {
  const { method = 'POST', body } = options
  const at = new URL(url)
  const headers = new Headers(options.headers)
  await signRequest({ method, url: at, headers, body }, options.keys ?? keys, scope, options.nowMs ?? nowMs)
  const sent = { host: at.host, ...Object.fromEntries(headers.entries()) }
  return { method, target: at.pathname + at.search, headers: sent, body: body ?? new Uint8Array() }
}

const segment = fc.oneof(
  fc.constantFrom(
    'model',
    'anthropic.claude-v2:1',
    'us.anthropic.claude-sonnet-5',
    'anthropic.claude-v2%3A1',
    'arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.anthropic.claude-sonnet-5',
    '',
    '%25',
    "a!b'c(d)*e~f",
    'ünï code',
  ),
  fc.string({ maxLength: 12 }).map(encodeURIComponent),
)
const parameter = fc.tuple(
  fc.oneof(
    fc.constantFrom('type', 'nextToken', 'constructor', 'a b', 'A', 'ä'),
    fc.string({ minLength: 1, maxLength: 6 }),
  ),
  fc.string({ maxLength: 12 }),
)
const visible = fc.stringMatching(/^[!-~][ -~]{0,30}[!-~]$/)
const header = fc.tuple(
  fc.constantFrom(
    'content-type',
    'x-amz-user-agent',
    'x-amz-target',
    'accept',
    'anthropic-beta',
    'user-agent',
    'x-amz-date',
  ),
  visible,
)
const secret = fc.stringMatching(/^[!-~]{1,60}$/)

test('any request is signed as an independent implementation would', async () => {
  const arbitrary = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    path: fc.array(segment, { maxLength: 5 }),
    query: fc.array(parameter, { maxLength: 4 }),
    headers: fc.array(header, { maxLength: 5 }),
    body: fc.option(fc.uint8Array({ maxLength: 300 }), { nil: undefined }),
    accessKeyId: fc.stringMatching(/^A[KS]IA[A-Z0-9]{16}$/),
    secretAccessKey: secret,
    sessionToken: fc.option(secret, { nil: undefined }),
    nowMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  })
  await fc.assert(
    fc.asyncProperty(
      arbitrary,
      async ({ path, query, headers, sessionToken, accessKeyId, secretAccessKey, ...rest }) => {
        const search = new URLSearchParams(query).toString()
        const own = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
        const request = await signed(`https://bedrock-runtime.us-east-1.amazonaws.com/${path.join('/')}?${search}`, {
          method: rest.method,
          headers: Object.fromEntries(headers),
          keys: own,
          nowMs: rest.nowMs,
          ...(rest.body === undefined ? {} : { body: rest.body }),
        })
        expect(signatureProblem(request, own, scope)).toBeNull()
      },
    ),
    { numRuns: 500 },
  )
})

describe('the check itself', () => {
  const whole = signed('https://h.example/model/a%3A1/invoke?x=1', {
    body: Buffer.from('body'),
    headers: { 'content-type': 'a/b' },
  })
  test('is content with what was signed', async () => {
    expect(signatureProblem(await whole, keys, scope)).toBeNull()
  })
  test.each<[string, (request: Awaited<typeof whole>) => Awaited<typeof whole>]>([
    ['method', (request) => ({ ...request, method: 'PUT' })],
    ['path', (request) => ({ ...request, target: '/model/a:1/invoke?x=1' })],
    ['query', (request) => ({ ...request, target: '/model/a%3A1/invoke?x=2' })],
    ['body', (request) => ({ ...request, body: Buffer.from('Body') })],
    ['content type', (request) => ({ ...request, headers: { ...request.headers, 'content-type': 'a/c' } })],
    ['host', (request) => ({ ...request, headers: { ...request.headers, host: 'i.example' } })],
    ['moment', (request) => ({ ...request, headers: { ...request.headers, 'x-amz-date': '20150830T123601Z' } })],
  ])('is not when the %s is another', async (_, change) => {
    expect(signatureProblem(change(await whole), keys, scope)).not.toBeNull()
  })
})

test('a caller’s own signature is gone, and signing anew leaves nothing of the first', async () => {
  const url = new URL('https://h.example/model/m/invoke')
  const headers = new Headers({
    authorization: 'Bearer mine',
    'x-amz-security-token': 'mine',
    'x-amz-date': '20000101T000000Z',
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-amz-user-agent': 'sdk',
  })
  const request = { method: 'POST', url, headers, body: Buffer.from('x') }
  await signRequest(request, { ...keys, sessionToken: 'first-token' }, scope, nowMs)
  expect(headers.get('x-amz-security-token')).toBe('first-token')
  const first = headers.get('authorization')
  await signRequest(request, { ...keys, accessKeyId: 'AKIDOTHER' }, scope, nowMs + 61_000)
  expect(headers.has('x-amz-security-token')).toBe(false)
  expect(headers.get('x-amz-date')).toBe('20150830T123701Z')
  expect(headers.get('authorization')).toStartWith('AWS4-HMAC-SHA256 Credential=AKIDOTHER/20150830/us-east-1/bedrock/')
  expect(headers.get('authorization')).not.toBe(first)
  expect(JSON.stringify(headers)).not.toContain('mine')
})

test.each(['?x=%ff', '?%zz=1', '?X-Amz-Signature=abc&X-Amz-Security-Token=t', '?x-amz-date=1'])(
  'the query %s is refused in words',
  async (search) => {
    await expect(signed(`https://h.example/model/m/invoke${search}`)).rejects.toMatchObject({
      code: 'request-ambiguous',
    })
  },
)

test('nothing of a credential stays in the library', async () => {
  await signed('https://h.example/', { keys: { ...keys, sessionToken: 'a-token-to-look-for' } })
  const { getSigningKey } = await import('@smithy/signature-v4')
  let derived = 0
  class Counting {
    update() {}
    reset() {}
    async digest() {
      derived += 1
      return new Uint8Array(32)
    }
  }
  // The cache is keyed by a digest of the secret: an empty cache derives the key anew.
  await getSigningKey(Counting, { ...keys, sessionToken: 'a-token-to-look-for' }, '20150830', 'us-east-1', 'bedrock')
  expect(derived).toBe(5)
})

test('nothing of the library is loaded before the first signature', async () => {
  const code = `
    const loaded = () => Object.keys(require.cache).filter((file) => /@smithy|@aws-sdk/.test(file)).length
    await import('./src/daemon/upstreams.ts')
    const { signRequest } = await import('./src/gateway/signature-v4.ts')
    const before = loaded()
    const request = { method: 'GET', url: new URL('https://h.example/'), headers: new Headers(), body: undefined }
    await signRequest(request, { accessKeyId: 'a', secretAccessKey: 'b' }, { service: 's', region: 'r' }, 0)
    console.log(JSON.stringify({ before, after: loaded() > 0 }))`
  const child = Bun.spawn([process.execPath, '-e', code], {
    cwd: join(import.meta.dir, '..', '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(JSON.parse(await child.stdout.text())).toEqual({ before: 0, after: true })
})
