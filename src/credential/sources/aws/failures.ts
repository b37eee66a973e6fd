import { lastLine, shorten, withoutSecrets } from '../../foreign-text.ts'
import { shortenHome } from '../../home-path.ts'
import type { AwsFailure, AwsLink } from './answer.ts'
import type { Chosen } from './chain.ts'
import type { AwsOptions } from './options.ts'
import type { ProfileFiles } from './profile-files.ts'
import { storeName } from './stores.ts'

const failed = (message: string, remedy: string, transient = true): AwsFailure => ({
  code: 'source-failed',
  message,
  remedy,
  transient,
})
const unavailable = (message: string, remedy: string): AwsFailure => ({
  code: 'source-unavailable',
  message,
  remedy,
  transient: true,
})
const needsPerson = (message: string, remedy: string): AwsFailure => ({
  code: 'source-needs-person',
  message,
  remedy,
  transient: false,
})

/** What a person types to sign in to the SSO session of this profile. */
export const ssoLogin = (profile: string | null): string =>
  profile === null || profile === 'default' ? 'aws sso login' : `aws sso login --profile ${profile}`

/** What a person types to give a code for the roles of this profile. */
export const mfaLogin = (profile: string | null): string =>
  profile === null || profile === 'default' ? 'warmkey login' : `warmkey login --aws-profile ${profile}`

/** A code opens a session with the keys of a user only. */
export const mfaImpossible = (profile: string | null): AwsFailure =>
  failed(
    `The role of the AWS profile "${profile}" wants a code, and what it is assumed with ends by itself.`,
    'Name a profile as `source_profile` that holds the keys of a user, or take `mfa_serial` away.',
    false,
  )

/** A role wants a code that nobody has typed yet, or the session that one has opened is over. */
export const mfaFailure = (serial: string, profile: string | null): AwsFailure =>
  needsPerson(
    `The AWS profile "${profile ?? 'default'}" wants a code of the device ${serial}.`,
    `Type: ${mfaLogin(profile)}`,
  )

const both = (files: ProfileFiles, home: string): string =>
  `${shortenHome(files.configFile, home)} or ${shortenHome(files.credentialsFile, home)}`

/** Sections of other kinds come under the name of their kind and a dot. */
const isProfile = /^(?!(?:sso-session|services)\.)[\w.@+/:-]{1,64}$/

/** A profile that neither file has. */
export function profileMissing(name: string, files: ProfileFiles, home: string): AwsFailure {
  const names = Object.keys(files.profiles).filter((each) => isProfile.test(each))
  const there = names.length === 0 ? 'they name none at all' : `there are: ${shorten(names.join(', '), 200)}`
  return failed(
    `There is no AWS profile "${name}" in ${both(files, home)}; ${there}.`,
    `Correct "profile", or make it: aws configure --profile ${name}`,
  )
}

/** Nothing of the chain is set up. */
export const nothingSetUp = (looked: readonly string[], home: string): AwsFailure =>
  failed(
    `There are no AWS credentials: looked, in this order, at ${looked.join('; ').replaceAll(home, '~')}.`,
    'Sign in with `aws configure sso`, or name a profile with "profile".',
  )

/** How the link is called in a sentence about it. */
export function sayLink(link: AwsLink, profile: string | null): string {
  const of = profile === null ? '' : ` of the AWS profile "${profile}"`
  const names: Record<AwsLink, string> = {
    environment: 'AWS_ACCESS_KEY_ID of the environment',
    'profile keys': `The keys${of}`,
    role: `The role${of}`,
    'web identity': `The web identity${of}`,
    credential_process: `The credential_process${of}`,
    SSO: `The SSO session${of}`,
    'console login': `The console login${of}`,
    container: 'The credentials of the container',
    instance: 'The credentials of the EC2 instance',
  }
  return names[link]
}

/** What the SDK threw, without trust in its shape. */
interface Thrown {
  readonly name: string
  readonly status: number | null
  readonly code: string
  readonly text: string
}

