/** Set-ups that work, as people have them: whoever calls something wrong in one of them is not believed again. */
import type { DoctorWorld } from '../../kit/doctor-world.ts'

export interface Healthy {
  readonly name: string
  readonly set: (world: DoctorWorld) => unknown
  /** Checks that may warn here, because the person will be surprised one day. Default none. */
  readonly warns?: readonly string[]
  /** Its hosts are not on this machine: nobody is asked. */
  readonly offline?: true
  /** Seconds go by in which nothing happens. */
  readonly waits?: true
  /** Parts of the machine (scripts/parts.mjs) that it needs. */
  readonly needs?: readonly string[]
}

/** More variables of the shell. */
export const shell =
  (more: Readonly<Record<string, string>>) =>
  ({ env }: DoctorWorld): void =>
    void Object.assign(env, more)

/** Takes the key out of the shell. */
export const noKey = ({ env }: DoctorWorld): void => void delete env.ANTHROPIC_AUTH_TOKEN

/** A token that lives for an hour, and is taken. */
export function tokenOf({ upstream }: DoctorWorld): string {
  const claims = { exp: Math.floor(Date.now() / 1000) + 3_600, sub: 'ann' }
  const token = `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.made-up`
  upstream.accept(token)
  return token
}
