import { expect, test } from 'bun:test'
import { profileBench } from '../../../test/kit/profile-bench.ts'

const before = `{
  "profiles": {
    // the gateway of the company
    "work": {
      "source": { "type": "command", "command": "mint", "ttl": "1h" }, // every hour
      "upstream": { "url": "https://llm.example" },
      "limits": { "concurrency": 8 } // fair
    }
  }
}
`

test.each<readonly [string[], string]>([
  [['--url', 'https://b.example'], before.replace('llm.example', 'b.example')],
  [['--ttl', '2h', '--command', 'mint2'], before.replace('"mint"', '"mint2"').replace('1h', '2h')],
  [['--set', 'limits.concurrency=9'], before.replace('8', '9')],
  [['--set', 'limits={"minGap":"1s"}'], before.replace('"concurrency": 8', '"minGap": "1s"')],
  [['--set', 'export="never"'], before.replace('      "source"', '      "export": "never",\n      "source"')],
  [['--unset', 'source.ttl'], before.replace(', "ttl": "1h"', '')],
  [
    ['--source', 'env', '--variable', 'K'],
    before.replace('{ "type": "command", "command": "mint", "ttl": "1h" }', '{ "type": "env", "name": "K" }'),
  ],
])('%p changes that and nothing else', async (args, after) => {
  using bench = profileBench()
  bench.write(before)
  const { code, err } = await bench.warmkey('profile', 'edit', 'work', ...args, '--yes')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(bench.bytes()).toBe(after)
})

test('what would make it wrong is refused', async () => {
  using bench = profileBench()
  bench.write(before)
  for (const [args, sentence] of [
    [['--variable', 'K'], '--variable is nothing for the source "command". It has: command, field, ttl, '],
    [['--unset', 'upstream'], 'needs --url'],
    [['--set', 'limits.concurrency=0'], '--set limits.concurrency=…'],
    [[], 'There is nothing to change, and no terminal for an editor.'],
  ] as const) {
    const { code, err } = await bench.warmkey('profile', 'edit', 'work', ...args, '--yes')
    expect([code, bench.bytes()]).toEqual([2, before])
    expect(err).toContain(sentence)
  }
  expect((await bench.warmkey('profile', 'edit', 'x', '--url', 'https://x.example')).err).toContain('no profile "x"')
})
