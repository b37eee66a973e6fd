import { createHash } from 'node:crypto'
import type { AwsCredentials } from './obtain.ts'
import { proxiedHandler } from './proxied.ts'
import { getSessionToken } from './session-token.ts'

/** A session that a code has opened: credentials with which roles can be assumed that want multi-factor authentication. */
export interface MfaSession {
  /** Of whom and with which device, see {@link mfaKey}. */
  readonly key: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  /** Milliseconds since the epoch. */
  readonly expiresAtMs: number
}

/** A role wants a code of this device. */
export class MfaWanted extends Error {
  readonly serial: string
  readonly key: string
  constructor(serial: string, key: string) {
    super('a code is wanted')
    this.serial = serial
    this.key = key
  }
}

/** Keys that end, with which no session can be opened. */
export class MfaImpossible extends Error {}

/** A name for this user and this device that tells nothing of the keys. */
export const mfaKey = ({ accessKeyId, secretAccessKey }: AwsCredentials, serial: string): string =>
  createHash('sha256').update(`${accessKeyId}\0${secretAccessKey}\0${serial}`).digest('hex')

/** What the SDK asks for a role. */
interface RoleParams {
  readonly RoleArn: string | undefined
  readonly RoleSessionName: string | undefined
  readonly SerialNumber?: string | undefined
  readonly TokenCode?: string | undefined
  readonly ExternalId?: string | undefined
  readonly DurationSeconds?: number | undefined
}

export interface MfaOptions {
  readonly session?: MfaSession | undefined
  readonly code?: string | undefined
  /** Where STS is asked. */
  readonly region: string | undefined
  readonly endpoint: string
  readonly nowMs: () => number
  /** Told of a session that was opened. */
  readonly opened: (session: MfaSession) => void
}

/**
 * Assumes roles for the SDK. One that wants a code is assumed with a session that a code opens once for half a day, and
 * not with a code each time: else somebody would have to type one every hour.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
export function mfaRoleAssumer({ session, code, region, endpoint, nowMs, opened }: MfaOptions) {
  let open = session
  return async (source: AwsCredentials, params: RoleParams): Promise<AwsCredentials> => {
    const { SerialNumber, TokenCode: _, RoleArn, ...rest } = params
    let master: AwsCredentials = source
    if (SerialNumber !== undefined) {
      const key = mfaKey(source, SerialNumber)
      if (open?.key !== key || open.expiresAtMs <= nowMs()) {
        if (source.sessionToken) throw new MfaImpossible('temporary keys')
        if (code === undefined) throw new MfaWanted(SerialNumber, key)
        const made = await getSessionToken({ keys: source, serial: SerialNumber, code, endpoint, region, nowMs })
        open = { key, ...made }
        opened(open)
      }
      master = open
    }
    const { fromTemporaryCredentials } = await import('@aws-sdk/credential-providers')
    return fromTemporaryCredentials({
      masterCredentials: { ...master },
      params: { RoleArn: RoleArn ?? '', ...defined(rest) },
      clientConfig: { requestHandler: proxiedHandler, ...(region === undefined ? {} : { region }) },
    })()
  }
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> }

const defined = <Fields extends object>(fields: Fields): Defined<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>
