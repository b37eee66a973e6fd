import type { ClientWorld, Found, Resolution } from '../../clients/client.ts'
import { clientFor } from '../../clients/index.ts'
import { formatDuration } from '../../duration.ts'
import { type Candidate, shellOnly } from './candidate.ts'

/** The shortest life that a profile may give a credential, milliseconds. */
const minTtlMs = 1_000

/** What the client would use outside of every project: a profile is for longer than a visit to a checkout. */
const resolve = (world: ClientWorld): Resolution =>
  clientFor('claude').find({ ...world, cwd: world.home }, [], () => 'no')

/** What Claude Code would sign in with; nothing that a project brings is offered. */
export function claudeCandidates(world: ClientWorld, ownAddress: string): Candidate[] {
  const resolution = resolve(world)
  if (resolution.kind !== 'key' || !resolution.credential.origin.trusted) return []
  const source = sourceOf(resolution)
  if (source === null || isOurs(resolution, ownAddress)) return []
  const { credential, baseUrl, aws } = resolution
  const upstream = {
    ...(baseUrl.url === null ? {} : { url: baseUrl.url }),
    ...(aws ?? {}),
    ...(credential.type === 'token' ? { header: 'authorization' } : {}),
    ...(credential.type === 'api-key' ? { header: 'x-api-key' } : {}),
  }
  const what = {
    helper: 'apiKeyHelper of Claude Code',
    aws: 'AWS credentials of Claude Code',
    token: 'ANTHROPIC_AUTH_TOKEN of Claude Code',
    'api-key': 'ANTHROPIC_API_KEY of Claude Code',
  }[credential.type]
  const isShell = 'at' in credential && credential.at.in === 'shell'
  return [
    {
      id: credential.type === 'helper' ? 'claude-code:helper' : 'claude-code',
      title: what,
      place: credential.origin.place,
      name: credential.type === 'aws' ? 'bedrock' : 'work',
      draft: { source, upstream: aws?.dialect === 'messages' ? without(upstream, 'dialect') : upstream },
      remarks: isShell && 'name' in credential ? [shellOnly(credential.name)] : [],
    },
  ]
}

/** Why what Claude Code signs in with is not offered, as a sentence; `null` where it is, or where there is nothing. */
export function whyNotClaude(world: ClientWorld): string | null {
  const resolution = resolve(world)
  return resolution.kind === 'key' || resolution.kind === 'nothing' ? null : resolution.sentence
}

const without = (value: Record<string, unknown>, key: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([each]) => each !== key))

/** The source that reads what the client reads; `null` for a place that no source reads. */
function sourceOf({ credential, aws }: Found): Record<string, unknown> | null {
  switch (credential.type) {
    case 'helper':
      return {
        type: 'command',
        command: credential.command,
        ttl: formatDuration(Math.max(credential.ttlMs, minTtlMs)),
      }
    case 'aws':
      return {
        type: 'aws',
        ...(credential.profile === null ? {} : { profile: credential.profile }),
        ...(aws === undefined ? {} : { region: aws.region }),
      }
    default:
      if (credential.at.in === 'source-env') return null
      return credential.at.in === 'shell'
        ? { type: 'env', name: credential.name }
        : { type: 'file', path: credential.at.path, field: credential.at.pointer }
  }
}

/** A client that is connected already has our own key, our own helper or our own address: that leads back to us. */
function isOurs({ credential, baseUrl }: Found, ownAddress: string): boolean {
  if (credential.type === 'helper' && /\bwarmkey\b.*\btoken\b/.test(credential.command)) return true
  return baseUrl.url !== null && originOf(baseUrl.url) === originOf(ownAddress)
}

function originOf(url: string): string {
  try {
    const { protocol, hostname, port } = new URL(url)
    const host = ['localhost', '[::1]', '0.0.0.0'].includes(hostname) ? '127.0.0.1' : hostname
    return `${protocol}//${host}:${port}`
  } catch {
    return url
  }
}
