import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import type { CloudFront } from './cloud-front.ts'

/** What Google's token endpoints say when they refuse, by the words of their documents and of public reports. */
const refusals = {
  /** https://developers.google.com/identity/protocols/oauth2#expiration */
  revoked: [400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }],
  /** https://support.google.com/a/answer/9368756 */
  reauth: [
    400,
    {
      error: 'invalid_grant',
      error_description: 'reauth related error (invalid_rapt)',
      error_uri: 'https://support.google.com/a/answer/9368756',
      error_subtype: 'invalid_rapt',
    },
  ],
  'client gone': [401, { error: 'deleted_client', error_description: 'The OAuth client was deleted.' }],
  'account gone': [400, { error: 'invalid_grant', error_description: 'Invalid grant: account not found' }],
  'bad signature': [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }],
  'not short-lived': [
    400,
    {
      error: 'invalid_grant',
      error_description:
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
    },
  ],
  'not exchanged': [
    400,
    { error: 'unauthorized_client', error_description: 'The given credential is rejected by the attribute condition.' },
  ],
} as const

export type GoogleRefusal = keyof typeof refusals

/**
 * Google's own servers around a token, as strict as theirs: oauth2 (refresh tokens, signed assertions, tokeninfo), sts,
 * iamcredentials, and the metadata server of a machine. What none of them would understand is kept in `mistakes`.
 */
export interface GoogleDouble extends AsyncDisposable {
  /** What was asked, in order: `refresh`, `assertion`, `exchange`, `impersonate`, `tokeninfo`, `metadata`. */
  readonly asked: readonly string[]
  readonly mistakes: readonly string[]
  /** Where oauth2, sts and iamcredentials are. */
  readonly port: number
  /** For `GCE_METADATA_HOST`. */
  readonly metadataHost: string
  /** A file of application-default credentials as `gcloud auth application-default login` writes it. */
  person(email: string): Record<string, unknown>
  /** A refresh token that somebody else has written down. */
  knows(refresh: string, email: string): void
  /** The file of a key of a service account. */
  serviceAccount(email: string): Record<string, unknown>
  /** From now on this kind of question is refused; `null`: answered again. */
  refuse(what: string, how: GoogleRefusal | null): void
  /** How far its clock is ahead of ours, milliseconds. */
  clockMs: number
}

let pair: { readonly privateKey: string; readonly publicKey: string } | null = null
/** One key for a run of tests: making it costs more than a test. */
function keys(): { readonly privateKey: string; readonly publicKey: string } {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return pair
}

const lifeSeconds = 3599

