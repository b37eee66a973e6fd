import type { CloudFront } from './cloud-front.ts'
import type { Scratch } from './scratch.ts'

/** Words of Entra: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const words = {
  7000215: [
    401,
    'invalid_client',
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'made-up'.",
  ],
  7000222: [
    401,
    'invalid_client',
    "The provided client secret keys for app 'made-up' are expired. Visit the Azure portal to create new keys for your app.",
  ],
  700016: [
    400,
    'unauthorized_client',
    "Application with identifier 'made-up' was not found in the directory 'Shop'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
  ],
  90002: [
    400,
    'invalid_request',
    "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  ],
  700082: [
    400,
    'invalid_grant',
    'The refresh token has expired due to inactivity. The token was issued on 2026-06-01T08:00:00.0000000Z and was inactive for 90.00:00:00.',
  ],
  50173: [
    400,
    'invalid_grant',
    "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '2026-06-01T08:00:00.0000000Z' and the TokensValidFrom date (before which tokens are not valid) for this user is '2026-07-01T08:00:00.0000000Z'.",
  ],
} as const

export type EntraCode = keyof typeof words

export interface AzureDouble extends AsyncDisposable {
  /** What was asked, in order: `secret`, `assertion`, `imds`, and `az` for each run of the script. */
  readonly asked: readonly string[]
  readonly mistakes: readonly string[]
  /** Where Entra is. */
  readonly port: number
  /** An application that is registered in {@link tenant} alone: its tenant, id and secret, as variables of a shell. */
  readonly app: Readonly<Record<string, string>>
  /** For `IDENTITY_ENDPOINT`, with what has to come along. */
  readonly identity: Readonly<Record<string, string>>
  /** From now on every grant is refused like this; `null`: answered again. */
  refuse(code: EntraCode | null): void
  /** Claims of the tokens from now on, over the usual ones. */
  claims: Record<string, unknown>
  /** A token with these claims over the usual ones, as `az account get-access-token` prints it. */
  token(claims?: Record<string, unknown>): string
  /** Writes a script `az` into a folder for the PATH, which has signed in or fails with these words; `before` is more of it, for sh. */
  az(scratch: Scratch, says: { readonly token: string } | { readonly error: string }, before?: string): string
}

export const tenant = '11111111-1111-4111-8111-111111111111'
export const otherTenant = '22222222-2222-4222-8222-222222222222'
const clientId = '33333333-3333-4333-8333-333333333333'
const objectId = '44444444-4444-4444-8444-444444444444'

/** What a user of az sees when nobody is signed in: https://learn.microsoft.com/cli/azure/authenticate-azure-cli */
export const azLoggedOut = "ERROR: Please run 'az login' to setup account."

/** What Entra says, as az and as its token endpoint write it. */
export const entraSays = (code: EntraCode): string => `AADSTS${code}: ${words[code][2].replace('{tenant}', tenant)}`

