import { describe, expect, test } from 'bun:test'
import { makeCertificates } from '../../../../test/kit/certificates.ts'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { makeScratch } from '../../../../test/kit/scratch.ts'
import { until } from '../../../../test/kit/until.ts'
import { needsVault, startVault } from '../../../../test/kit/vault.ts'
import { type Answered, kept, loggedIn, startVaultDouble, type VaultDouble } from '../../../../test/kit/vault-double.ts'
import { forever, keyOf, refusalOf, vaultSource } from '../../../../test/kit/vault-source.ts'

const login = 'POST auth/approle/login'
const read = 'GET secret/data/claude'
const leader = 'GET sys/leader'
const auth = { method: 'approle', roleId: 'r' }
const sourceAt = (address: string, more: Record<string, unknown> = {}) =>
  vaultSource({ address, path: 'secret/data/claude', auth, ...more })
const said = async (source: ReturnType<typeof sourceAt>, double: VaultDouble) => {
  const error = await refusalOf(source.obtain(forever))
  return `${error.code}: ${error.sentence.replaceAll(double.host, 'HOST')}`
}
const ready = (double: VaultDouble, answer: Answered = kept({ key: 'fake-key' })) => {
  double.on(login, loggedIn('fake-token'))
  double.on(read, answer)
}
const redirect = (location: string, status = 307) => new Response(null, { status, headers: { location } })

describe('a standby that cannot forward', () => {
  needsVault()('of a real cluster is left for the active node, which the cluster itself names', async () => {
    await using real = await startVault({ nodes: 2 })
    await real.admin('POST', 'secret/data/claude', { data: { key: 'fake-key' } })
    await real.admin('POST', 'sys/auth/userpass', { type: 'userpass' })
    await real.admin('POST', 'auth/userpass/users/ana', { password: 'fake-password', token_policies: ['reader'] })
    const [, standby = ''] = real.addresses
    const source = vaultSource(
      {
        address: standby,
        path: 'secret/data/claude',
        auth: { method: 'userpass', username: 'ana', password: { env: 'PASSWORD' } },
      },
      { env: { PASSWORD: 'fake-password' } },
    )
    real.audit()
    for (let n = 0; n < 2; n++) expect(keyOf(await source.obtain(forever))).toBe('fake-key')
    expect(real.audit().map(({ path }) => path)).toEqual([
      'auth/userpass/login/ana',
      'secret/data/claude',
      'secret/data/claude',
    ])
  })

  test('is asked who is active without a token, once, and again when that node is gone', async () => {
    await using standby = startVaultDouble()
    const active = startVaultDouble()
    ready(active)
    for (const what of [login, read]) standby.on(what, redirect(`${active.address}/v1/${what.split(' ')[1]}`))
    standby.on(leader, [200, { ha_enabled: true, is_self: false, leader_address: active.address }])
    const source = sourceAt(standby.address, { namespace: 'team' })
    for (let n = 0; n < 2; n++) expect(keyOf(await source.obtain(forever))).toBe('fake-key')
    expect(standby.asked()).toEqual([login, leader])
    expect(standby.seen.map(({ token, namespace }) => [token, namespace])).toEqual([
      [null, 'team'],
      [null, null],
    ])
    await active[Symbol.asyncDispose]()
    ready(standby)
    expect(keyOf(await source.obtain(forever))).toBe('fake-key')
  })

  test.each<[string, (foreign: string) => Answered, (foreign: string) => Answered]>([
    [
      'another host than the cluster names',
      (to) => redirect(`${to}/v1/x`),
      () => [200, { leader_address: 'http://127.0.0.1:1' }],
    ],
    [
      'a host without TLS that is not this machine',
      () => redirect('http://vault.example/v1/x'),
      () => [200, { leader_address: 'http://vault.example' }],
    ],
    ['a sign-in page', (to) => redirect(`${to}/sign-in`, 302), () => [200, { leader_address: 'http://127.0.0.1:1' }]],
    ['nowhere', () => new Response(null, { status: 307 }), () => [200, {}]],
    ['a host that only it knows', (to) => redirect(`${to}/v1/x`), () => [404, { errors: [] }]],
  ])('is not followed to %s', async (_, answer, named) => {
    await using standby = startVaultDouble()
    await using foreign = startVaultDouble()
    standby.on(login, answer(foreign.address))
    standby.on(leader, named(foreign.address))
    expect(await said(sourceAt(standby.address), standby)).toMatch(
      /^source-failed: The Vault at HOST points to \S+, which its cluster does not name as its active node\. A token follows no redirect: /,
    )
    expect(foreign.seen).toEqual([])
  })
})

