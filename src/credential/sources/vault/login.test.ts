import { afterAll, beforeAll, describe, expect } from 'bun:test'
import { createHash } from 'node:crypto'
import { generateKeyPair, SignJWT } from 'jose'
import { signatureProblem } from '../../../../test/kit/aws-signature.ts'
import { type Certificates, makeCertificates } from '../../../../test/kit/certificates.ts'
import { missing } from '../../../../test/kit/parts.ts'
import { makeScratch, type Scratch } from '../../../../test/kit/scratch.ts'
import { startTokenIssuer } from '../../../../test/kit/token-issuer.ts'
import { needsVault, type RealVault, startVault } from '../../../../test/kit/vault.ts'
import { forever, keyOf, refusalOf, vaultSource } from '../../../../test/kit/vault-source.ts'

const test = needsVault()
const there = !missing('vault')

let real: RealVault
let scratch: Scratch
let certificates: Certificates

beforeAll(async () => {
  scratch = makeScratch()
  if (!there) return
  certificates = makeCertificates()
  scratch.write('ca.pem', certificates.ca)
  scratch.write('client.pem', certificates.client.cert)
  scratch.write('client.key', certificates.client.key)
  real = await startVault({ certificates })
  await real.admin('POST', 'secret/data/claude', { data: { key: 'fake-key-behind-a-login' } })
  for (const type of ['approle', 'userpass', 'cert', 'jwt', 'kubernetes', 'aws'])
    await real.admin('POST', `sys/auth/${type}`, { type })
})
afterAll(async () => {
  await real?.[Symbol.asyncDispose]()
  scratch[Symbol.dispose]()
})

const source = (auth: Record<string, unknown>, env: Record<string, string> = {}) =>
  vaultSource(
    { address: real.address, caFile: '~/ca.pem', path: 'secret/data/claude', auth },
    { env, home: scratch.root },
  )
const said = async (auth: Record<string, unknown>, env: Record<string, string> = {}) => {
  const error = await refusalOf(source(auth, env).obtain(forever))
  return `${error.code}: ${error.sentence.replaceAll(new URL(real.address).host, 'HOST')}`
}
const paths = () => real.audit().map(({ operation, path }) => `${operation} ${path}`)
const got = async (auth: Record<string, unknown>, env: Record<string, string> = {}) =>
  keyOf(await source(auth, env).obtain(forever))

describe('AppRole', () => {
  const role = async () => {
    await real.admin('POST', 'auth/approle/role/reader', { token_policies: ['reader'] })
    return String((await real.admin('GET', 'auth/approle/role/reader/role-id')).role_id)
  }
  test('logs in with a role id and a secret id, once for any number of reads', async () => {
    const roleId = await role()
    const { secret_id } = await real.admin('POST', 'auth/approle/role/reader/secret-id')
    const auth = { method: 'approle', roleId, secretId: { env: 'SECRET_ID' } }
    real.audit()
    const one = source(auth, { SECRET_ID: String(secret_id) })
    for (let n = 0; n < 3; n++) expect(keyOf(await one.obtain(forever))).toBe('fake-key-behind-a-login')
    expect(paths()).toEqual(['update auth/approle/login', ...Array(3).fill('read secret/data/claude')])
    expect(await said(auth, { SECRET_ID: 'fake-wrong-one' })).toBe(
      'source-needs-person: The Vault at HOST refuses the login at auth/approle/login: "invalid secret id". Check "roleId" and the secret id in the environment variable SECRET_ID.',
    )
    expect(await said({ ...auth, mount: 'elsewhere' }, { SECRET_ID: String(secret_id) })).toBe(
      'source-needs-person: The Vault at HOST refuses the login at auth/elsewhere/login: "permission denied". Check "roleId" and the secret id in the environment variable SECRET_ID, "mount" and whether it lies in a "namespace".',
    )
  })

  /** A secret id in a wrapping, as an administrator hands it over. */
  const wrap = async (path: string) => {
    const response = await fetch(`${real.address}/v1/${path}`, {
      method: 'POST',
      headers: { 'x-vault-token': real.rootToken, 'x-vault-wrap-ttl': '60s' },
      tls: { ca: certificates.ca },
    })
    return ((await response.json()) as { wrap_info: { token: string } }).wrap_info.token
  }

  test('takes a secret id out of its wrapping, once, and keeps it for the next login', async () => {
    const roleId = await role()
    await real.admin('POST', 'auth/approle/role/reader', { token_policies: ['reader'], token_num_uses: 1 })
    const file = scratch.write('wrapped', await wrap('auth/approle/role/reader/secret-id'))
    const auth = { method: 'approle', roleId, secretId: { file }, wrapped: true }
    const one = source(auth)
    real.audit()
    for (let n = 0; n < 2; n++) expect(keyOf(await one.obtain(forever))).toBe('fake-key-behind-a-login')
    expect(paths().filter((path) => path.includes('wrapping'))).toEqual([
      'update sys/wrapping/lookup',
      'update sys/wrapping/unwrap',
    ])
    expect(await said(auth)).toBe(
      `source-needs-person: The wrapping token in the file ~/wrapped was opened before, or has ended. Have it made anew; if nobody of yours opened it, somebody else has seen what was in it.`,
    )
    await role()
  })

  test('does not open a wrapping that something else has made', async () => {
    const roleId = await role()
    const file = scratch.write('foreign', await wrap('auth/token/create'))
    expect(await said({ method: 'approle', roleId, secretId: { file }, wrapped: true })).toBe(
      'source-needs-person: The wrapping token in the file ~/foreign was made by something else than the configuration says. Do not trust it: somebody may have opened the real one on the way. Have both replaced.',
    )
  })
})

