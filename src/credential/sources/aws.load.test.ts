import { expect, test } from 'bun:test'
import { join } from 'node:path'

test('whoever does not use AWS loads nothing of its SDK', async () => {
  const built = await Bun.build({
    entrypoints: [join(import.meta.dir, 'index.ts')],
    target: 'bun',
    packages: 'external',
    splitting: true,
  })
  expect(built.success).toBe(true)
  const texts = new Map<string, string>()
  for (const output of built.outputs) texts.set(output.path.replace(/^.*\//, ''), await output.text())
  const first = built.outputs.find(({ kind }) => kind === 'entry-point')
  const loaded = new Set<string>()
  const packages = new Set<string>()
  const load = (name: string) => {
    if (loaded.has(name)) return
    loaded.add(name)
    for (const [, from = ''] of texts.get(name)?.matchAll(/^(?:import|export)\b[^;]*?from\s*"([^"]+)"/gm) ?? [])
      if (from.startsWith('./')) load(from.slice(2))
      else packages.add(from)
  }
  load(first?.path.replace(/^.*\//, '') ?? '')
  expect(packages).toContain('zod')
  expect([...packages].filter((name) => /^@(?:aws-sdk|smithy)\//.test(name))).toEqual([])
})
