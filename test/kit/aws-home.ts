import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { systemClock } from '../../src/clock.ts'
import type { AwsOptions } from '../../src/credential/sources/aws/options.ts'
import { aws } from '../../src/credential/sources/aws.ts'
import type { Source } from '../../src/credential/sources/source.ts'
import { WarmkeyError } from '../../src/errors.ts'
import { makeScratch, type Scratch } from './scratch.ts'

/** A home directory with files of AWS in it, and sources that see this home and no other environment. */
export interface AwsHome extends Disposable {
  readonly scratch: Scratch
  /** What sources see beside PATH. */
  readonly env: Record<string, string>
  config(text: string): void
  credentials(text: string): void
  /** What `aws sso login` leaves for the session of this name (or start URL). */
  ssoToken(session: string, token: Readonly<Record<string, unknown>>): void
  source(options?: Omit<AwsOptions, 'type'>): Source
  /** The text of what the source gives, read as JSON. */
  given(source: Source): Promise<Record<string, string>>
  /** The error of the source; throws where it gives something. */
  refusal(source: Source): Promise<WarmkeyError>
}

const forever = new AbortController().signal

export function makeAwsHome(endpoint?: string): AwsHome {
  const scratch = makeScratch()
  mkdirSync(scratch.path('.aws/sso/cache'), { recursive: true })
  const env: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    // This machine may be an instance of somebody.
    AWS_EC2_METADATA_DISABLED: 'true',
    ...(endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint }),
  }
  return {
    scratch,
    env,
    config: (text) => void scratch.write('.aws/config', text),
    credentials: (text) => void scratch.write('.aws/credentials', text),
    ssoToken(session, token) {
      const name = createHash('sha1').update(session).digest('hex')
      scratch.write(`.aws/sso/cache/${name}.json`, JSON.stringify(token))
    },
    source: (options = {}) => aws.create({ type: 'aws', ...options }, { clock: systemClock, env, home: scratch.root }),
    given: async (source) => JSON.parse((await source.obtain(forever)).secret.open()),
    async refusal(source) {
      const outcome = await source.obtain(forever).then(
        () => 'was answered',
        (error: unknown) => error,
      )
      if (outcome instanceof WarmkeyError) return outcome
      throw new Error(`no WarmkeyError: ${outcome}`)
    },
    [Symbol.dispose]: () => scratch[Symbol.dispose](),
  }
}

/** Keys in a credentials file, a section of it. */
export const keysOf = (profile: string, n: number): string =>
  `[${profile}]\naws_access_key_id = AKIACANARY${String(n).padStart(10, '0')}\naws_secret_access_key = canary-secret-${n}\n`
