import { join, resolve } from 'node:path'
import type { ReadResult } from '../../../clients/client.ts'
import type { Bench } from '../../bench.ts'
import { objectIn } from '../../files/json-object.ts'
import { andThen } from '../../fixes/fix-words.ts'
import { toUnset } from '../../fixes/set-variable.ts'
import type { GoogleCredential } from './google-failures.ts'

/** The file of application-default credentials that counts: https://cloud.google.com/docs/authentication/application-default-credentials */
export interface AdcFile extends GoogleCredential {
  /** The variable that names it; `null` for the place where gcloud writes it. */
  readonly by: string | null
  readonly text: ReadResult
  /** Its JSON; `null` where it is none. */
  readonly json: Readonly<Record<string, unknown>> | null
}

/** Where gcloud keeps what it knows: https://cloud.google.com/sdk/docs/configurations */
export const gcloudFolder = ({ clientEnv, world }: Bench): string =>
  clientEnv.CLOUDSDK_CONFIG ||
  (world.platform === 'win32' && clientEnv.APPDATA
    ? join(clientEnv.APPDATA, 'gcloud')
    : join(world.home, '.config', 'gcloud'))

/** Finds that file as the library of Google does, and reads what it says of itself. */
export function adcFile(bench: Bench): AdcFile {
  const { clientEnv, world } = bench
  const named = (clientEnv.GOOGLE_APPLICATION_CREDENTIALS ?? '').trim()
  const file =
    named === '' ? join(gcloudFolder(bench), 'application_default_credentials.json') : resolve(world.cwd, named)
  const text = world.read(file)
  const json = typeof text === 'string' ? objectIn(text) : null
  const type = typeof json?.type === 'string' ? json.type : text === null ? 'metadata server' : 'no type'
  const by = named === '' ? null : 'GOOGLE_APPLICATION_CREDENTIALS'
  const pool = typeof json?.audience === 'string' ? json.audience : null
  const of = { type, account: accountIn(json), pool, login: loginOf(bench, by) }
  return { ...of, file: text === null ? 'the metadata server' : file, by, text, json }
}

/** A new login lies where gcloud writes it, and counts where no variable names another file. */
function loginOf(bench: Bench, by: string | null): string {
  const login = 'gcloud auth application-default login'
  if (by === null) return `Type: ${login}`
  const { fix } = toUnset(bench, by)
  return fix.startsWith('Type: ') ? `${fix}; ${login}` : andThen(fix, `Type: ${login}`)
}

function accountIn(json: Readonly<Record<string, unknown>> | null): string | null {
  if (typeof json?.client_email === 'string') return json.client_email
  const url = json?.service_account_impersonation_url
  return typeof url === 'string' ? (/serviceAccounts\/([^:]+):/.exec(url)?.[1] ?? null) : null
}

/** The account and the project of the configuration of gcloud that is active; `null` where there is none. */
export function gcloudActive(
  bench: Bench,
): { readonly name: string; readonly account: string | null; readonly project: string | null } | null {
  const folder = gcloudFolder(bench)
  const chosen = bench.clientEnv.CLOUDSDK_ACTIVE_CONFIG_NAME || bench.world.read(join(folder, 'active_config'))
  const name = typeof chosen === 'string' && /^[\w-]+$/.test(chosen.trim()) ? chosen.trim() : 'default'
  const text = bench.world.read(join(folder, 'configurations', `config_${name}`))
  if (typeof text !== 'string') return null
  const core = /\[core\]([^[]*)/.exec(text)?.[1] ?? ''
  const value = (key: string) => new RegExp(`^\\s*${key}\\s*=\\s*(\\S+)\\s*$`, 'm').exec(core)?.[1] ?? null
  return { name, account: value('account'), project: value('project') }
}
