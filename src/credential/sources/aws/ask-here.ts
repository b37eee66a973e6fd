import type { Clock } from '../../../clock.ts'
import type { AwsAnswer, AwsFailure, AwsRequest } from './answer.ts'
import { type Chosen, chooseLink, looked, regionOf } from './chain.ts'
import {
  linkFailure,
  mfaImpossible,
  mfaLogin,
  nothingSetUp,
  profileMissing,
  sayLink,
  ssoLogin,
  storeFailure,
} from './failures.ts'
import { MfaImpossible, type MfaSession, MfaWanted } from './mfa-role.ts'
import { endOf, isOver, obtainCredentials, processForm } from './obtain.ts'
import {
  configFileOf,
  credentialsFileOf,
  linkOf,
  type ProfileFiles,
  profilePath,
  type Section,
  ssoTokenFile,
} from './profile-files.ts'
import { askQuestions } from './questions.ts'
import { beginSignIn, endSignIn, type Visit } from './sso-device.ts'
import { readSsoToken, refreshSsoToken, signInBefore, unreachable } from './sso-token.ts'
import { readStore, storeName, storeRegion } from './stores.ts'

export { requestVariable } from './answer.ts'

/** What the process that asks has. Its environment is `env` and its home `home`, or the SDK would see others. */
export interface Here {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly clock: Clock
  /** Told what is waited for, before it is. */
  readonly waitingFor: (what: string) => void
}

/** A token of SSO is refreshed this long before its end, milliseconds, as the SDK does. */
const refreshAheadMs = 300_000

/** Asks AWS once, with everything read anew. Never rejects. */
export async function askHere(request: AwsRequest, here: Here): Promise<AwsAnswer> {
  const { options } = request
  const files = await readFiles(here)
  const chosen = chooseLink(options, files, here.env)
  const base = { link: null, files: [files.configFile, files.credentialsFile], signInBeforeMs: null, signIn: null }
  if ('missing' in chosen) return { ...base, failure: profileMissing(chosen.missing, files, here.home) }
  if ('looked' in chosen) return { ...base, failure: nothingSetUp(chosen.looked, here.home) }

  const sso = ssoBehind(chosen, files)
  let session: MfaSession | undefined = chosen.wantsMfa ? request.mfaSession : undefined
  const opened = (made: MfaSession) => {
    session = made
  }
  const known = () => ({
    link: chosen.link,
    files: [...base.files, ...filesOf(chosen, sso, here)],
    signInBeforeMs: sso === null ? (session?.expiresAtMs ?? null) : signInBefore(readSsoToken(sso.section, here.home)),
    signIn: sso === null ? (session === undefined ? null : mfaLogin(chosen.profile)) : ssoLogin(sso.profile),
    ...(session === undefined ? {} : { mfaSession: session }),
  })
  if (request.signIn !== undefined) return { ...known(), ...(await signInHere(request.signIn, sso, chosen, here)) }
  here.waitingFor(sayLink(chosen.link, chosen.profile))
  let found: Awaited<ReturnType<typeof obtainCredentials>>
  try {
    if (sso !== null) {
      const failure = await refreshFirst(sso.section, here)
      if (failure !== null) return { ...known(), failure }
    }
    found = await obtainCredentials(request, chosen, { ...here, opened })
  } catch (thrown) {
    if (thrown instanceof MfaWanted) return { ...known(), mfa: { serial: thrown.serial, key: thrown.key } }
    if (thrown instanceof MfaImpossible) return { ...known(), failure: mfaImpossible(chosen.profile) }
    // An address that nothing answers at is no failure of an instance: this machine is none.
    if (chosen.link === 'instance' && !answersAtAll(thrown))
      return { ...known(), failure: nothingSetUp(looked(files, here.env, nameOf(options.profile, here)), here.home) }
    const failing =
      sso !== null && chosen.link === 'role' && isOfSso(thrown) ? { ...chosen, ...sso, link: 'SSO' as const } : chosen
    return { ...known(), failure: linkFailure(thrown, failing, options, here.home) }
  }
  const { credentials, link } = found
  if (isOver(credentials, here.clock)) return { ...known(), failure: over(sayLink(chosen.link, chosen.profile)) }
  if (request.questions !== undefined) {
    here.waitingFor('the answers of AWS')
    const said = await askQuestions(request.questions, credentials, here)
    return { ...known(), link, said, expiresAtMs: endOf(credentials) }
  }
  if (options.secret === undefined && options.parameter === undefined)
    return { ...known(), link, kind: 'aws', text: processForm(credentials), expiresAtMs: endOf(credentials) }

  const region = storeRegion(options, regionOf(options, here.env, chosen.section))
  if (region === undefined) return { ...known(), failure: noRegion(storeName(options)) }
  here.waitingFor(storeName(options))
  try {
    const { text } = await readStore(options, region, credentials)
    return { ...known(), kind: 'text', text, expiresAtMs: null }
  } catch (thrown) {
    return { ...known(), failure: storeFailure(thrown, options, region) }
  }
}

