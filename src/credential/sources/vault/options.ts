import { z } from 'zod'
import { durationSchema } from '../../../duration.ts'
import { isLoopback } from '../../../proxy.ts'
import { secretRefSchema } from '../../secret-ref.ts'
import { ttlBounds } from '../../windows.ts'

const segment = /^[^/\s?#%]+(?:\/[^/\s?#%]+)*\/?$/
const mount = (standard: string) =>
  z
    .string()
    .regex(segment, 'is not the path of a mount')
    .optional()
    .describe(`Where the method is mounted, below "auth/". Default "${standard}"`)
const file = z.string().min(1)
const role = z.string().min(1)
const secret = secretRefSchema

/** How warmkey gets its token, one block for each method. Built when first needed: every start would wait for it. */
export const authSchema = z.lazy(() => {
  built ??= buildAuth()
  return built
})
let built: ReturnType<typeof buildAuth> | null = null

const buildAuth = () =>
  z.discriminatedUnion('method', [
    z.strictObject({
      method: z.literal('token'),
      token: secret
        .optional()
        .describe('Default: VAULT_TOKEN, else what the token helper of ~/.vault gives, else ~/.vault-token'),
      wrapped: z.boolean().optional().describe('It is a response-wrapping token that holds the real one'),
    }),
    z.strictObject({
      method: z.literal('approle'),
      roleId: z.union([z.string().min(1), secret]).describe('The role id, or where it is kept'),
      secretId: secret.optional().describe('Where the secret id is kept, if the role wants one'),
      wrapped: z.boolean().optional().describe('The secret id comes as a response-wrapping token'),
      mount: mount('approle'),
    }),
    z.strictObject({
      method: z.literal('jwt'),
      jwt: secret.describe('Where the JSON Web Token is kept; read anew at each login'),
      role: role.optional().describe('Default: the default role of the mount'),
      mount: mount('jwt'),
    }),
    z.strictObject({
      method: z.literal('oidc'),
      role: role.optional().describe('Default: the default role of the mount'),
      mount: mount('oidc'),
    }),
    z.strictObject({
      method: z.literal('kubernetes'),
      role: role.describe('The role of the service account'),
      jwt: secret.optional().describe('Default: the token that Kubernetes puts into each pod'),
      mount: mount('kubernetes'),
    }),
    z.strictObject({
      method: z.literal('userpass'),
      username: z.string().regex(/^[^/\s]+$/, 'is not a user name'),
      password: secret.describe('Where the password is kept'),
      mount: mount('userpass').describe(
        'Where the method is mounted, below "auth/". Default "userpass"; "ldap" works the same way',
      ),
    }),
    z.strictObject({
      method: z.literal('cert'),
      certFile: file.describe('PEM file of the client certificate'),
      keyFile: file.describe('PEM file of its key'),
      role: role.optional().describe('Name of the certificate role; default: whichever fits'),
      mount: mount('cert'),
    }),
    z.strictObject({
      method: z.literal('aws'),
      role: role.optional().describe('Default: the name of the IAM principal'),
      region: z
        .string()
        .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'is not a region')
        .optional()
        .describe('Of STS; default: its global endpoint'),
      serverId: z.string().min(1).optional().describe('Value of X-Vault-AWS-IAM-Server-ID, where the mount wants it'),
      profile: z.string().min(1).optional().describe('AWS profile; default: what the AWS SDK finds by itself'),
      credentials: secret
        .optional()
        .describe('What gives AWS credentials as JSON, as a credential process does, instead of AWS itself'),
      mount: mount('aws'),
    }),
  ])

export type AuthOptions = z.output<typeof authSchema>

/** The path of a secret without what does not belong to it; `null` when it is none. */
export function secretPath(text: string): string | null {
  const path = text.replace(/^\/?(?:v1\/)?/, '').replace(/\/$/, '')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no path holds one
  const whole = path.includes('/') && !/[?#\u0000-\u001F]/.test(path)
  return whole && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..') ? path : null
}

const address = z.string().superRefine((text, issues) => {
  const problem = addressProblem(text)
  if (problem !== null) issues.addIssue({ code: 'custom', message: problem })
})

/** What is wrong with the address of a Vault; `null` when nothing is. A token goes nowhere without TLS but to loopback. */
export function addressProblem(text: string): string | null {
  if (/^unix:/i.test(text)) return 'is a Unix socket; name an address with http:// or https://'
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return 'is not a URL; write it like "https://vault.example.com:8200"'
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://'
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    return 'is not encrypted, and a token would be read on the way; use https:// (http:// is for loopback)'
  if (url.username !== '' || url.password !== '') return 'holds a user name or password; put it into "auth"'
  if (url.search !== '' || url.hash !== '') return 'must end with its path, without ? and #'
  return null
}

export const schema = z.strictObject({
  type: z.literal('vault'),
  address: address.optional().describe('Address of Vault or OpenBao; default: BAO_ADDR or VAULT_ADDR'),
  path: z
    .string()
    .refine((path) => secretPath(path) !== null, 'is not the path of a secret; write it like "secret/data/claude"')
    .describe('The secret, as in the API ("secret/data/claude") or as on the command line ("secret/claude")'),
  field: z
    .string()
    .min(1)
    .optional()
    .describe('Name of the field that holds the key, or a JSON Pointer into the data; default: the only one'),
  version: z.int().min(1).optional().describe('Version of a KV v2 secret; default: the latest'),
  parameters: z
    .record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .describe('What is sent along where the secret is made on request; never a secret'),
  namespace: z.string().min(1).optional().describe('Namespace; default: BAO_NAMESPACE or VAULT_NAMESPACE'),
  auth: authSchema.optional().describe('How to log in; default: the token that `vault login` left'),
  wrapTtl: durationSchema({ minMs: 1_000, maxMs: 3_600_000 })
    .optional()
    .describe('Ask for a wrapped answer that lives this long, where a policy wants it, and unwrap it at once'),
  revoke: z
    .boolean()
    .optional()
    .describe('Revoke leases and tokens that warmkey got when it does not need them any more. Default false'),
  ttl: durationSchema(ttlBounds).optional().describe('How long a key is taken to live; default: what Vault says'),
  timeout: durationSchema({ minMs: 1_000, maxMs: 600_000 })
    .optional()
    .describe('How long a request to Vault may take; default "30s"'),
  caFile: file
    .optional()
    .describe('PEM file of certificate authorities to trust instead of the system’s; default: VAULT_CACERT'),
  clientCertFile: file.optional().describe('PEM file of a client certificate; default: VAULT_CLIENT_CERT'),
  clientKeyFile: file.optional().describe('PEM file of its key; default: VAULT_CLIENT_KEY'),
  serverName: z
    .string()
    .min(1)
    .optional()
    .describe('Name that the certificate of Vault has to carry; default: VAULT_TLS_SERVER_NAME'),
  proxy: z
    .union([
      z.string().regex(/^https?:\/\/[^\s/]+\/?$/i, 'is not a proxy address; write it like "http://proxy.example:3128"'),
      z.literal(false),
    ])
    .optional()
    .describe('HTTP proxy on the way; false for none. Default: HTTPS_PROXY and NO_PROXY'),
})

export type VaultOptions = z.output<typeof schema>
