import { describe, expect, test } from 'bun:test'
import { type Admission, type AdmissionRules, admit, mayReach } from './caller.ts'
import { messages } from './dialects/messages.ts'
import { createLocalKeys, openLocalKey } from './local-keys.ts'

const keys = createLocalKeys()
const ofRun = openLocalKey(keys.issue({ profile: 'work', kind: 'run' }))
const lasting = openLocalKey(keys.issue({ profile: 'home', kind: 'lasting' }))
const rules: AdmissionRules = {
  hosts: new Set(['127.0.0.1:9276', 'gateway.internal']),
  origins: new Set(['vscode-webview://mine']),
  keys,
}
const host = '127.0.0.1:9276'
const claude = 'claude-cli/2.1.329 (external, cli)'

/** What becomes of a request with these headers; `null` leaves one of the usual ones out. */
function ask(headers: Record<string, string | null>, { method = 'POST', path = '/v1/messages' } = {}): Admission {
  const all = Object.entries({ host, ...headers }).filter((pair): pair is [string, string] => pair[1] !== null)
  const request = new Request('http://x/', { headers: all })
  Object.defineProperty(request, 'method', { value: method })
  return admit(request, path, [messages], rules)
}

const short = (admission: Admission): string =>
  admission.kind === 'caller'
    ? `${admission.caller.profile}/${admission.caller.kind}`
    : admission.kind === 'refused'
      ? `${admission.status} ${admission.code}`
      : admission.kind

describe('who is let in', () => {
  test.each<[string, Record<string, string | null>, string]>([
    ['the key of a run as a Bearer', { authorization: `Bearer ${ofRun}` }, 'work/run'],
    ['in x-api-key', { 'x-api-key': ofRun }, 'work/run'],
    ['a lasting key', { authorization: `Bearer ${lasting}` }, 'home/lasting'],
    ['whatever the case of Bearer and the blanks after it', { authorization: `bEARER  ${ofRun} ` }, 'work/run'],
    ['without the word Bearer', { authorization: ofRun }, 'work/run'],
    [
      'as the access key id of an SDK that signs',
      {
        authorization: `AWS4-HMAC-SHA256 Credential=${ofRun}/20261121/us-east-1/bedrock/aws4_request, SignedHeaders=host, Signature=0`,
      },
      'work/run',
    ],
    ['in both', { authorization: `Bearer ${ofRun}`, 'x-api-key': ofRun }, 'work/run'],
    ['the Bearer counts first', { authorization: `Bearer ${lasting}`, 'x-api-key': ofRun }, 'home/lasting'],
    ['beside a foreign key', { authorization: `Bearer ${ofRun}`, 'x-api-key': 'sk-ant-api03-own' }, 'work/run'],
    ['beside a foreign Bearer', { authorization: 'Bearer other', 'x-api-key': ofRun }, 'work/run'],
    ['under a name that the user listed', { host: 'Gateway.Internal', 'x-api-key': ofRun }, 'work/run'],
    ['from an origin that the user listed', { origin: 'vscode-webview://mine', 'x-api-key': ofRun }, 'work/run'],
  ])('%s', (_, headers, wanted) => {
    expect(short(ask(headers))).toBe(wanted)
  })
})

