import { expect, test } from 'bun:test'
import { capturedCommand, standInDaemon } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { login } from './login.ts'

const upstream = { url: 'http://127.0.0.1:9' }
const profiles = { cloud: { source: { type: 'aws', profile: 'admin' }, upstream } }
const signedIn = {
  origin: 'aws profile admin',
  question: null,
  visit: null,
  problem: null,
  beforeMs: null,
  ended: true,
}
const asks = { ...signedIn, question: 'Code of the device x', problem: 'It wants a code.' }

const typing = (context: ReturnType<typeof capturedCommand>['context'], text: string) =>
  Object.assign(context.process, { stdin: { isTTY: false, text: async () => text } })

test('a code goes to the daemon, and how long it lasts is said', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  typing(seen.context, '123456\n')
  const bodies: unknown[] = []
  await using _daemon = standInDaemon(seen, (path, body) => {
    bodies.push([path, Object(body).source, Object(body).answer])
    return Object(body).answer === null ? asks : { ...signedIn, beforeMs: seen.context.clock.nowMs() + 43_200_500 }
  })
  await login.call(seen.context, {})
  expect({ out: seen.out, err: seen.err, code: seen.code }).toEqual({
    out: 'aws profile admin: signed in, for another 12 h.\n',
    err: '',
    code: 0,
  })
  const { source } = profiles.cloud
  expect(bodies).toEqual([
    ['/v1/sign-in', source, null],
    ['/v1/sign-in', source, '123456'],
  ])
})

test('what is to be opened is shown, and waited for as long as it takes', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  const answers: unknown[] = []
  await using _daemon = standInDaemon(seen, (_, body) => {
    const { answer } = Object(body)
    answers.push(answer)
    if (answer === null)
      return {
        ...asks,
        question: null,
        ended: false,
        visit: { url: 'https://device.example/?c=AB', code: 'AB-CD', ticket: 'sso:x' },
      }
    return { ...signedIn, ended: answers.length > 2 }
  })
  await login.call(seen.context, {})
  expect(seen.out).toBe(
    'Open https://device.example/?c=AB\nand look whether it shows the code AB-CD. Waiting for you there.\naws profile admin: signed in.\n',
  )
  expect(answers).toEqual([null, 'sso:x', 'sso:x'])
})

test('where nothing is asked, nothing is typed', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch)
  const sources: unknown[] = []
  await using _daemon = standInDaemon(seen, (_, body) => {
    sources.push(Object(body).source)
    return signedIn
  })
  await login.call(seen.context, { awsProfile: 'admin' })
  await login.call(seen.context, {})
  expect(sources).toEqual([{ type: 'aws', profile: 'admin' }, { type: 'aws' }])
  expect(seen.code).toBe(0)
})

for (const [name, flags, answer, stdin, words] of [
  ['a sign-in elsewhere is named', {}, { ...asks, question: null }, '', 'It wants a code.'],
  ['nobody to ask is said', {}, asks, '', 'There is nobody here to ask'],
  [
    'a profile that is not there',
    { profile: 'home' },
    signedIn,
    '',
    'There is no profile "home". Name one with --profile: cloud.',
  ],
  ['two places', { profile: 'cloud', awsProfile: 'x' }, signedIn, '', 'Give one.'],
  ['an error of the source', {}, { error: { code: 'source-failed', message: 'No.', transient: true } }, '', 'No.'],
] as const) {
  test(name, async () => {
    using scratch = makeScratch()
    const seen = capturedCommand(scratch, { profiles })
    typing(seen.context, stdin)
    await using _daemon = standInDaemon(seen, () => answer)
    await login.call(seen.context, flags)
    expect(seen.out).toBe('')
    expect(seen.err).toContain(words)
    expect(Number(seen.code)).toBeGreaterThan(0)
  })
}

test('without a daemon there is nobody to keep it', async () => {
  using scratch = makeScratch()
  const seen = capturedCommand(scratch, { profiles })
  await login.call(seen.context, {})
  expect(seen.err).toBe('warmkey: No daemon runs that could keep what you sign in to. Start it: warmkey up\n')
})
