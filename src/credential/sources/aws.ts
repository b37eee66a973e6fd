import { WarmkeyError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { watchFile } from '../file-watch.ts'
import { readKey } from '../read-key.ts'
import { type AwsAnswer, errorOfFailure, mintingLinks, stableLinks } from './aws/answer.ts'
import { askAws } from './aws/ask.ts'
import { ssoLogin } from './aws/failures.ts'
import { type AwsOptions, schema } from './aws/options.ts'
import { configFileOf, credentialsFileOf } from './aws/profile-files.ts'
import { storeName } from './aws/stores.ts'
import type { Obtained, SourceKind } from './source.ts'

/** AWS credentials as the AWS SDK finds them, and keys that AWS keeps. */
export const aws: SourceKind<AwsOptions> = {
  type: 'aws',
  summary: 'Finds AWS credentials as the AWS SDK does, or reads a key from Secrets Manager or Parameter Store.',
  example: { type: 'aws', profile: 'dev' },
  schema,
  create(options, deps) {
    const { env, home, clock } = deps
    const { secret, parameter, profile, field } = options
    const isStore = secret !== undefined || parameter !== undefined
    /** What the last answer said; the files of AWS are known before there is one. */
    let known: Pick<AwsAnswer, 'link' | 'files' | 'signInBeforeMs' | 'signIn'> = {
      link: null,
      files: [configFileOf(env, home), credentialsFileOf(env, home)],
      signInBeforeMs: null,
      signIn: null,
    }
    const watching = new Map<() => void, Map<string, () => void>>()
    const watchThem = () => {
      for (const [changed, stops] of watching)
        for (const file of known.files) if (!stops.has(file)) stops.set(file, watchFile(file, clock, changed))
    }

    return {
      origin: originOf(options),
      get stable() {
        return isStore || (known.link !== null && stableLinks.has(known.link))
      },
      renewableUnattended: true,
      lapsesWhenIdle: false,
      deadline: () => known.signInBeforeMs,
      get signIn() {
        return known.signIn ?? ssoLogin(profile ?? null)
      },
      async obtain(signal): Promise<Obtained> {
        signal.throwIfAborted()
        const answer = await askAws({ options }, deps, signal)
        known = answer
        watchThem()
        if ('failure' in answer) throw errorOfFailure(answer.failure)
        if ('mfaSerial' in answer) throw mfaWanted(answer.mfaSerial, profile ?? (env.AWS_PROFILE || 'default'))
        const { link, expiresAtMs, text } = answer
        if (answer.kind === 'aws') {
          const life = expiresAtMs === null ? {} : { expiresAtMs }
          return { secret: new Secret(text), kind: 'aws', life, minted: link !== null && mintingLinks.has(link) }
        }
        const name = storeName(options)
        const what = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
        const found = readKey(text, { what, ...(field === undefined ? {} : { field }) })
        return { secret: new Secret(found.key), life: found.life, kind: found.kind }
      },
      watch(changed) {
        // The same function twice would be one watcher.
        const own = () => changed()
        watching.set(own, new Map())
        watchThem()
        return () => {
          for (const stop of watching.get(own)?.values() ?? []) stop()
          watching.delete(own)
        }
      },
    }
  },
}

function originOf({ profile, roleArn, secret, parameter }: AwsOptions): string {
  const kept = secret !== undefined ? `secret ${secret}` : parameter !== undefined ? `parameter ${parameter}` : null
  const who = profile === undefined ? null : `profile ${profile}`
  const role = roleArn === undefined ? null : `role ${roleArn.replace(/^.*\//, '')}`
  const parts = [kept, who, role].filter((part) => part !== null)
  return `aws ${parts.length === 0 ? 'default chain' : parts.join(', ')}`.slice(0, 100)
}

const mfaWanted = (serial: string, profile: string): WarmkeyError =>
  new WarmkeyError('source-needs-person', `The AWS profile "${profile}" wants a code of the device ${serial}.`, {
    remedy: `Type: aws sts get-caller-identity --profile ${profile}`,
    transient: false,
  })