function readThrown(thrown: unknown): Thrown {
  const fields: Readonly<Record<string, unknown>> = typeof thrown === 'object' && thrown !== null ? Object(thrown) : {}
  const metadata: Readonly<Record<string, unknown>> = Object(fields.$metadata ?? {})
  const message = thrown instanceof Error ? thrown.message : ''
  // The SSO provider puts one error into the text of another: `UnauthorizedException: Session token not found or invalid`.
  const inner = /^(\w+(?:Exception|Error)): /.exec(message)?.[1]
  const status = metadata.httpStatusCode ?? fields.statusCode
  return {
    name: inner ?? (typeof fields.name === 'string' ? fields.name : ''),
    status: typeof status === 'number' ? status : null,
    code: typeof fields.code === 'string' ? fields.code : '',
    text: shorten(lastLine(withoutSecrets(message.replace(/^\w+(?:Exception|Error): /, ''))).replace(/\s+/g, ' '), 240),
  }
}

/** Its own words, as the end of a sentence. */
const saying = (text: string): string => (text === '' ? '' : `: "${text.replace(/[.:\s]+$/, '')}"`)

const unreachableCodes =
  /^(?:E(?:CONN|HOST|NET|PIPE|AI_|TIMEDOUT)|UND_ERR|ENOTFOUND|ConnectionRefused|FailedToOpenSocket|DNSException|ConnectionClosed)|CERT|TLS|SSL/i

const isUnreachable = ({ name, code, status, text }: Thrown): boolean =>
  status === null &&
  (unreachableCodes.test(code) ||
    name === 'TimeoutError' ||
    /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|Unable to connect|Proxy refused|socket connection|TimeoutError|timed? ?out/i.test(
      text,
    ))

const isBusy = ({ name, status }: Thrown): boolean =>
  (status !== null && status >= 500) || status === 429 || /Throttl|TooManyRequests|SlowDown/.test(name)

const overName = /^(?:ExpiredToken(?:Exception)?|RequestExpired)$/
const badKeyName =
  /^(?:InvalidClientTokenId|UnrecognizedClientException|AuthFailure|MissingAuthenticationToken(?:Exception)?)$/
const skewName = /^(?:SignatureDoesNotMatch|InvalidSignatureException|RequestTimeTooSkewed)$/

/** Why a link of the chain gave nothing. */
export function linkFailure(thrown: unknown, chosen: Chosen, options: AwsOptions, home: string): AwsFailure {
  const { link, profile } = chosen
  const seen = readThrown(thrown)
  const it = sayLink(link, profile)
  if (link === 'SSO') return ssoFailure(seen, it, profile)
  if (link === 'credential_process')
    return failed(
      `${it} failed${saying(seen.text.replace(/^Command failed: ?.*$/, ''))}.`,
      'Run the command in a terminal to see what it needs.',
    )
  if (link === 'console login' && !isUnreachable(seen) && !isBusy(seen))
    return needsPerson(
      `${it} is over${saying(seen.text)}.`,
      `Sign in: aws login${profile === null || profile === 'default' ? '' : ` --profile ${profile}`}`,
    )
  if (link === 'container' || link === 'instance')
    return unavailable(
      `${it} could not be had${saying(seen.text)}.`,
      'Look whether a role is attached to where this runs; it is tried again by itself.',
    )
  if (isUnreachable(seen)) return unavailable(`${it}: AWS could not be reached${saying(seen.text)}.`, networkRemedy)
  if (isBusy(seen))
    return unavailable(`${it}: AWS answered ${seen.status ?? seen.name}.`, 'It is tried again by itself.')
  const whose = link === 'role' || options.roleArn !== undefined ? 'what the role is assumed with' : 'it'
  if (overName.test(seen.name))
    return failed(`${it} cannot be used: ${whose} has expired.`, `Renew it${forProfile(chosen)}, then ask again.`)
  if (badKeyName.test(seen.name))
    return failed(
      `${it} cannot be used: AWS does not know the access key of ${whose}.`,
      'Put the key of today into the file or variable that holds it; a session token belongs to its own key.',
    )
  if (skewName.test(seen.name)) return failed(`${it}: AWS refused the signature${saying(seen.text)}.`, skewRemedy)
  if (/MultiFactorAuthentication|one time pass/i.test(seen.text))
    return needsPerson(`${it}: AWS refused the code${saying(seen.text)}.`, `Type the next one: ${mfaLogin(profile)}`)
  if (/^(?:AccessDenied(?:Exception)?|UnauthorizedOperation)$/.test(seen.name))
    return failed(
      `${it}: AWS refused it${saying(seen.text)}.`,
      'The trust policy of the role has to allow who asks, under the conditions that it names.',
      false,
    )
  if (link === 'web identity' && /ENOENT|EACCES/.test(seen.code))
    return failed(
      `${it} cannot be read: ${shortenHome(seen.text.replace(/^.*'([^']*)'.*$/, '$1'), home)} (${seen.code}).`,
      'AWS_WEB_IDENTITY_TOKEN_FILE names the file of the token.',
    )
  return failed(`${it} gave no credentials${saying(seen.text)}.`, byHand(profile))
}

