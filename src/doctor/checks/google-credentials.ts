import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { adcFile, gcloudFolder } from '../cloud/google/adc-file.ts'
import { usesVertex, vertexGateway } from '../cloud/google/vertex-setup.ts'

/** What a file of application-default credentials must hold, by its type: https://google.aip.dev/auth/4110 */
const required: Readonly<Record<string, readonly string[]>> = {
  authorized_user: ['client_id', 'client_secret', 'refresh_token'],
  service_account: ['client_email', 'private_key'],
  external_account: ['audience', 'token_url', 'credential_source'],
  impersonated_service_account: ['service_account_impersonation_url', 'source_credentials'],
}

/** Whether Vertex would find application-default credentials; they are parsed, and google-token tries them. */
export const googleCredentials: Check = {
  id: 'google-credentials',
  title: 'Google credentials can be had',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address'],
  run(bench) {
    const { ladder } = bench
    if (!usesVertex(bench)) return doesNotApply('Vertex is not switched on')
    if (vertexGateway(bench)) return doesNotApply('a gateway signs in for it')
    const wrong = (summary: string, fix: string, ...evidence: string[]): Complaint => ({
      status: 'wrong',
      cause: 'missing-credential',
      summary,
      evidence: [`CLAUDE_CODE_USE_VERTEX of ${ladder.winner?.holding.origin.place}`, ...evidence],
      fix,
      number: 5,
    })
    const folder = gcloudFolder(bench)
    const { by, file, text, json, type, login } = adcFile(bench)
    if (text === null) {
      if (by !== null)
        return wrong(
          `${by} names ${bench.clientEnv[by]?.trim()}, which is not there.`,
          login,
          `${bench.clientEnv[by]?.trim()}: ENOENT`,
        )
      if (onGoogle(bench)) return doesNotApply('there is no file: a machine of Google gives its own')
      const usual = join(folder, 'application_default_credentials.json')
      return existsSync(join(folder, 'credentials.db')) || existsSync(join(folder, 'legacy_credentials'))
        ? wrong(
            'gcloud is signed in, but there are no application-default credentials, which is what Claude Code uses on Vertex.',
            login,
            `${usual}: ENOENT`,
            `${folder}: a login of gcloud itself`,
          )
        : wrong('There are no application-default credentials of Google.', login, `${usual}: ENOENT`)
    }
    if (typeof text !== 'string') return wrong(`${file} cannot be read (${text.unreadable}).`, `Type: ls -l ${file}`)
    if (typeof json?.type !== 'string')
      return wrong(`${file} holds no credentials of Google.`, login, `${file}: no JSON with a "type"`)
    const missing = (required[type] ?? []).find((name) => json[name] === undefined || json[name] === '')
    if (missing !== undefined) return wrong(`${file} has no "${missing}", so it opens nothing.`, login, `type: ${type}`)
    if (
      type === 'external_account' &&
      runsProgram(json) &&
      bench.clientEnv.GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES !== '1'
    )
      return {
        ...wrong(
          `${file} names a program to be run, and nobody has allowed that.`,
          'Type: export GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1',
          'credential_source.executable: not run',
        ),
        cause: 'config-file',
      }
    return ok(`${type} of ${file}, parsed`)
  },
}

/** https://google.aip.dev/auth/4117#determining-the-subject-token-in-executable-sourced-credentials */
const runsProgram = ({ credential_source: source }: Readonly<Record<string, unknown>>): boolean =>
  typeof source === 'object' && source !== null && 'executable' in source

/** Variables and hardware names of Google's own machines: https://cloud.google.com/compute/docs/metadata/detect-compute-engine */
function onGoogle({ world, clientEnv }: Bench): boolean {
  const { K_SERVICE, FUNCTION_TARGET, GCE_METADATA_HOST } = clientEnv
  if ([K_SERVICE, FUNCTION_TARGET, GCE_METADATA_HOST].some((value) => value !== undefined)) return true
  const product = world.read('/sys/class/dmi/id/product_name')
  return typeof product === 'string' && product.includes('Google')
}
