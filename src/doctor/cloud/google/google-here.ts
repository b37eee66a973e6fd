import type { CloudAnswer } from '../ask-cloud.ts'

/** As Claude Code asks for it (measured with 2.1.330). */
const scopes = ['https://www.googleapis.com/auth/cloud-platform']

/** Application-default credentials as the library of Google finds them in this process. */
export async function askGoogle(projectId: string | null): Promise<CloudAnswer> {
  const { GoogleAuth } = await import('google-auth-library')
  const auth = new GoogleAuth({ scopes, ...(projectId === null ? {} : { projectId }) })
  const client = await auth.getClient()
  const headers = await client.getRequestHeaders()
  const token = (headers.get('authorization') ?? '').replace(/^Bearer /, '')
  const userProject = headers.get('x-goog-user-project')
  return {
    kind: 'token',
    token,
    expiresAtMs: client.credentials.expiry_date ?? null,
    headers: userProject === null ? {} : { 'x-goog-user-project': userProject },
    account: await accountOf(auth, client, token).catch(() => null),
    type: auth.jsonContent?.type ?? 'metadata server',
  }
}

type Auth = InstanceType<typeof import('google-auth-library').GoogleAuth>
type Client = Awaited<ReturnType<Auth['getClient']>>

/** Whose it is: a file or a machine says the name of a service account, and Google that of a person. */
async function accountOf(auth: Auth, client: Client, token: string): Promise<string | null> {
  if ('getServiceAccountEmail' in client) return client.getServiceAccountEmail() ?? null
  const { client_email: email } = await auth.getCredentials()
  if (email !== undefined) return email
  if (!('getTokenInfo' in client)) return null
  return (await client.getTokenInfo(token)).email ?? null
}