const networkRemedy = 'Check network, proxy and region; it is tried again by itself.'
const skewRemedy = 'Compare the clock of this machine with a right one, and the secret key with its access key.'
const forProfile = ({ profile }: Chosen): string => (profile === null ? '' : ` for the profile "${profile}"`)
const byHand = (profile: string | null): string =>
  `See what AWS says by hand: aws sts get-caller-identity${profile === null ? '' : ` --profile ${profile}`}`

function ssoFailure(seen: Thrown, it: string, profile: string | null): AwsFailure {
  const { name, status, text } = seen
  if (name === 'ForbiddenException' || (status === 403 && name !== 'UnauthorizedException'))
    return failed(
      `${it} is not allowed to take its role${saying(text)}.`,
      'Correct sso_account_id and sso_role_name, or ask for the assignment in IAM Identity Center.',
      false,
    )
  if (isUnreachable(seen)) return unavailable(`${it}: AWS could not be reached${saying(text)}.`, networkRemedy)
  if (isBusy(seen)) return unavailable(`${it}: AWS answered ${status ?? name}.`, 'It is tried again by itself.')
  if (/not found or is invalid|is invalid\. To refresh|has expired|Token is expired|Value not present/i.test(text))
    return needsPerson(`${it} has ended, or nobody has signed in yet.`, `Sign in: ${ssoLogin(profile)}`)
  if (name === 'UnauthorizedException' || status === 401)
    return needsPerson(`${it} has ended${saying(text)}.`, `Sign in: ${ssoLogin(profile)}`)
  if (/^(?:Sso session|Profile is configured|Profile '|Conflicting)/.test(text))
    return failed(`${it} is not set up whole: ${text.replace(/\.$/, '')}.`, 'Set it up again: aws configure sso')
  return failed(`${it} gave no credentials${saying(text)}.`, `See by hand: ${ssoLogin(profile)}`)
}

/** Why Secrets Manager or Parameter Store gave nothing. */
export function storeFailure(thrown: unknown, options: AwsOptions, region: string): AwsFailure {
  const seen = readThrown(thrown)
  const name = storeName(options)
  const It = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  if (isUnreachable(seen))
    return unavailable(`AWS in ${region} could not be reached for ${name}${saying(seen.text)}.`, networkRemedy)
  if (isBusy(seen))
    return unavailable(`AWS answered ${seen.status ?? seen.name} for ${name}.`, 'It is tried again by itself.')
  if (/^(?:ResourceNotFoundException|ParameterNotFound|ParameterVersionNotFound)$/.test(seen.name))
    return failed(`${It} does not exist in ${region}${saying(seen.text)}.`, 'Correct its name, "version" or "region".')
  if (/^AccessDenied/.test(seen.name))
    return failed(
      `AWS does not let these credentials read ${name}${saying(seen.text)}.`,
      `Ask for ${options.secret === undefined ? 'ssm:GetParameter' : 'secretsmanager:GetSecretValue'} on it, and for kms:Decrypt on its key.`,
      false,
    )
  if (seen.name === 'InvalidRequestException')
    return failed(`${It} cannot be read${saying(seen.text)}.`, 'Restore it, or name another one.')
  if (/^(?:DecryptionFailure|InvalidKeyId|KMS)/.test(seen.name))
    return failed(`${It} cannot be decrypted${saying(seen.text)}.`, 'Look at its KMS key and at the right to use it.')
  if (overName.test(seen.name))
    return failed(`The credentials that open ${name} have expired.`, 'Renew them, then ask again.')
  if (badKeyName.test(seen.name))
    return failed(`AWS does not know the access key that opens ${name}.`, 'Put the key of today where it comes from.')
  if (skewName.test(seen.name)) return failed(`AWS refused the signature for ${name}${saying(seen.text)}.`, skewRemedy)
  return failed(`${It} could not be read${saying(seen.text)}.`, 'Read it by hand with the AWS CLI to see more.')
}
