import { withoutSecrets } from '../../../credential/foreign-text.ts'
import { linkOf } from '../../../credential/sources/aws/profile-files.ts'
import { signatures } from '../../../signatures/index.ts'
import { matchSignatures } from '../../../signatures/match.ts'
import type { Cause, Signature } from '../../../signatures/signature.ts'
import type { Bench } from '../../bench.ts'
import type { CauseNumber, Complaint } from '../../check.ts'
import { objectIn } from '../../files/json-object.ts'
import { andThen, newKey, setTo, shellWord } from '../../fixes/fix-words.ts'
import { isCertificateFault } from '../../network/client-tls.ts'
import { readAwsFiles } from './aws-files.ts'
import { type AwsHeard, type Heard, linkHere } from './aws-heard.ts'
import { type AwsWay, addressOf, refreshBy } from './aws-way.ts'

/** An answer that is one. */
export type Answered = Exclude<Heard, { readonly fault: string }>

/** Whether there is an answer at all. */
export const isAnswer = (heard: Heard | null): heard is Answered => heard !== null && 'status' in heard

/** The card of an answer of AWS or of a gateway before it. */
export const cardOf = ({ status, headers, text }: Answered): Signature | null =>
  matchSignatures({ status, headers, text, provider: 'aws' }, signatures)

