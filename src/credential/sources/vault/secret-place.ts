import type { Session } from './session.ts'

/** Engines whose paths look like this make what they give; asking what is mounted there would be a call too many. */
const made = /\/(?:creds|static-creds|sts|issue|token|roleset|static-account)\//

/** Whether the path looks like one whose secrets are made on request; a guess for the time before the first answer. */
export const looksMade = (path: string): boolean => made.test(`/${path}/`)

/**
 * The path as the API has it. KV v2 keeps its secrets below `<mount>/data/`, which its command line hides: a path
 * without it is looked up once among the mounts. Where that is not allowed, the path is taken as it is.
 * https://developer.hashicorp.com/vault/docs/secrets/kv/kv-v2#acl-rules
 */
export async function apiPath(path: string, session: Session, signal: AbortSignal): Promise<string> {
  if (path.includes('/data/') || looksMade(path)) return path
  const { status, body } = await session.ask({ method: 'GET', path: `sys/internal/ui/mounts/${path}` }, signal)
  const mount = body.data?.path
  const options = body.data?.options
  if (status !== 200 || typeof mount !== 'string' || typeof options !== 'object' || options === null) return path
  const isV2 = 'version' in options && options.version === '2'
  if (!isV2 || !path.startsWith(mount)) return path
  return `${mount}data/${path.slice(mount.length)}`
}
