import { expect } from 'bun:test'
import { type DoctorWorld, doctorWorld } from './doctor-world.ts'

/** What does not keep a prompt from being answered and is said all the same. */
export interface Surprise {
  readonly name: string
  readonly set: (world: DoctorWorld) => void | Promise<void>
  /** The one check that says it. */
  readonly check: string
  readonly says: RegExp
  /** What the fix has to name, so that it can be typed. */
  readonly fix: RegExp
}

/** The doctor says this one thing and no other, finds nothing wrong, and shows no key. */
export async function tellSurprise({ set, check, says, fix }: Surprise): Promise<void> {
  await using world = await doctorWorld()
  await set(world)
  const { code, root, findings, text } = await world.doctor()
  expect(findings.filter(({ status }) => status === 'wrong' || status === 'warn')).toMatchObject([
    { check, status: 'warn', summary: expect.stringMatching(says), fix: expect.stringMatching(fix) },
  ])
  expect([code, root]).toEqual([0, null])
  expect(text).not.toContain(world.key)
}

/** No credential in the shell. */
export const noKey = ({ env }: DoctorWorld): void => {
  delete env.ANTHROPIC_AUTH_TOKEN
}
