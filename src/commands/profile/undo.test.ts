import { expect, test } from 'bun:test'
import { profileBench } from '../../../test/kit/profile-bench.ts'

const add = (name: string) => ['profile', 'add', name, '--variable', 'K', '--url', 'https://x.example', '--yes']

test('changes are taken back one by one, to the very bytes, the file itself included', async () => {
  using bench = profileBench()
  expect((await bench.warmkey('profile', 'undo', '--yes')).err).toContain('No command has changed')
  const seen = [bench.bytes()]
  for (const args of [
    add('one'),
    add('two'),
    ['use', 'two', '--yes'],
    ['profile', 'edit', 'two', '--url', 'https://y.example', '--yes'],
    ['profile', 'remove', 'one', '--yes'],
  ]) {
    expect((await bench.warmkey(...args)).err).toBe('')
    seen.push(bench.bytes())
  }
  expect(new Set(seen).size).toBe(6)
  const back = [seen.pop()]
  while (seen.length > 0) {
    const wanted = seen.pop()
    expect((await bench.warmkey('profile', 'undo', '--yes')).err).toBe('')
    expect(bench.bytes()).toBe(wanted ?? null)
    back.push(wanted)
  }
  expect((await bench.warmkey('profile', 'undo', '--yes')).err).toContain('No command has changed')
})

test('a file that was changed since is left alone, unless it is wanted so', async () => {
  using bench = profileBench()
  bench.write('{ }')
  await bench.warmkey(...add('one'))
  bench.write(`${bench.bytes()}// mine\n`)
  const mine = bench.bytes()
  const { code, err } = await bench.warmkey('profile', 'undo', '--yes')
  expect(err).toContain(`${bench.file} was changed since "profile add" wrote it. Nothing was changed. --restore`)
  expect([code, bench.bytes()]).toEqual([2, mine])
  await bench.warmkey('profile', 'undo', '--restore', '--yes')
  expect(bench.bytes()).toBe('{ }')
})

test('a file of blanks becomes one again', async () => {
  using bench = profileBench()
  bench.write('\n \n')
  await bench.warmkey(...add('one'))
  await bench.warmkey('profile', 'undo', '--yes')
  expect(bench.bytes()).toBe('\n \n')
})
