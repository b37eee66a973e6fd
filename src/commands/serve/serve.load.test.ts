import { expect, test } from 'bun:test'
import { join } from 'node:path'

test('a daemon that waits has loaded nothing that only some of its work needs', async () => {
  const entry = join(import.meta.dir, 'serve.ts')
  const built = await Bun.build({
    entrypoints: [entry],
    target: 'bun',
    packages: 'external',
    splitting: true,
    metafile: true,
  })
  const inputs = built.metafile?.inputs ?? {}
  const seen = new Set<string>()
  const packages = new Set<string>()
  const walk = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    for (const { path, kind } of inputs[file]?.imports ?? []) {
      if (kind === 'dynamic-import') continue
      if (inputs[path] === undefined) packages.add(path.replace(/^node:/, ''))
      else walk(path)
    }
  }
  walk(Object.keys(inputs).find((file) => entry.endsWith(file.replace(/^(?:\.\.\/)+/, '/'))) ?? '')
  expect(packages).toContain('zod')
  expect(packages).toContain('fs')
  const heavy = /^(?:@aws-sdk|@smithy|@anthropic-ai)\/|^(?:jose|crypto|util|zlib|tls|net|https?|stream|child_process)$/
  expect([...packages].filter((name) => heavy.test(name))).toEqual([])
})
