/** How a double answers one kind of request, until the test says otherwise. */
export type Reply = { readonly status: number; readonly body: unknown; readonly type?: string } | 'hang'

/**
 * What moto does not have, or not strictly, by the documents of AWS: the portal and the tokens of SSO, the metadata of an
 * instance (version 2 only), the credentials of a container, and one parameter of Parameter Store. A request that the real
 * one would not understand is refused, and kept in `mistakes`.
 */
export interface AwsDouble extends AsyncDisposable {
  readonly url: string
  /** What was asked, in order: `portal`, `oidc`, `imds token`, `imds role`, `imds credentials`, `container`, `parameter`, and `register`,
   * `device`, `device token` of a sign-in. */
  readonly asked: readonly string[]
  readonly mistakes: readonly string[]
  /** From now on this kind of request gets this reply. */
  on(what: string, reply: Reply): void
  /**
   * What has to come along: the access token of the portal, the refresh token, the token of the container; and whether
   * the person has allowed a sign-in in the browser.
   */
  readonly wanted: { accessToken: string; refreshToken: string; containerToken: string; isAllowed: boolean }
}

const end = () => new Date(Date.now() + 3_600_000)

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** The JSON of a request; empty where it has none. */
async function fieldsOf(request: Request): Promise<Readonly<Record<string, unknown>>> {
  try {
    return { ...Object(await request.json()) }
  } catch {
    return {}
  }
}

/** Answers that say something; nothing in them opens anything anywhere. */
export const roleCredentials = (n: number) => ({
  roleCredentials: {
    accessKeyId: `ASIACANARY${String(n).padStart(10, '0')}`,
    secretAccessKey: `canary-secret-${n}`,
    sessionToken: `canary-session-${n}`,
    expiration: end().getTime(),
  },
})

const machineCredentials = (n: number) => ({
  AccessKeyId: `ASIACANARY${String(n).padStart(10, '0')}`,
  SecretAccessKey: `canary-secret-${n}`,
  Token: `canary-session-${n}`,
  Expiration: end().toISOString(),
})

