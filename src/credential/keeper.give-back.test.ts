import { expect, test } from 'bun:test'
import { settle } from '../../test/kit/fake-clock.ts'
import { hour, keeperWorld, minute } from '../../test/kit/keeper-world.ts'

test('closing ends what the source does by itself, and gives nothing back', async () => {
  const steps: string[] = []
  const { keeper, first } = keeperWorld({
    close: () => void steps.push('close'),
    giveBack: async () => void steps.push('give back'),
  })
  await first('fake-1')
  keeper.close()
  keeper.close()
  expect(steps).toEqual(['close'])
  await keeper.giveBack()
  expect(steps).toEqual(['close'])
})

test('giving back closes first, once', async () => {
  const steps: string[] = []
  const { keeper, first, clock } = keeperWorld({
    close: () => void steps.push('close'),
    giveBack: async () => void steps.push('give back'),
  })
  await first('fake-1')
  await Promise.all([keeper.giveBack(), keeper.giveBack()])
  expect(steps).toEqual(['close', 'give back'])
  expect(clock.timers).toBe(0)
  expect(await Promise.resolve(keeper.get()).catch((error: Error) => error.message)).toContain('is closed')
})

test('a source that cannot give back, or not in time, does not stop the end', async () => {
  const failing = keeperWorld({ giveBack: () => Promise.reject(new Error('the vault is sealed')) })
  await failing.keeper.giveBack()
  const hanging = keeperWorld({
    giveBack: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  })
  let over = false
  const end = hanging.keeper.giveBack().then(() => {
    over = true
  })
  await hanging.clock.advance(4_999)
  expect(over).toBe(false)
  await hanging.clock.advance(1)
  await end
})

test('what only an answer shows to lapse when idle is kept warm from then on', async () => {
  const { keeper, source, clock, first, told } = keeperWorld()
  await first('fake-1', { expiresInMs: hour })
  await clock.advance(50 * minute)
  expect(told()).toEqual(['renewing first', 'renewed first'])
  Object.assign(source, { lapsesWhenIdle: true })
  void keeper.get()
  await source.call.give('fake-1', { expiresInMs: hour })
  await settle()
  await clock.advance(48 * minute)
  expect(told().slice(2)).toEqual(['renewing early', 'renewed early', 'renewing idle'])
  keeper.close()
})