/** The name of the error, without its namespace. */
export function codeOf({ headers, text }: Answered): string {
  const named = headers.get('x-amzn-errortype') ?? String(fieldsOf(text).Code ?? fieldsOf(text).__type ?? '')
  return named.replace(/:.*$/, '').replace(/^.*#/, '').slice(0, 60)
}

/** What it says in words, one line and short. */
export function wordsOf({ text }: Answered): string {
  const { message, Message } = fieldsOf(text)
  const said = typeof message === 'string' ? message : typeof Message === 'string' ? Message : ''
  // The text that should have been signed follows in some answers, and in it the token of the session.
  const [words = ''] = said.split(/The Canonical String/i)
  return withoutSecrets(words)
    .replace(/\s+/g, ' ')
    .replace(/[^\x20-\x7e’]/g, '')
    .trim()
    .slice(0, 300)
}

/** The fields of an error of AWS; none where it is no object. */
export const fieldsOf = (text: string): Readonly<Record<string, unknown>> => objectIn(text) ?? {}

/** A line of evidence. */
export const seen = (what: string, heard: Heard): string =>
  'fault' in heard
    ? `${what}: ${heard.fault}`
    : `${what}: ${[String(heard.status), codeOf(heard)].filter((part) => part !== '').join(' ')}`

/** The action that IAM does not allow; `null` where it names none. */
export const deniedAction = (answer: Answered): string | null =>
  /not authorized to perform: ?([\w-]{1,40}:\w{1,60})/.exec(answer.text)?.[1] ?? null

/** Statuses with which a caller is turned away. */
const turnedAway: ReadonlySet<number> = new Set([401, 402, 403])

/** Whether the credential, the clock or the signature is refused, whatever was asked for. */
export function isRefusal(answer: Answered): boolean {
  if (turnedAway.has(answer.status)) return true
  const cause = cardOf(answer)?.cause
  return cause === 'clock-skew' || cause === 'expired' || cause === 'invalid-credential'
}

/** A refusal of the credential itself, as one sentence and what cures it. */
export function refused(
  bench: Bench,
  way: AwsWay,
  heard: AwsHeard,
  by: { readonly host: string; readonly asked: string; readonly answer: Answered },
): Complaint {
  const { answer, host, asked } = by
  const card = cardOf(answer)
  const action = deniedAction(answer)
  const broken = card?.id === 'aws-signature-mismatch'
  const cause: Cause = broken
    ? 'invalid-credential'
    : (card?.cause ?? (answer.status === 403 ? 'permission' : 'invalid-credential'))
  const who = whose(way, heard)
  const fact = broken ? 'its secret does not belong to its access key' : (card?.title ?? `status ${answer.status}`)
  return {
    status: 'wrong',
    cause,
    summary:
      action === null
        ? `${host} refuses ${who}: ${fact.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase())}.`
        : `IAM does not allow ${action} to ${who}.`,
    evidence: [seen(asked, answer), ...(wordsOf(answer) === '' ? [] : [`it says: ${wordsOf(answer)}`])],
    fix: action === null ? cureOf(bench, way, heard, cause, card) : askFor(action, answer),
    ...numberOf(cause),
  }
}

/** What signs, to be read in a sentence. */
export function whose({ by, key, profile, exported }: AwsWay, { link, exported: run }: AwsHeard): string {
  if (by !== 'chain') return key === null ? 'requests without a key' : `${key.name} of ${key.place}`
  if (run !== null && run.env !== null) return `the session of awsCredentialExport (${exported?.place})`
  if (link === 'environment') return 'AWS_ACCESS_KEY_ID of the environment'
  if (link === null) return 'the AWS credentials'
  const of = link === 'container' || link === 'instance' ? '' : ` of the AWS profile "${profile ?? 'default'}"`
  const names = {
    'profile keys': 'the keys',
    role: 'the role',
    'web identity': 'the web identity',
    SSO: 'the SSO session',
  }
  return `${Object.hasOwn(names, link) ? names[link as keyof typeof names] : `the ${link}`}${of}`
}

/** What whoever runs the account has to change, so that the action is allowed. */
export const askFor = (action: string, answer: Answered): string => {
  const who = /\barn:aws[\w-]*:(?:iam|sts)::(\d{12}):[\w+=,.@/-]{1,200}/.exec(answer.text)
  const how = /explicit deny/i.test(answer.text) ? 'to take away the policy that denies' : 'to allow'
  return `Ask whoever runs the AWS account${who?.[1] === undefined ? '' : ` ${who[1]}`} ${how} ${action} for ${who?.[0] ?? 'you'}.`
}

/** Where keys of Bedrock are made: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html */
export const consoleOf = ({ cloud, region }: AwsWay): string =>
  cloud === 'CLAUDE_CODE_USE_BEDROCK'
    ? `https://${region}.console.aws.amazon.com/bedrock/home?region=${region}#/api-keys`
    : `https://${region}.console.aws.amazon.com/`

const ofProfile = (profile: string | null): string =>
  profile === null || profile === 'default' ? '' : ` --profile ${shellWord(profile)}`

function cureOf(bench: Bench, way: AwsWay, heard: AwsHeard, cause: Cause, card: Signature | null): string {
  if (cause === 'clock-skew') return clockFix(bench)
  if (way.by !== 'chain') {
    const host = new URL(addressOf(way, 'bedrock-runtime')).host
    if (way.key === null) return newKey('ANTHROPIC_AUTH_TOKEN', way.place, { host, isDefault: false })
    const { name, place } = way.key
    if (way.by === 'gateway' || way.base !== null) return newKey(name, place, { host, isDefault: false })
    return andThen(`Make a new key at ${consoleOf(way)}`, setTo(name, place, '<the new key>'))
  }
  const dead = cause === 'expired' || cause === 'invalid-credential' || cause === 'revoked'
  if (!dead) return card?.remedy[0] ?? `See what AWS says by hand: aws sts get-caller-identity${ofProfile(way.profile)}`
  if (heard.exported?.env != null)
    return way.refresh === null
      ? `Sign in again where the command of awsCredentialExport gets its session, and run it by hand: ${way.exported?.place}`
      : refreshBy(way.refresh)
  const { link, profile } = linkHere(bench, way)
  if (link === 'SSO') return `Type: aws sso login${ofProfile(profile)}`
  if (link === 'console login') return `Type: aws login${ofProfile(profile)}`
  if (link === 'environment') {
    const other = otherProfile(bench, way)
    const unset = 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN'
    return other === null
      ? `Type: ${unset}; eval "$(aws configure export-credentials --format env --profile <your profile>)"`
      : `Type: ${unset}; export AWS_PROFILE=${other}`
  }
  if (way.refresh !== null) return refreshBy(way.refresh)
  if (link === 'profile keys') {
    const set = (key: string, value: string) => `aws configure set ${key} ${value}${ofProfile(profile)}`
    return cause === 'expired'
      ? `Type: ${set('aws_access_key_id', '<the new key id>')}; ${set('aws_secret_access_key', '<the new secret>')}; ${set('aws_session_token', '<the new session token>')}`
      : `Type: aws configure${ofProfile(profile)}`
  }
  return `See what AWS says by hand: aws sts get-caller-identity${ofProfile(profile)}`
}

/** The one profile that signs in by itself, where something else is of no use; `null` for none and for several. */
export function otherProfile(bench: Bench, { env }: AwsWay): string | null {
  const { profiles } = readAwsFiles(bench, env)
  const names = Object.keys(profiles).filter(
    (name) => /^[\w.@+/:-]{1,64}$/.test(name) && linkOf(profiles[name] ?? {}) !== null,
  )
  const [only, more] = names.filter((name) => name !== 'default')
  return names.includes('default') ? 'default' : more === undefined && only !== undefined ? only : null
}

const clockFix = ({ world }: Bench): string =>
  world.platform === 'win32'
    ? 'Type: w32tm /resync'
    : world.platform === 'darwin'
      ? 'Type: sudo sntp -sS time.apple.com'
      : 'Type: sudo timedatectl set-ntp true (in WSL: wsl --shutdown on Windows)'

/** Which of the five causes: a session that ended is a login, a key that nobody knows was made anew. */
export function numberOf(cause: Cause): { number?: CauseNumber } {
  if (cause === 'expired') return { number: 2 }
  if (cause === 'invalid-credential' || cause === 'revoked') return { number: 3 }
  if (cause === 'missing-credential' || cause === 'wrong-endpoint-or-header') return { number: 5 }
  return {}
}

/** An address that was reached and gave no answer to a request. */
export function unanswered(way: AwsWay, host: string, asked: string, fault: string): Complaint {
  const late = /TIMEDOUT|Timeout/i.test(fault)
  const cause: Cause = late ? 'timeout' : isCertificateFault(fault) || /TLS|SSL/.test(fault) ? 'tls' : 'connection'
  return {
    status: 'wrong',
    cause,
    summary: late
      ? `${host} takes the connection and says nothing within some seconds.`
      : `The connection to ${host} broke off before there was an answer (${fault}).`,
    evidence: [`${asked}: ${fault}`],
    fix:
      way.base === null
        ? 'Check the network, the VPN and the proxy; if all is well, wait a minute.'
        : `Ask whoever runs ${host} to look why ${asked} gets no answer.`,
  }
}
