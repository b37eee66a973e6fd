import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** An OpenID provider of a test's own: it discovers, publishes its keys, and gives tokens to machines. */
export interface TokenIssuer extends AsyncDisposable {
  readonly issuer: string
  /** A JSON Web Token of the client `ci` for this audience. */
  token(audience: string): Promise<string>
}

/** `oidc-provider` on loopback; its tokens live for `seconds` (default 600). */
export async function startTokenIssuer(seconds = 600): Promise<TokenIssuer> {
  const server = createServer((request, response) => void callback(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'ci',
        client_secret: 'fake-client-secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource) => ({
          scope: 'read',
          audience: resource,
          accessTokenFormat: 'jwt',
          accessTokenTTL: seconds,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  })
  const callback = provider.callback()
  return {
    issuer,
    async token(audience) {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa('ci:fake-client-secret')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience, scope: 'read' }),
      })
      const body = (await response.json()) as { access_token?: string }
      if (body.access_token === undefined) throw new Error(`no token: ${JSON.stringify(body)}`)
      return body.access_token
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