export function startAwsDouble(): AwsDouble {
  const asked: string[] = []
  const mistakes: string[] = []
  const replies = new Map<string, Reply>()
  const wanted = {
    accessToken: 'canary-access-1',
    refreshToken: 'canary-refresh-1',
    containerToken: 'canary-container',
    isAllowed: false,
  }
  const imdsToken = 'canary-imds-token'

  const reply = (what: string, usual: Reply): Response | Promise<Response> => {
    asked.push(what)
    const chosen = replies.get(what) ?? usual
    if (chosen === 'hang') return new Promise<Response>(() => {})
    const headers = {
      'x-amzn-requestid': `double-${asked.length}`,
      ...(chosen.type ? { 'x-amzn-errortype': chosen.type } : {}),
    }
    if (typeof chosen.body === 'string') return new Response(chosen.body, { status: chosen.status, headers })
    return Response.json(chosen.body, { status: chosen.status, headers })
  }
  const mistake = (what: string, status = 400) => {
    mistakes.push(what)
    return new Response('', { status })
  }

  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 0,
    async fetch(request): Promise<Response> {
      const { pathname, searchParams } = new URL(request.url)
      const { method, headers } = request
      if (pathname === '/federation/credentials') {
        // https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
        if (method !== 'GET' || !searchParams.get('account_id') || !searchParams.get('role_name'))
          return mistake('portal')
        if (headers.has('authorization')) return mistake('portal with a signature')
        if (headers.get('x-amz-sso_bearer_token') !== wanted.accessToken)
          return reply('portal', {
            status: 401,
            type: 'UnauthorizedException',
            body: {
              message: 'Session token not found or invalid',
              __type: 'com.amazonaws.switchboard.portal#UnauthorizedException',
            },
          })
        return reply('portal', { status: 200, body: roleCredentials(asked.length + 1) })
      }
      if (pathname === '/token') {
        // https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
        const body = await fieldsOf(request)
        if (method !== 'POST' || typeof body.clientId !== 'string' || typeof body.clientSecret !== 'string')
          return mistake('oidc')
        if (body.grantType === deviceGrant) {
          if (body.deviceCode !== 'canary-device' || body.clientSecret !== 'canary-client') return mistake('device')
          if (wanted.isAllowed) {
            const { accessToken, refreshToken } = wanted
            return reply('device token', {
              status: 200,
              body: { accessToken, expiresIn: 28_800, refreshToken, tokenType: 'Bearer' },
            })
          }
          return reply('device token', {
            status: 400,
            type: 'AuthorizationPendingException',
            body: { error: 'authorization_pending', error_description: null },
          })
        }
        if (body.grantType !== 'refresh_token') return mistake('oidc grant')
        if (body.refreshToken !== wanted.refreshToken)
          return reply('oidc', {
            status: 400,
            type: 'InvalidGrantException',
            body: { error: 'invalid_grant', error_description: 'Invalid refresh token provided' },
          })
        wanted.accessToken = `canary-access-${asked.length + 2}`
        wanted.refreshToken = `canary-refresh-${asked.length + 2}`
        return reply('oidc', {
          status: 200,
          body: {
            accessToken: wanted.accessToken,
            expiresIn: 3_600,
            refreshToken: wanted.refreshToken,
            tokenType: 'Bearer',
          },
        })
      }
      if (pathname === '/client/register') {
        // https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html
        const body = await fieldsOf(request)
        if (method !== 'POST' || typeof body.clientName !== 'string' || body.clientType !== 'public')
          return mistake('register')
        const nowSeconds = Math.floor(Date.now() / 1_000)
        return reply('register', {
          status: 200,
          body: {
            clientId: 'client',
            clientSecret: 'canary-client',
            clientIdIssuedAt: nowSeconds,
            clientSecretExpiresAt: nowSeconds + 90 * 86_400,
          },
        })
      }
      if (pathname === '/device_authorization') {
        // https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html
        const body = await fieldsOf(request)
        if (body.clientId !== 'client' || body.clientSecret !== 'canary-client' || typeof body.startUrl !== 'string')
          return mistake('device authorization')
        return reply('device', {
          status: 200,
          body: {
            deviceCode: 'canary-device',
            userCode: 'ABCD-EFGH',
            verificationUri: 'https://device.sso.example/',
            verificationUriComplete: 'https://device.sso.example/?user_code=ABCD-EFGH',
            expiresIn: 600,
            interval: 0,
          },
        })
      }
      if (pathname.startsWith('/latest/')) {
        // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-v2-how-it-works.html
        if (pathname === '/latest/api/token') {
          if (method !== 'PUT' || !headers.has('x-aws-ec2-metadata-token-ttl-seconds'))
            return mistake('imds token', 405)
          return reply('imds token', { status: 200, body: imdsToken })
        }
        if (headers.get('x-aws-ec2-metadata-token') !== imdsToken) return mistake('imds without token', 401)
        if (pathname === '/latest/meta-data/iam/security-credentials/')
          return reply('imds role', { status: 200, body: 'worker' })
        if (pathname === '/latest/meta-data/iam/security-credentials/worker')
          return reply('imds credentials', {
            status: 200,
            body: {
              Code: 'Success',
              Type: 'AWS-HMAC',
              LastUpdated: new Date().toISOString(),
              ...machineCredentials(asked.length + 1),
            },
          })
      }
      if (pathname === '/container') {
        // https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
        if (method !== 'GET') return mistake('container')
        if (headers.get('authorization') !== wanted.containerToken) return mistake('container without token', 401)
        return reply('container', {
          status: 200,
          body: { RoleArn: 'arn:aws:iam::123456789012:role/task', ...machineCredentials(asked.length + 1) },
        })
      }
      if (pathname === '/' && headers.get('x-amz-target') === 'AmazonSSM.GetParameter') {
        // https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
        const body = await fieldsOf(request)
        if (body.WithDecryption !== true || !/^AWS4-HMAC-SHA256 /.test(headers.get('authorization') ?? ''))
          return mistake('parameter')
        return reply('parameter', {
          status: 400,
          type: 'ParameterNotFound',
          body: { __type: 'ParameterNotFound', message: `Parameter ${body.Name} not found.` },
        })
      }
      return mistake(`${method} ${pathname}`, 404)
    },
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    asked,
    mistakes,
    wanted,
    on: (what, given) => void replies.set(what, given),
    [Symbol.asyncDispose]: async () => void (await server.stop(true)),
  }
}