test('userpass logs in, with a password that has spaces', async () => {
  await real.admin('POST', 'auth/userpass/users/ana', { password: 'correct horse é', token_policies: ['reader'] })
  const file = scratch.write('password', 'correct horse é\n')
  expect(await got({ method: 'userpass', username: 'ana', password: { file } })).toBe('fake-key-behind-a-login')
  scratch.write('password', 'wrong horse')
  expect(await said({ method: 'userpass', username: 'ana', password: { file } })).toBe(
    'source-needs-person: The Vault at HOST refuses the login at auth/userpass/login/ana: "invalid username or password". Check "username" and the password in the file ~/password.',
  )
})

test('a TLS certificate logs in, and no other does', async () => {
  await real.admin('POST', 'auth/cert/certs/machines', {
    certificate: certificates.client.cert,
    token_policies: ['reader'],
  })
  const auth = { method: 'cert', certFile: '~/client.pem', keyFile: '~/client.key', role: 'machines' }
  expect(await got(auth)).toBe('fake-key-behind-a-login')
  scratch.write('server.pem', certificates.server.cert)
  scratch.write('server.key', certificates.server.key)
  expect(await said({ ...auth, certFile: '~/server.pem', keyFile: '~/server.key' })).toMatch(
    /^source-needs-person: The Vault at HOST refuses the login at auth\/cert\/login: "invalid certificate or no client certificate supplied.*"\. Check "role" and the certificate in ~\/server\.pem\.$/,
  )
  expect(await said({ ...auth, keyFile: '~/server.key' })).toBe(
    'source-failed: The files ~/client.pem and ~/server.key are no certificate with its key. Give PEM files, the certificate with its own key.',
  )
})

test('a JSON Web Token of an OpenID provider logs in', async () => {
  await using issuer = await startTokenIssuer()
  await real.admin('POST', 'auth/jwt/config', { oidc_discovery_url: issuer.issuer })
  await real.admin('POST', 'auth/jwt/role/ci', {
    role_type: 'jwt',
    bound_audiences: ['urn:vault'],
    user_claim: 'client_id',
    token_policies: ['reader'],
  })
  const auth = { method: 'jwt', role: 'ci', jwt: { env: 'ID_TOKEN' } }
  expect(await got(auth, { ID_TOKEN: await issuer.token('urn:vault') })).toBe('fake-key-behind-a-login')
  const foreign = await issuer.token('urn:other')
  const error = await said(auth, { ID_TOKEN: foreign })
  expect(error).toStartWith('source-needs-person: The Vault at HOST refuses the login at auth/jwt/login: "')
  expect(error).toEndWith('Check "role" and the token in the environment variable ID_TOKEN.')
  expect(error).not.toContain(foreign)
})

