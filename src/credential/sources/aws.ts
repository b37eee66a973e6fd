import { Secret } from '../../secret.ts'
import { watchFile } from '../file-watch.ts'
import { readKey } from '../read-key.ts'
import { type AwsAnswer, type AwsRequest, errorOfFailure, mintingLinks, stableLinks } from './aws/answer.ts'
import { askAws } from './aws/ask.ts'
import { mfaFailure, ssoLogin } from './aws/failures.ts'
import { mfaMemory } from './aws/mfa-memory.ts'
import { type AwsOptions, schema } from './aws/options.ts'
import { configFileOf, credentialsFileOf } from './aws/profile-files.ts'
import { storeName } from './aws/stores.ts'
import type { Obtained, SourceKind } from './source.ts'

/** Tells the ticket of a sign-in from a code that was typed. */
const ticketMark = 'sso:'

/** AWS credentials as the AWS SDK finds them, and keys that AWS keeps. */
export const aws: SourceKind<AwsOptions> = {
  type: 'aws',
  summary: 'Finds AWS credentials as the AWS SDK does, or reads a key from Secrets Manager or Parameter Store.',
  example: { type: 'aws', profile: 'dev' },
  schema,
  create(options, deps) {
    const { env, home, clock } = deps
    const { secret, parameter, profile, field } = options
    const named = profile ?? (env.AWS_PROFILE || null)
    const isStore = secret !== undefined || parameter !== undefined
    /** What the last answer said; the files of AWS are known before there is one. */
    let known: Pick<AwsAnswer, 'link' | 'files' | 'signInBeforeMs' | 'signIn'> = {
      link: null,
      files: [configFileOf(env, home), credentialsFileOf(env, home)],
      signInBeforeMs: null,
      signIn: null,
    }
    /** The session of multi-factor authentication that this one needs, once it is known. */
    let mfa: { readonly serial: string; readonly key: string } | null = null
    const watching = new Map<() => void, Map<string, () => void>>()
    const watchThem = () => {
      for (const [changed, stops] of watching)
        for (const file of known.files) if (!stops.has(file)) stops.set(file, watchFile(file, clock, changed))
    }

    /** Asks for a step of a sign-in. */
    async function signInStep(step: NonNullable<AwsRequest['signIn']>, signal: AbortSignal) {
      const answer = await askAws({ options, signIn: step }, deps, signal)
      if ('failure' in answer) throw errorOfFailure(answer.failure)
      return answer
    }

    /** Asks with the session that a code has opened, if this one needs it and there is one. */
    async function ask(signal: AbortSignal, mfaCode?: string): Promise<AwsAnswer> {
      const session = mfa === null ? undefined : mfaMemory.find(mfa.key, clock.nowMs())
      const request = {
        options,
        ...(mfaCode === undefined ? {} : { mfaCode }),
        ...(session === undefined || mfaCode !== undefined ? {} : { mfaSession: session }),
      }
      const answer = await askAws(request, deps, signal)
      known = knownIn(answer)
      watchThem()
      if (answer.mfaSession !== undefined && mfaCode !== undefined) mfaMemory.put(answer.mfaSession)
      if (!('mfa' in answer)) return answer
      const isNews = mfa?.key !== answer.mfa.key
      mfa = answer.mfa
      return isNews && mfaMemory.find(mfa.key, clock.nowMs()) !== undefined ? ask(signal) : answer
    }

    return {
      origin: originOf(options),
      get stable() {
        return isStore || (known.link !== null && stableLinks.has(known.link))
      },
      // Also with multi-factor authentication, until the session of the last code ends.
      renewableUnattended: true,
      lapsesWhenIdle: false,
      deadline: () => known.signInBeforeMs,
      get signIn() {
        return known.signIn ?? ssoLogin(named)
      },
      async obtain(signal): Promise<Obtained> {
        signal.throwIfAborted()
        const answer = await ask(signal)
        if ('failure' in answer) throw errorOfFailure(answer.failure)
        if ('mfa' in answer) throw errorOfFailure(mfaFailure(answer.mfa.serial, named))
        if (!('text' in answer)) throw new TypeError('an answer to a question that was not asked')
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
      question: () => (mfa === null ? null : `Code of the device ${mfa.serial}`),
      async visit(signal) {
        if (known.signIn === null || mfa !== null) return null
        const answer = await signInStep('begin', signal)
        return 'visit' in answer ? { ...answer.visit, ticket: `${ticketMark}${answer.visit.ticket}` } : null
      },
      async answer(text, signal) {
        if (text.startsWith(ticketMark)) {
          const step = await signInStep({ ticket: text.slice(ticketMark.length) }, signal)
          return 'signedIn' in step && step.signedIn
        }
        const answer = await ask(signal, text.trim())
        if ('failure' in answer) throw errorOfFailure(answer.failure)
        if ('mfa' in answer) throw errorOfFailure(mfaFailure(answer.mfa.serial, named))
        return true
      },
      watch(changed) {
        // The same function twice would be one watcher.
        const own = () => changed()
        watching.set(own, new Map())
        watchThem()
        const forget = mfaMemory.watch(() => mfa !== null && own())
        return () => {
          forget()
          for (const stop of watching.get(own)?.values() ?? []) stop()
          watching.delete(own)
        }
      },
    }
  },
}

/** What of an answer is kept: nothing that is secret. */
const knownIn = ({ link, files, signInBeforeMs, signIn }: AwsAnswer) => ({ link, files, signInBeforeMs, signIn })

function originOf({ profile, roleArn, secret, parameter }: AwsOptions): string {
  const kept = secret !== undefined ? `secret ${secret}` : parameter !== undefined ? `parameter ${parameter}` : null
  const who = profile === undefined ? null : `profile ${profile}`
  const role = roleArn === undefined ? null : `role ${roleArn.replace(/^.*\//, '')}`
  const parts = [kept, who, role].filter((part) => part !== null)
  return `aws ${parts.length === 0 ? 'default chain' : parts.join(', ')}`.slice(0, 100)
}
