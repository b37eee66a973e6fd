/** Certificates, of servers and of the client: each story is one that something is wrong with, and the doctor names that alone. */
import { describe, expect, test } from 'bun:test'
import { tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld, onePromptOf, tellAll } from '../kit/doctor-world.ts'
import { follow } from '../kit/obedient.ts'
import { missing } from '../kit/parts.ts'
import { tls, withoutCertificate, withTheWrongKey } from '../scenarios/doctor/tls.ts'

describe('the doctor names', () => tellAll(tls))

for (const [what, file] of [
  ['that is not there', 'gone.pem'],
  ['that is empty', 'empty.pem'],
] as const)
  test(`the doctor is surprised by a file of authorities ${what}, where nobody misses it`, () =>
    tellSurprise({
      name: what,
      set: (world) => {
        world.scratch.write('empty.pem', '')
        world.env.NODE_EXTRA_CA_CERTS = world.scratch.path(file)
      },
      check: 'tls-files',
      says: /NODE_EXTRA_CA_CERTS names \S+, which is/,
      fix: /^Type: unset NODE_EXTRA_CA_CERTS$/,
    }))

test('the doctor is surprised by a store that there is not', () =>
  tellSurprise({
    name: 'store',
    set: ({ env }) => void Object.assign(env, { CLAUDE_CODE_CERT_STORE: 'keychain' }),
    check: 'tls-files',
    says: /"keychain"/,
    fix: /^Type: unset CLAUDE_CODE_CERT_STORE$/,
  }))

test.skipIf(missing('claude-2.1.329'))(
  'the real client is not answered with the wrong key, and is with the one that the doctor names',
  async () => {
    await using world = await doctorWorld()
    await withTheWrongKey(world)
    expect((await onePromptOf(world)).code).not.toBe(0)
    const fix = (await world.doctor()).findings.find(({ check }) => check === 'client-certificate')?.fix ?? ''
    world.env.CLAUDE_CODE_CLIENT_KEY = /CLAUDE_CODE_CLIENT_KEY=(\S+)$/.exec(fix)?.[1] ?? ''
    expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  },
  30_000,
)

test.skipIf(missing('claude-2.1.329'))(
  'the real client takes certificate and key out of one file',
  async () => {
    await using world = await doctorWorld()
    await withoutCertificate(world)
    await follow((await world.doctor()).findings.find(({ status }) => status === 'wrong')?.fix ?? '', world)
    expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  },
  30_000,
)
