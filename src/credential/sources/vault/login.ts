import { readSecretRef, type SecretRef, saySecretRef } from '../../secret-ref.ts'
import type { SourceDeps } from '../source.ts'
import type { AuthOptions } from './options.ts'

/** Methods by which warmkey can log in by itself, as often as it has to. */
export type LoginOptions = Exclude<AuthOptions, { method: 'token' | 'oidc' }>

/** One login: where it goes and what it carries. */
export interface Login {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

/** Where Kubernetes puts the token of the service account. https://kubernetes.io/docs/concepts/security/service-accounts/ */
const podToken: SecretRef = { file: '/var/run/secrets/kubernetes.io/serviceaccount/token' }

const mountOf = (auth: AuthOptions): string => {
  const named = 'mount' in auth ? auth.mount : undefined
  return (named ?? auth.method).replace(/\/+$/, '')
}

/** The path of the login, below `/v1/`; the same for every login of a configuration. */
export function loginPath(auth: LoginOptions): string {
  const mount = `auth/${mountOf(auth)}/login`
  return auth.method === 'userpass' ? `${mount}/${auth.username}` : mount
}

/** What to check when the login is refused, as part of a sentence. */
export function loginNeeds(auth: LoginOptions, home: string): string {
  switch (auth.method) {
    case 'approle':
      return auth.secretId === undefined
        ? '"roleId"'
        : `"roleId" and the secret id in ${saySecretRef(auth.secretId, home)}`
    case 'jwt':
      return `"role" and the token in ${saySecretRef(auth.jwt, home)}`
    case 'kubernetes':
      return `"role" and the token in ${saySecretRef(auth.jwt ?? podToken, home)}`
    case 'userpass':
      return `"username" and the password in ${saySecretRef(auth.password, home)}`
    case 'cert':
      return `"role" and the certificate in ${auth.certFile}`
    case 'aws':
      return '"role" and whose AWS credentials these are'
  }
}

/** Reads what the login carries, anew each time: a secret id or a pod’s token may have been replaced. */
export async function loginOf(
  auth: LoginOptions,
  deps: SourceDeps,
  signal: AbortSignal,
  secretId: () => Promise<string>,
): Promise<Login> {
  const path = loginPath(auth)
  const read = (ref: SecretRef) => readSecretRef(ref, deps, signal)
  const named = 'role' in auth && auth.role !== undefined ? { role: auth.role } : {}
  switch (auth.method) {
    case 'approle': {
      const roleId = typeof auth.roleId === 'string' ? auth.roleId : await read(auth.roleId)
      return {
        path,
        body: { role_id: roleId, ...(auth.secretId === undefined ? {} : { secret_id: await secretId() }) },
      }
    }
    case 'jwt':
      return { path, body: { ...named, jwt: (await read(auth.jwt)).trim() } }
    case 'kubernetes':
      return { path, body: { ...named, jwt: (await read(auth.jwt ?? podToken)).trim() } }
    case 'userpass':
      return { path, body: { password: await read(auth.password) } }
    case 'cert':
      return { path, body: auth.role === undefined ? {} : { name: auth.role } }
    case 'aws': {
      const { signedIdentity } = await import('./aws-identity.ts')
      return { path, body: { ...named, ...(await signedIdentity(auth, deps, signal)) } }
    }
  }
}
