import { expect, test } from 'bun:test'
import { makeScratch } from '../test/kit/scratch.ts'
import { readReport } from './junit.mjs'

/** Runs `bun test` over these files and reads its report, as `npm test` does. */
function counted(files: Readonly<Record<string, string>>) {
  using scratch = makeScratch()
  for (const [name, text] of Object.entries(files))
    scratch.write(name, `import { expect, test } from 'bun:test'\n${text}`)
  const names = Object.keys(files)
  const report = scratch.path('report.xml')
  const flags = ['--parallel=1', '--reporter=junit', `--reporter-outfile=${report}`]
  const run = Bun.spawnSync([process.execPath, 'test', ...flags, ...names.map((name) => `./${name}`)], {
    cwd: scratch.root,
  })
  return readReport(scratch.read('report.xml') || null, names, run.exitCode)
}

test('passes, failures and skips are those of the report, whatever a test prints', () => {
  const counts = counted({
    'a.test.ts':
      "test('good', () => console.log('99 passed, 0 failed'))\ntest('bad <&> \"it\"', () => expect(1).toBe(2))",
    'b.test.ts': "test.skip('left out', () => {})\ntest.todo('to come')",
  })
  expect(counts).toEqual({
    passed: 1,
    failed: 1,
    skipped: [
      { file: 'b.test.ts', name: 'left out' },
      { file: 'b.test.ts', name: 'to come' },
    ],
    problems: [],
  })
})

test('a file that cannot be loaded, or has no test, is a failure that bun’s report does not know', () => {
  const counts = counted({
    'good.test.ts': "test('good', () => {})",
    'torn.test.ts': "throw new Error('torn')",
    'empty.test.ts': '',
  })
  expect(counts).toMatchObject({ passed: 1, failed: 2 })
  expect(counts.problems).toEqual([
    'torn.test.ts ran no test, or not to its end.',
    'empty.test.ts ran no test, or not to its end.',
  ])
})

test('a crash is a failure', () => {
  expect(
    counted({ 'crash.test.ts': "test('crash', () => process.kill(process.pid, 'SIGKILL'))" }).failed,
  ).toBeGreaterThan(0)
})

test('no report, and an exit code that the report does not explain, are failures', () => {
  expect(readReport(null, ['a.test.ts'], 0)).toMatchObject({ passed: 0, failed: 1 })
  const xml = '<testcase name="good" file="a.test.ts" />'
  expect(readReport(xml, ['a.test.ts'], 0)).toMatchObject({ passed: 1, failed: 0, problems: [] })
  expect(readReport(xml, ['a.test.ts'], 3)).toMatchObject({ passed: 1, failed: 1 })
})
