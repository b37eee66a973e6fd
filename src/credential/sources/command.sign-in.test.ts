import { expect, test } from 'bun:test'
import { createFakeClock } from '../../../test/kit/fake-clock.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { command } from './command.ts'

const open = (scratch: ReturnType<typeof makeScratch>, body: string, more: object = {}) => {
  const clock = createFakeClock()
  const path = scratch.write('mint.sh', `#!/bin/sh\n${body}\n`, 0o700)
  const deps = { clock, env: { PATH: '/usr/bin:/bin' }, home: scratch.root }
  return { clock, source: command.create({ type: 'command', command: path, ...more }, deps) }
}

const never = new AbortController().signal

test('a program may say until when a person has to sign in', async () => {
  using scratch = makeScratch()
  const { source } = open(
    scratch,
    `echo '{"token":"k","access_token":"fake-key-12345","sign_in_before":"2026-01-01T12:40:00Z"}'`,
  )
  expect(source.deadline?.()).toBeNull()
  await source.obtain(never)
  expect(source.deadline?.()).toBe(Date.UTC(2026, 0, 1, 12, 40))
})

test('one that fails before that time has failed as any other', async () => {
  using scratch = makeScratch()
  const { source } = open(
    scratch,
    `[ -e once ] && exit 3; : > once; echo '{"access_token":"fake-key-12345","sign_in_before":"2026-01-01T12:40:00Z"}'`,
    { signIn: 'corp login' },
  )
  await source.obtain(never)
  await expect(source.obtain(never)).rejects.toMatchObject({ code: 'source-failed' })
})

test('one that fails after it waits for a person, and the error says what to type', async () => {
  using scratch = makeScratch()
  const { clock, source } = open(
    scratch,
    `[ -e once ] && exit 3; : > once; echo '{"access_token":"fake-key-12345","sign_in_before":"2026-01-01T12:40:00Z"}'`,
    { signIn: 'corp login' },
  )
  await source.obtain(never)
  clock.jumpWall(13 * 3_600_000)
  expect(source.signIn).toBe('corp login')
  await expect(source.obtain(never)).rejects.toMatchObject({
    code: 'source-needs-person',
    message: `The sign-in behind the command \`${scratch.path('mint.sh')}\` has ended.`,
    remedy: 'Sign in again, type: corp login',
  })
})