const nameOf = (profile: string | undefined, { env }: Here): string => profile ?? (env.AWS_PROFILE || 'default')

async function readFiles({ env, home }: Here): Promise<ProfileFiles> {
  const { loadSsoSessionData, parseKnownFiles } = await import('@smithy/core/config')
  return {
    configFile: configFileOf(env, home),
    credentialsFile: credentialsFileOf(env, home),
    profiles: await parseKnownFiles({ ignoreCache: true }),
    ssoSessions: await loadSsoSessionData(),
  }
}

interface SsoProfile {
  readonly profile: string
  /** With the region and start URL of its session. */
  readonly section: Section
}

/** The SSO profile that the chosen link rests on, itself or through roles. */
function ssoBehind({ profile }: Chosen, files: ProfileFiles): SsoProfile | null {
  if (profile === null) return null
  const name = profilePath(files, profile).at(-1)
  const section = name === undefined ? undefined : files.profiles[name]
  if (name === undefined || section === undefined || linkOf(section) !== 'SSO') return null
  return { profile: name, section: { ...section, ...files.ssoSessions[section.sso_session ?? ''] } }
}

/** Where tokens of SSO are made. */
function oidcEndpoint(section: Section, env: Here['env']): string {
  const region = section.sso_region ?? 'us-east-1'
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return env.AWS_ENDPOINT_URL_SSO_OIDC || env.AWS_ENDPOINT_URL || `https://oidc.${region}.${suffix}`
}

async function signInHere(
  step: NonNullable<AwsRequest['signIn']>,
  sso: SsoProfile | null,
  { link, profile }: Chosen,
  here: Here,
): Promise<{ failure: AwsFailure } | { visit: Visit } | { signedIn: boolean }> {
  if (sso === null) return { failure: noSignIn(sayLink(link, profile)) }
  here.waitingFor('the sign-in in the browser')
  const deps = { ...here, endpoint: oidcEndpoint(sso.section, here.env) }
  if (step !== 'begin') return endSignIn(sso.section, step.ticket, deps)
  const visit = await beginSignIn(sso.section, deps)
  return 'failure' in visit ? visit : { visit }
}

const noSignIn = (it: string): AwsFailure => ({
  code: 'source-failed',
  message: `${it} does not rest on a session of SSO.`,
  remedy: 'Look at the profile in ~/.aws/config.',
  transient: false,
})

/** Refreshes a token that is about to end; a failure only where nothing can go on without it. */
async function refreshFirst(section: Section, { home, env, clock }: Here): Promise<AwsFailure | null> {
  const token = readSsoToken(section, home)
  if (token === null || !token.refreshable || token.expiresAtMs - clock.nowMs() > refreshAheadMs) return null
  const refresh = await refreshSsoToken(section, home, oidcEndpoint(section, env), clock)
  const isStillGood = token.expiresAtMs > clock.nowMs()
  return refresh.kind === 'unreachable' && !isStillGood ? unreachable(refresh.host, refresh.why) : null
}

/** Files whose change may change what this link gives. */
function filesOf({ link, section }: Chosen, sso: SsoProfile | null, { env, home }: Here): string[] {
  if (sso !== null) return [ssoTokenFile(sso.section, home)]
  const token = section.web_identity_token_file ?? env.AWS_WEB_IDENTITY_TOKEN_FILE
  return link === 'web identity' && token !== undefined && token.startsWith('/') ? [token] : []
}

const isOfSso = (thrown: unknown): boolean => thrown instanceof Error && /\bSSO\b|Session token/i.test(thrown.message)

/** An answer with a status came from something; all else is an address without anybody. */
const answersAtAll = (thrown: unknown): boolean =>
  typeof Object(thrown).statusCode === 'number' ||
  (thrown instanceof Error && /Invalid response|Metadata token/.test(thrown.message))

const over = (it: string): AwsFailure => ({
  code: 'source-failed',
  message: `${it} gave credentials that are over already.`,
  remedy: 'Look why it gives old ones, and at the clock of this machine.',
  transient: true,
})

const noRegion = (name: string): AwsFailure => ({
  code: 'source-failed',
  message: `Nobody has said in which region ${name} is.`,
  remedy: 'Set "region", or AWS_REGION, or `region` in the AWS profile.',
  transient: false,
})