test('Kubernetes logs in with the token of a service account, which the cluster reviews', async () => {
  const { privateKey } = await generateKeyPair('RS256')
  const jwt = await new SignJWT({
    'kubernetes.io': { namespace: 'tools', serviceaccount: { name: 'coder', uid: 'u-1' } },
    sub: 'system:serviceaccount:tools:coder',
  })
    .setIssuer('https://kubernetes.default.svc')
    .setAudience(['https://kubernetes.default.svc'])
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('1h')
    .setProtectedHeader({ alg: 'RS256' })
    .sign(privateKey)
  // A cluster as its API reviews tokens: https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-review-v1/
  await using cluster = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const review = (await request.json()) as { spec: { token: string; audiences: string[] } }
      const right =
        new URL(request.url).pathname === '/apis/authentication.k8s.io/v1/tokenreviews' && review.spec.token === jwt
      const status = right
        ? {
            authenticated: true,
            audiences: review.spec.audiences,
            user: { username: 'system:serviceaccount:tools:coder', uid: 'u-1', groups: ['system:serviceaccounts'] },
          }
        : { authenticated: false, error: 'no such token' }
      return Response.json({ apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', status }, { status: 201 })
    },
  })
  await real.admin('POST', 'auth/kubernetes/config', {
    kubernetes_host: `http://127.0.0.1:${cluster.port}`,
    disable_local_ca_jwt: true,
    kubernetes_ca_cert: certificates.ca,
  })
  await real.admin('POST', 'auth/kubernetes/role/coder', {
    bound_service_account_names: ['coder'],
    bound_service_account_namespaces: ['tools'],
    token_policies: ['reader'],
  })
  const file = scratch.write('pod-token', jwt)
  expect(await got({ method: 'kubernetes', role: 'coder', jwt: { file } })).toBe('fake-key-behind-a-login')
  expect(await said({ method: 'kubernetes', role: 'nobody', jwt: { file } })).toStartWith(
    'source-needs-person: The Vault at HOST refuses the login at auth/kubernetes/login: "invalid role name',
  )
})

test('AWS logs in with a signed question that Vault puts to STS', async () => {
  const keys = { accessKeyId: 'AKIAFAKEFAKEFAKEFAKE', secretAccessKey: 'fake-secret-access-key' }
  const wrong: string[] = []
  // STS, as far as Vault asks it; the signature is made again by another implementation and compared.
  await using sts = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const body = await request.text()
      const headers = { ...Object.fromEntries(request.headers), host: 'sts.amazonaws.com' }
      const asked = { method: 'POST', target: '/', headers, body: new TextEncoder().encode(body) }
      const problem = signatureProblem(asked, keys, { service: 'sts', region: 'us-east-1' })
      if (problem !== null) wrong.push(problem)
      return new Response(
        `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/ana</Arn><UserId>AIDAFAKE</UserId><Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>${createHash('md5').update(body).digest('hex')}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
        { headers: { 'content-type': 'text/xml' } },
      )
    },
  })
  await real.admin('POST', 'auth/aws/config/client', {
    sts_endpoint: `http://127.0.0.1:${sts.port}`,
    sts_region: 'us-east-1',
    iam_server_id_header_value: 'vault.example.com',
  })
  await real.admin('POST', 'auth/aws/role/coder', {
    auth_type: 'iam',
    bound_iam_principal_arn: ['arn:aws:iam::123456789012:user/ana'],
    resolve_aws_unique_ids: false,
    token_policies: ['reader'],
  })
  const env = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey }
  const auth = { method: 'aws', role: 'coder', serverId: 'vault.example.com' }
  expect(await got(auth, env)).toBe('fake-key-behind-a-login')
  const file = scratch.write(
    'aws.json',
    JSON.stringify({ Version: 1, AccessKeyId: keys.accessKeyId, SecretAccessKey: keys.secretAccessKey }, null, 2),
  )
  expect(await got({ ...auth, credentials: { file } })).toBe('fake-key-behind-a-login')
  expect(wrong).toEqual([])
  expect(await said({ method: 'aws', role: 'coder' }, env)).toStartWith(
    'source-needs-person: The Vault at HOST refuses the login at auth/aws/login: "',
  )
})

test('a certificate authority that did not sign it is no way in', async () => {
  const strange = vaultSource(
    { address: real.address, path: 'secret/data/claude', auth: { method: 'token', token: { env: 'T' } } },
    { env: { T: 'x' } },
  )
  const error = await refusalOf(strange.obtain(forever))
  expect(`${error.code}: ${error.sentence.replaceAll(new URL(real.address).host, 'HOST')}`).toMatch(
    /^source-failed: The Vault at HOST shows a certificate that is not trusted here \([A-Z_]+\)\. Set "caFile" to the PEM file of the authority that signed it\.$/,
  )
})