describe('who is not', () => {
  test.each<[string, Record<string, string | null>, string]>([
    ['no key', {}, '401 caller-unknown'],
    ['an empty key', { 'x-api-key': '' }, '401 caller-unknown'],
    ['a wrong key', { 'x-api-key': `wk-${'a'.repeat(43)}` }, '401 caller-unknown'],
    ['a truncated key', { 'x-api-key': ofRun.slice(0, -1) }, '401 caller-unknown'],
    ['a key twice in one header', { 'x-api-key': `${ofRun}, ${ofRun}` }, '401 caller-unknown'],
    ['a key as Basic', { authorization: `Basic ${ofRun}` }, '401 caller-unknown'],
    ['a key in another header', { 'api-key': ofRun, cookie: ofRun }, '401 caller-unknown'],
    ['no key, from Claude Code', { 'user-agent': claude }, '424 caller-unknown'],
    [
      'an AWS key of its own',
      {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIAFAKE/20261121/us-east-1/bedrock/aws4_request, SignedHeaders=${ofRun}, Signature=0`,
      },
      '401 caller-unknown',
    ],
    ['a Claude login', { authorization: 'Bearer sk-ant-oat01-fake' }, '401 subscription-login'],
    [
      'a Claude login, from Claude Code',
      { authorization: 'Bearer sk-ant-oat01-fake', 'user-agent': claude },
      '424 subscription-login',
    ],
    ['no Host', { host: null, 'x-api-key': ofRun }, '421 host-refused'],
    ['another Host', { host: 'evil.example', 'x-api-key': ofRun }, '421 host-refused'],
    ['another port', { host: '127.0.0.1:9277', 'x-api-key': ofRun }, '421 host-refused'],
    ['a name before ours', { host: 'evil.127.0.0.1:9276', 'x-api-key': ofRun }, '421 host-refused'],
    ['two Hosts', { host: `${host}, ${host}`, 'x-api-key': ofRun }, '421 host-refused'],
    ['a page', { origin: 'https://evil.example', 'x-api-key': ofRun }, '403 origin-refused'],
    ['a page of ours', { origin: `http://${host}`, 'x-api-key': ofRun }, '403 origin-refused'],
    ['a file', { origin: 'null', 'x-api-key': ofRun }, '403 origin-refused'],
  ])('%s', (_, headers, wanted) => {
    expect(short(ask(headers))).toBe(wanted)
  })

  test.each(['CONNECT', 'TRACE'])('%s, even with a key', (method) => {
    expect(short(ask({ 'x-api-key': ofRun }, { method }))).toBe('405 method-refused')
  })

  test.each(['/v1/%2e%2e/x', '/v1/a%2E', '/v1/%5c', '/v1/%5C..', '/v1/models/..%2ffiles', '/v1/a..b'])(
    '%s, even with a key',
    (path) => {
      expect(short(ask({ 'x-api-key': lasting }, { path }))).toBe('400 path-refused')
    },
  )

  test('no refusal repeats what was sent', () => {
    const secret = 'sk-ant-api03-secret-of-the-caller'
    for (const headers of [
      { 'x-api-key': secret },
      { authorization: `Bearer ${secret}` },
      { host: secret },
      { origin: secret, 'x-api-key': secret },
    ]) {
      expect(JSON.stringify(ask(headers))).not.toContain(secret)
    }
  })

  test('each refusal says what to do', () => {
    const words = [{}, { 'x-api-key': 'x' }, { authorization: 'Bearer sk-ant-oat01-x' }].map((headers) => {
      const admission = ask(headers)
      return admission.kind === 'refused' ? admission.message : ''
    })
    expect(words).toEqual([
      'warmkey: this request carries no local key. Start the tool with `warmkey run`, or give it the key that `warmkey serve` printed.',
      'warmkey: the key of this request is not a local key of this gateway. Start the tool with `warmkey run`, or give it the key that `warmkey serve` printed.',
      'warmkey: this request carries a Claude login, which warmkey never forwards. Start the tool with `warmkey run`, or unset ANTHROPIC_BASE_URL.',
    ])
  })
})

describe('a sign of life', () => {
  test('needs no key, but a Host of ours and no page', () => {
    const at = { method: 'HEAD', path: '/' }
    expect(short(ask({}, at))).toBe('sign-of-life')
    expect(short(ask({ host: 'evil.example' }, at))).toBe('421 host-refused')
    expect(short(ask({ origin: 'https://evil.example' }, at))).toBe('403 origin-refused')
  })
})

describe('the key of a run', () => {
  const run = { profile: 'work', kind: 'run' } as const
  test.each(['/v1/messages', '/v1/messages/count_tokens', '/v1/models', '/v1/models/claude-sonnet-5'])(
    'reaches %s',
    (path) => {
      expect(mayReach(run, path, messages)).toBeNull()
    },
  )

  test.each([
    '/',
    '/v1/messages/batches',
    '/v1/files',
    '/v1/organizations/api_keys',
    '/v1/modelsx',
    '/V1/messages',
    '//v1/messages',
    '/v1/messages/',
  ])('does not reach %s, which a lasting key does', (path) => {
    expect(mayReach(run, path, messages)).toMatchObject({ status: 404, code: 'path-refused' })
    expect(mayReach({ profile: 'work', kind: 'lasting' }, path, messages)).toBeNull()
  })
})