/** Entra's token endpoint and the metadata of a machine, as strict as theirs. `issue` is told every token. */
export function startAzureDouble(front: CloudFront, issue: (token: string) => void): AzureDouble {
  const asked: string[] = []
  const mistakes: string[] = []
  const its: { refusal: EntraCode | null; claims: Record<string, unknown> } = { refusal: null, claims: {} }
  const secret = 'made-up-azure-secret'

  const token = (claims: Record<string, unknown> = {}): string => {
    const nowSeconds = Math.floor(Date.now() / 1000)
    const all = {
      aud: 'https://cognitiveservices.azure.com',
      iss: `https://sts.windows.net/${tenant}/`,
      tid: tenant,
      oid: objectId,
      appid: clientId,
      iat: nowSeconds,
      nbf: nowSeconds,
      exp: nowSeconds + 3599,
      ...its.claims,
      ...claims,
    }
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const made = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(all)}.${Buffer.from(crypto.randomUUID()).toString('base64url')}`
    issue(made)
    return made
  }
  const say = (code: EntraCode, of: string) => {
    const [status, error, text] = words[code]
    const body = {
      error,
      error_description: `AADSTS${code}: ${text.replace('{tenant}', of)} Trace ID: ${objectId} Correlation ID: ${clientId} Timestamp: 2026-11-21 12:00:00Z`,
      error_codes: [code],
      timestamp: '2026-11-21 12:00:00Z',
      trace_id: objectId,
      correlation_id: clientId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    }
    return Response.json(body, { status })
  }
  const mistake = (what: string) => {
    mistakes.push(what)
    return new Response('', { status: 400 })
  }

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    tls: front.tls,
    async fetch(request): Promise<Response> {
      const { pathname } = new URL(request.url)
      const [, of = '', rest = ''] = /^\/([^/]+)\/(.*)$/.exec(pathname) ?? []
      const authority = `https://login.microsoftonline.com/${of}`
      if (rest === 'v2.0/.well-known/openid-configuration') {
        if (of !== tenant && of !== otherTenant) return say(90002, of)
        return Response.json({
          token_endpoint: `${authority}/oauth2/v2.0/token`,
          authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
          end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
          jwks_uri: `${authority}/discovery/v2.0/keys`,
          issuer: `${authority}/v2.0`,
        })
      }
      if (pathname === '/common/discovery/instance')
        return Response.json({
          tenant_discovery_endpoint: `https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`,
          'api-version': '1.1',
          metadata: [
            {
              preferred_network: 'login.microsoftonline.com',
              preferred_cache: 'login.windows.net',
              aliases: ['login.microsoftonline.com', 'login.windows.net'],
            },
          ],
        })
      if (rest === 'oauth2/v2.0/token' && request.method === 'POST') {
        // https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
        const form = new URLSearchParams(await request.text())
        if (
          form.get('grant_type') !== 'client_credentials' ||
          !/^https:\/\/[^ ]+\/\.default/.test(form.get('scope') ?? '')
        )
          return mistake('token')
        asked.push(form.has('client_assertion') ? 'assertion' : 'secret')
        if (of !== tenant && of !== otherTenant) return say(90002, of)
        if (its.refusal !== null) return say(its.refusal, of)
        if (of !== tenant || form.get('client_id') !== clientId) return say(700016, of)
        if (!form.has('client_assertion') && form.get('client_secret') !== secret) return say(7000215, of)
        const aud = (form.get('scope') ?? '').replace(/\/\.default.*$/, '')
        return Response.json({
          token_type: 'Bearer',
          expires_in: 3599,
          ext_expires_in: 3599,
          access_token: token({ aud }),
        })
      }
      return mistake(`${request.method} ${pathname}`)
    },
  })
  front.lead('login.microsoftonline.com', server.port ?? null)

  // https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
  const identity = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch(request): Response {
      const { searchParams } = new URL(request.url)
      asked.push('imds')
      if (request.headers.get('x-identity-header') !== 'made-up-header') return mistake('identity')
      const resource = searchParams.get('resource') ?? ''
      return Response.json({
        access_token: token({ aud: resource }),
        expires_on: String(Math.floor(Date.now() / 1000) + 3599),
        resource,
        token_type: 'Bearer',
        client_id: clientId,
      })
    },
  })

  return {
    asked,
    mistakes,
    port: server.port ?? 0,
    app: { AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: secret },
    identity: { IDENTITY_ENDPOINT: `http://127.0.0.1:${identity.port}/msi/token`, IDENTITY_HEADER: 'made-up-header' },
    refuse(code) {
      its.refusal = code
    },
    get claims() {
      return its.claims
    },
    set claims(claims) {
      its.claims = claims
    },
    token,
    az(scratch, says, before = '') {
      const answer =
        'error' in says
          ? `cat >&2 <<'END'\n${says.error}\nEND\nexit 1`
          : `cat <<'END'\n${JSON.stringify({
              accessToken: says.token,
              expiresOn: '2099-01-01 00:00:00.000000',
              expires_on: Math.floor(Date.now() / 1000) + 3599,
              subscription: objectId,
              tenant,
              tokenType: 'Bearer',
            })}\nEND`
      scratch.write(
        'az/az',
        `#!/bin/sh\n[ "$1 $2" = "account get-access-token" ] || exit 2\n${before}\n${answer}\n`,
        0o755,
      )
      return scratch.path('az')
    },
    async [Symbol.asyncDispose]() {
      await server.stop(true)
      await identity.stop(true)
    },
  }
}
