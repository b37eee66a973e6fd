import type { ClientWorld } from '../client.ts'
import { type Layers, lookUp, pathsOf } from './layers.ts'

/** Where the client goes when nothing names a region. Source: https://code.claude.com/docs/en/amazon-bedrock */
const fallback = 'us-east-1'

/** A variable as the AWS SDK sees it: an empty one is as good as none. */
const filled = (name: string, layers: Layers, env: ClientWorld['env']): string | null =>
  lookUp(name, layers, env)?.entry.value.trim() || null

/** The profile that AWS_PROFILE names, or `null`. */
export const awsProfile = (layers: Layers, env: ClientWorld['env']): string | null => filled('AWS_PROFILE', layers, env)

/**
 * The region of the client: AWS_REGION, AWS_DEFAULT_REGION, that of the profile in `~/.aws/config` or
 * `~/.aws/credentials`, or us-east-1 (measured with 2.1.197 and 2.1.329).
 */
export function awsRegion(world: ClientWorld, layers: Layers): string {
  const { env, home, platform } = world
  const named = filled('AWS_REGION', layers, env) ?? filled('AWS_DEFAULT_REGION', layers, env)
  if (named !== null) return named
  const path = pathsOf(platform)
  const profile = awsProfile(layers, env) ?? 'default'
  const files: readonly [string, string, string][] = [
    ['AWS_CONFIG_FILE', 'config', profile === 'default' ? 'default' : `profile ${profile}`],
    ['AWS_SHARED_CREDENTIALS_FILE', 'credentials', profile],
  ]
  for (const [variable, name, section] of files) {
    const text = world.read(path.resolve(world.cwd, filled(variable, layers, env) ?? path.join(home, '.aws', name)))
    const region = typeof text === 'string' ? regionIn(text, section) : null
    if (region !== null) return region
  }
  return fallback
}

/** `region` of one section of a file of AWS: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html */
function regionIn(text: string, section: string): string | null {
  let inside = false
  let region: string | null = null
  for (const line of text.split(/\r?\n/)) {
    const [, name] = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line) ?? []
    if (name !== undefined) inside = name.replace(/\s+/g, ' ').replace(/"/g, '') === section
    // An indented line belongs to a setting above it.
    const [, value] = (inside && /^region\s*=\s*([^\s#;]+)/.exec(line)) || []
    if (value !== undefined) region = value
  }
  return region
}