/** `issue` is told every token that it hands out, so that an API can take it. */
export function startGoogleDouble(front: CloudFront, issue: (token: string) => void): GoogleDouble {
  const asked: string[] = []
  const mistakes: string[] = []
  const refused = new Map<string, GoogleRefusal>()
  const people = new Map<string, string>()
  const accounts = new Set<string>()
  const tokens = new Map<string, string>()
  const its = { clockMs: 0 }

  const say = (status: number, body: unknown) =>
    Response.json(body, { status, headers: { date: new Date(Date.now() + its.clockMs).toUTCString() } })
  const mistake = (what: string) => {
    mistakes.push(what)
    return say(400, { error: 'invalid_request', error_description: what })
  }
  const refusal = (how: GoogleRefusal) => say(...(refusals[how] as unknown as [number, unknown]))
  const give = (email: string): string => {
    const token = `ya29.made-up-${tokens.size + 1}-${crypto.randomUUID()}`
    tokens.set(token, email)
    issue(token)
    return token
  }
  const grant = (what: string, email: string, extra: object = {}) => {
    asked.push(what)
    const how = refused.get(what)
    if (how !== undefined) return refusal(how)
    return say(200, { access_token: give(email), expires_in: lifeSeconds, token_type: 'Bearer', ...extra })
  }

  /** https://developers.google.com/identity/protocols/oauth2/service-account#authorizingrequests */
  const assertion = (text: string): Response => {
    const [head = '', payload = '', signature = ''] = text.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as { alg?: string }
    if (alg !== 'RS256' || claims.aud !== 'https://oauth2.googleapis.com/token') return mistake('assertion')
    const nowSeconds = (Date.now() + its.clockMs) / 1000
    const iat = Number(claims.iat)
    const exp = Number(claims.exp)
    const inTime = exp - iat <= 3600 && iat <= nowSeconds + 300 && exp > nowSeconds && iat > nowSeconds - 3600
    asked.push('assertion')
    if (!inTime) return refusal('not short-lived')
    const good = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${payload}`),
      createPublicKey(keys().publicKey),
      Buffer.from(signature, 'base64url'),
    )
    if (!good) return refusal('bad signature')
    if (!accounts.has(String(claims.iss))) return refusal('account gone')
    asked.pop()
    return grant('assertion', String(claims.iss))
  }

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    tls: front.tls,
    async fetch(request): Promise<Response> {
      const { hostname, pathname, searchParams } = new URL(request.url)
      const form = new URLSearchParams(await request.text().catch(() => ''))
      if (hostname === 'oauth2.googleapis.com' && pathname === '/token' && request.method === 'POST') {
        const kind = form.get('grant_type')
        if (kind === 'urn:ietf:params:oauth:grant-type:jwt-bearer') return assertion(form.get('assertion') ?? '')
        if (kind !== 'refresh_token' || !form.get('client_id') || !form.get('client_secret')) return mistake('token')
        const email = people.get(form.get('refresh_token') ?? '')
        if (email === undefined) {
          asked.push('refresh')
          return refusal('revoked')
        }
        return grant('refresh', email, { scope: 'openid https://www.googleapis.com/auth/cloud-platform' })
      }
      if (hostname === 'oauth2.googleapis.com' && pathname === '/tokeninfo') {
        asked.push('tokeninfo')
        const token = form.get('access_token') ?? searchParams.get('access_token') ?? ''
        const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
        const email = tokens.get(token === '' ? (bearer ?? '') : token)
        if (email === undefined) return say(400, { error: 'invalid_token', error_description: 'Invalid Value' })
        return say(200, { azp: 'made-up', aud: 'made-up', scope: 'openid', expires_in: String(lifeSeconds), email })
      }
      if (hostname === 'sts.googleapis.com' && pathname === '/v1/token' && request.method === 'POST') {
        // https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token
        if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:token-exchange' || !form.get('subject_token'))
          return mistake('exchange')
        return grant('exchange', '', { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' })
      }
      if (hostname === 'iamcredentials.googleapis.com' && pathname.endsWith(':generateAccessToken')) {
        // https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
        const bearer = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
        if (!tokens.has(bearer)) return mistake('impersonate')
        asked.push('impersonate')
        const email = decodeURIComponent(/serviceAccounts\/([^:]+):/.exec(pathname)?.[1] ?? '')
        if (refused.has('impersonate') || !accounts.has(email)) return say(403, impersonationDenied)
        return say(200, {
          accessToken: give(email),
          expireTime: new Date(Date.now() + lifeSeconds * 1000).toISOString(),
        })
      }
      return mistake(`${request.method} ${hostname}${pathname}`)
    },
  })
  for (const name of ['oauth2', 'sts', 'iamcredentials']) front.lead(`${name}.googleapis.com`, server.port ?? null)

  // https://cloud.google.com/compute/docs/metadata/querying-metadata
  const metadata = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch(request): Response {
      const { pathname } = new URL(request.url)
      const headers = { 'metadata-flavor': 'Google' }
      if (request.headers.get('metadata-flavor') !== 'Google') return new Response('', { status: 403, headers })
      const account = '/computeMetadata/v1/instance/service-accounts/default'
      if (pathname === `${account}/token`) {
        asked.push('metadata')
        const email = 'worker@shop.iam.gserviceaccount.com'
        return Response.json({ access_token: give(email), expires_in: lifeSeconds, token_type: 'Bearer' }, { headers })
      }
      if (pathname === `${account}/email`) return new Response('worker@shop.iam.gserviceaccount.com', { headers })
      if (pathname === '/computeMetadata/v1/project/project-id') return new Response('shop', { headers })
      if (pathname === '/computeMetadata/v1/instance' || pathname === '/computeMetadata/v1/instance/')
        return Response.json({}, { headers })
      return new Response('', { status: 404, headers })
    },
  })

  return {
    asked,
    mistakes,
    port: server.port ?? 0,
    metadataHost: `127.0.0.1:${metadata.port}`,
    person(email) {
      const refresh = `1//made-up-${email}`
      people.set(refresh, email)
      return { type: 'authorized_user', client_id: 'made-up', client_secret: 'made-up', refresh_token: refresh }
    },
    knows: (refresh, email) => void people.set(refresh, email),
    serviceAccount(email) {
      accounts.add(email)
      return {
        type: 'service_account',
        project_id: 'shop',
        private_key_id: 'made-up',
        private_key: keys().privateKey,
        client_email: email,
        client_id: '1234567890',
        token_uri: 'https://oauth2.googleapis.com/token',
      }
    },
    refuse: (what, how) => void (how === null ? refused.delete(what) : refused.set(what, how)),
    get clockMs() {
      return its.clockMs
    },
    set clockMs(ms) {
      its.clockMs = ms
    },
    async [Symbol.asyncDispose]() {
      await server.stop(true)
      await metadata.stop(true)
    },
  }
}

const impersonationDenied = {
  error: {
    code: 403,
    message: "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
    status: 'PERMISSION_DENIED',
    details: [
      {
        '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
        reason: 'IAM_PERMISSION_DENIED',
        domain: 'iam.googleapis.com',
        metadata: { permission: 'iam.serviceAccounts.getAccessToken' },
      },
    ],
  },
}