describe('what stands between', () => {
  test('a namespace goes with every request', async () => {
    await using double = startVaultDouble()
    double.on(login, ({ namespace }) =>
      namespace === 'team/a' ? loggedIn('fake-token') : [403, { errors: ['permission denied'] }],
    )
    double.on(read, ({ namespace }) => (namespace === 'team/a' ? kept({ key: 'fake-key' }) : [404, { errors: [] }]))
    expect(keyOf(await sourceAt(double.address, { namespace: '/team/a/' }).obtain(forever))).toBe('fake-key')
    expect(await said(sourceAt(double.address, { namespace: 'team/b' }), double)).toBe(
      'source-needs-person: The Vault at HOST refuses the login at auth/approle/login: "permission denied". Check "roleId", "mount" and the namespace "team/b".',
    )
    expect(double.unexpected).toEqual([])
  })

  test('a path before the API, and TLS with an authority of one’s own and a name', async () => {
    const certificates = makeCertificates()
    using scratch = makeScratch()
    const caFile = scratch.write('ca.pem', certificates.ca)
    await using double = startVaultDouble({ prefix: '/vault', tls: { ...certificates.otherName } })
    ready(double)
    expect(keyOf(await sourceAt(double.address, { caFile, serverName: 'other.example' }).obtain(forever))).toBe(
      'fake-key',
    )
    expect(await said(sourceAt(double.address, { caFile }), double)).toMatch(
      /^source-failed: The Vault at HOST shows a certificate that is not trusted here \(\w+\)\. Set "caFile" .*; the one that is set did not\.$/,
    )
  })

  test.each<[string, Response, string]>([
    ['a web page', new Response('<!doctype html>sign in'), 'answered 200 with a web page that no Vault sends.'],
    ['something else', new Response('"hello"'), 'answered 200 with something that no Vault sends.'],
    ['too much', new Response(`"${'x'.repeat(1024 * 1024)}"`), 'answered with more than 1 MiB.'],
  ])('%s', async (_, answer, fact) => {
    await using double = startVaultDouble()
    double.on(login, answer)
    expect(await said(sourceAt(double.address), double)).toBe(
      `source-malformed: The Vault at HOST ${fact} Check "address"; if something stands before Vault that wants a sign-in, sign in there.`,
    )
  })
})

describe('a Vault that does not answer', () => {
  test('because nobody listens', async () => {
    const double = startVaultDouble()
    await double[Symbol.asyncDispose]()
    expect(await said(sourceAt(double.address), double)).toMatch(
      /^source-unavailable: The Vault at HOST cannot be reached \(\w+\)\. Check the network, the VPN and "address"\.$/,
    )
  })

  test('in time', async () => {
    await using double = startVaultDouble()
    double.on(login, () => new Promise(() => {}))
    const clock = createFakeClock()
    const source = vaultSource({ address: double.address, path: 'secret/data/claude', auth, timeout: '5s' }, { clock })
    const asked = refusalOf(source.obtain(forever))
    await until(() => double.seen.length === 1)
    await clock.advance(5_000)
    const error = await asked
    expect(`${error.code}: ${error.message}`).toBe(
      `source-timeout: The Vault at ${double.host} gave no answer within 5 s.`,
    )
  })

  test('because it is called off', async () => {
    await using double = startVaultDouble()
    double.on(login, () => new Promise(() => {}))
    const controller = new AbortController()
    const asked = sourceAt(double.address)
      .obtain(controller.signal)
      .catch((error: unknown) => error)
    await until(() => double.seen.length === 1)
    const reason = new Error('called off')
    controller.abort(reason)
    expect(await asked).toBe(reason)
  })
})
