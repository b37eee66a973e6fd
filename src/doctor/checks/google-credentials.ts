import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isOn } from '../../clients/claude-code/obstacle.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok, skip } from '../check.ts'

/** What a file of application-default credentials must hold, by its type: https://google.aip.dev/auth/4110 */
const required: Readonly<Record<string, readonly string[]>> = {
  authorized_user: ['client_id', 'client_secret', 'refresh_token'],
  service_account: ['client_email', 'private_key'],
  external_account: ['audience', 'token_url', 'credential_source'],
  impersonated_service_account: ['service_account_impersonation_url', 'source_credentials'],
}

/** Whether Vertex would find application-default credentials; they are parsed, and not sent anywhere. */
export const googleCredentials: Check = {
  id: 'google-credentials',
  title: 'Google credentials can be had',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address'],
  run(bench) {
    const { ladder, clientEnv, world } = bench
    if (ladder.winner?.rung.name !== 'CLAUDE_CODE_USE_VERTEX') return doesNotApply('Vertex is not switched on')
    if (isOn(clientEnv.CLAUDE_CODE_SKIP_VERTEX_AUTH ?? '')) return doesNotApply('a gateway signs in for it')
    const wrong = (summary: string, fix: string, ...evidence: string[]): Complaint => ({
      status: 'wrong',
      cause: 'missing-credential',
      summary,
      evidence: [`CLAUDE_CODE_USE_VERTEX of ${ladder.winner?.holding.origin.place}`, ...evidence],
      fix,
      number: 5,
    })
    const login = 'Type: gcloud auth application-default login'
    const named = (clientEnv.GOOGLE_APPLICATION_CREDENTIALS ?? '').trim()
    const folder = clientEnv.CLOUDSDK_CONFIG || join(world.home, '.config', 'gcloud')
    const file = named === '' ? join(folder, 'application_default_credentials.json') : named
    const text = world.read(file)
    if (text === null) {
      if (named !== '')
        return wrong(
          `GOOGLE_APPLICATION_CREDENTIALS names ${named}, which is not there.`,
          `Type: unset GOOGLE_APPLICATION_CREDENTIALS; gcloud auth application-default login`,
          `${named}: ENOENT`,
        )
      if (onGoogle(bench)) return skip('this looks like a machine of Google, which asks its own metadata server')
      return existsSync(join(folder, 'credentials.db')) || existsSync(join(folder, 'legacy_credentials'))
        ? wrong(
            'gcloud is signed in, but there are no application-default credentials, which is what Claude Code uses on Vertex.',
            login,
            `${file}: ENOENT`,
            `${folder}: a login of gcloud itself`,
          )
        : wrong('There are no application-default credentials of Google.', login, `${file}: ENOENT`)
    }
    if (typeof text !== 'string') return wrong(`${file} cannot be read (${text.unreadable}).`, `Type: ls -l ${file}`)
    const found = parsed(text)
    const type = typeof found?.type === 'string' ? found.type : null
    if (found === null || type === null)
      return wrong(`${file} holds no credentials of Google.`, login, `${file}: no JSON with a "type"`)
    const missing = (required[type] ?? []).find((name) => found[name] === undefined || found[name] === '')
    if (missing !== undefined) return wrong(`${file} has no "${missing}", so it opens nothing.`, login, `type: ${type}`)
    const project = clientEnv.GCLOUD_PROJECT || clientEnv.GOOGLE_CLOUD_PROJECT
    const own = clientEnv.ANTHROPIC_VERTEX_PROJECT_ID
    if (project !== undefined && own !== undefined && own !== '' && project !== own) {
      const name = clientEnv.GCLOUD_PROJECT ? 'GCLOUD_PROJECT' : 'GOOGLE_CLOUD_PROJECT'
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `${name} names the project ${project}, and counts before ANTHROPIC_VERTEX_PROJECT_ID, which names ${own}.`,
        evidence: [`${name}: ${project}`, `ANTHROPIC_VERTEX_PROJECT_ID: ${own}`],
        fix: `If ${own} is the one you mean: export ${name}=${own}`,
      }
    }
    return ok(`${type} of ${file}, parsed and not tried: gcloud auth application-default print-access-token`)
  },
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** Variables and hardware names of Google's own machines: https://cloud.google.com/compute/docs/metadata/detect-compute-engine */
function onGoogle({ world }: Bench): boolean {
  const { env } = world
  if ([env.K_SERVICE, env.FUNCTION_TARGET, env.GCE_METADATA_HOST].some((value) => value !== undefined)) return true
  const product = world.read('/sys/class/dmi/id/product_name')
  return typeof product === 'string' && product.includes('Google')
}
