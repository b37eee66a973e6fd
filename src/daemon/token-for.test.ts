import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { scriptedSource } from '../../test/kit/scripted-source.ts'
import { createKeeper } from '../credential/keeper.ts'
import { profileSchema } from '../profile.ts'
import { deskProfile, openDesk } from './token-for.ts'

const clock = createFakeClock()
const keeper = createKeeper({ identity: 'i', source: scriptedSource(), clock })
const profile = (upstream: object, more: object = {}) =>
  profileSchema.parse({
    source: { type: 'env', name: 'K' },
    upstream: { url: 'https://llm.example', ...upstream },
    ...more,
  })

const by = { kind: 'default' } as const

test('a profile as the desk needs it: its own header, else that of its dialect', () => {
  const desk = (upstream: object, more: object = {}) => {
    const { name, header, exportable } = deskProfile({ name: 'work', profile: profile(upstream, more), keeper, by })
    return { name, header, exportable }
  }
  expect(desk({})).toEqual({ name: 'work', header: 'both', exportable: true })
  expect(desk({ header: 'X-Corp' })).toEqual({ name: 'work', header: 'x-corp', exportable: true })
  expect(desk({}, { export: 'never' })).toEqual({ name: 'work', header: 'both', exportable: false })
})

test('the desk asks for the profile anew each time: a changed configuration counts at once', async () => {
  const asked: unknown[] = []
  let more = { export: 'never' }
  const desk = openDesk({
    clock,
    kept(name) {
      asked.push(name)
      return { name: 'work', profile: profile({}, more), keeper, by }
    },
  })
  const { signal } = new AbortController()
  const give = () => desk.give({ profile: 'work', ttlMs: 1, client: null }, signal).catch((error: unknown) => error)
  expect(await give()).toMatchObject({ code: 'export-refused' })
  more = { export: 'allow' }
  keeper.close()
  expect(await give()).toMatchObject({ code: 'source-unavailable' })
  expect(asked).toEqual(['work', 'work'])
})
