// `npm test`: all that stands between a change and a user. It sets up, checks, runs every test, and says at the end what
// could not run here and why. `npm test -- src/gateway` runs the test files whose path contains that, and no checks.
// The last line is always `N passed, N failed`.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { runChecks } from './check.mjs'
import { clientVersions, fetchClients } from './clients.mjs'
import { readReport } from './junit.mjs'
import { fetchOpencode } from './opencode.mjs'
import { howToGet, parts } from './parts.mjs'
import { fetchPython } from './python.mjs'
import { root, setUp } from './setup.mjs'
import { buildVault } from './vault.mjs'

const inCi = process.env.CI === 'true'
/** A limit for a test that hangs, wide enough for a busy machine with two cores. */
const hangsAfterMs = { quick: 60_000, journeys: 180_000 }

const say = (line) => process.stdout.write(`${line}\n`)

const { bun } = await setUp({ dev: true, again: 'npm test' })
const patterns = process.argv.slice(2)
const files = testFiles().filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)))
const scratch = mkdtempSync(join(tmpdir(), 'warmkey-npm-test-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
const noteFile = join(scratch, 'missing.jsonl')

const stopped = new AbortController()
process.on('SIGINT', () => stopped.abort())
if (files.some((file) => /claudeBinary|needsClaude/.test(readFileSync(join(root, file), 'utf8')))) {
  try {
    for (const problem of await fetchClients(clientVersions, { say, signal: stopped.signal })) say(problem)
  } catch (error) {
    if (!stopped.signal.aborted) throw error
    process.exit(130)
  }
}
if (files.some((file) => readFileSync(join(root, file), 'utf8').includes('needsOpencode'))) {
  const problem = fetchOpencode(say)
  if (problem !== null) say(problem)
}
if (files.some((file) => readFileSync(join(root, file), 'utf8').includes('needsVault'))) {
  try {
    const problem = await buildVault({ say, signal: stopped.signal })
    if (problem !== null) say(problem)
  } catch (error) {
    if (!stopped.signal.aborted) throw error
    process.exit(130)
  }
}
if (files.some((file) => readFileSync(join(root, file), 'utf8').includes('needsPython'))) {
  try {
    const problem = await fetchPython({ say, signal: stopped.signal })
    if (problem !== null) say(problem)
  } catch (error) {
    if (!stopped.signal.aborted) throw error
    process.exit(130)
  }
}
process.on('SIGINT', () => process.exit(130))
const results = []
if (patterns.length === 0) {
  say('\nChecks')
  results.push({ ...runChecks(say), skipped: [], problems: [] })
}
const isJourney = (file) => file.startsWith('test/journeys/')
// Their keys live for seconds of the real clock, in which a real client has to get its turn.
const isAlone = (file) =>
  /^test\/journeys\/(helper|idle|living-daemon|bedrock-claude|vault-lease|aws-token)\.test\.ts$/.test(file)
results.push(
  await runFiles(
    'Tests',
    files.filter((file) => !isJourney(file)),
    { workers: 2, timeoutMs: hangsAfterMs.quick },
  ),
)
// Real clients, real daemons, real installations wait for each other more than they work, so two of them go side by side.
results.push(
  await runFiles(
    'Journeys',
    files.filter(isJourney).filter((file) => !isAlone(file)),
    { workers: 2, timeoutMs: hangsAfterMs.journeys },
  ),
)
results.push(
  await runFiles('Journeys, one at a time', files.filter(isAlone), { workers: 1, timeoutMs: hangsAfterMs.journeys }),
)

const total = (of) => results.reduce((sum, result) => sum + of(result), 0)
const passed = total((result) => result.passed)
const skipped = results.flatMap((result) => result.skipped)
let failed = total((result) => result.failed)
sayWhatCouldNotRun(skipped)
for (const problem of results.flatMap((result) => result.problems)) say(`FAILED  ${problem}`)
if (inCi && skipped.length > 0) {
  say(`FAILED  With CI=true a test that could not run is a failure; there are ${skipped.length}.`)
  failed += skipped.length
}
if (passed + failed === 0) {
  say('FAILED  There is no such test file.')
  failed = 1
}
say(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

function testFiles() {
  const under = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return under(path)
      return entry.name.endsWith('.test.ts') ? [path] : []
    })
  return ['src', 'emulator', 'test', 'bench', 'scripts']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap(under)
    .sort()
}

/** One `bun test` over these files, each in a worker's own global scope; what it prints goes through. */
async function runFiles(title, group, { workers, timeoutMs }) {
  if (group.length === 0) return { passed: 0, failed: 0, skipped: [], problems: [] }
  say(`\n${title}: ${group.length} ${group.length === 1 ? 'file' : 'files'}`)
  const report = join(scratch, `${title}.xml`)
  const flags = [`--parallel=${workers}`, `--timeout=${timeoutMs}`, '--reporter=junit', `--reporter-outfile=${report}`]
  if (workers > 1) flags.push('--only-failures')
  const child = spawn(
    bun,
    ['test', `--config=${join(root, 'bin', 'bunfig.toml')}`, ...flags, ...group.map((file) => `./${file}`)],
    {
      cwd: root,
      env: testEnvironment(),
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  const exitCode = await new Promise((resolve) => {
    child.once('error', () => resolve(-1)).once('exit', (code, signal) => resolve(code ?? signal))
  })
  return readReport(existsSync(report) ? readFileSync(report, 'utf8') : null, group, exitCode)
}

/** Without the credentials and settings of whoever runs the tests, and with loopback kept away from their proxy. */
function testEnvironment() {
  const foreign =
    /^(ANTHROPIC_|CLAUDE|AWS_(?!CA_BUNDLE)|GOOGLE_|AZURE_|VAULT_|BUN_|NODE_OPTIONS|NODE_PATH|WARMKEY_(?!CACHE$))/i
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
  const noProxy = ['127.0.0.1', 'localhost', '::1', env.NO_PROXY ?? env.no_proxy].filter(Boolean).join(',')
  return { ...env, NO_PROXY: noProxy, no_proxy: noProxy, WARMKEY_TEST_REPORT: noteFile }
}

function sayWhatCouldNotRun(cases) {
  if (cases.length === 0) return
  const notes = existsSync(noteFile)
    ? readFileSync(noteFile, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  const missingBy = new Map()
  for (const { part, file } of notes) {
    const name = relative(root, file).replaceAll('\\', '/')
    missingBy.set(name, new Set([...(missingBy.get(name) ?? []), part]))
  }
  say('')
  for (const file of new Set(cases.map((each) => each.file))) {
    const names = cases.filter((each) => each.file === file).map((each) => each.name)
    const gone = parts.filter(({ name }) => missingBy.get(file)?.has(name))
    const count = `${names.length} ${names.length === 1 ? 'test' : 'tests'} of ${file}`
    if (gone.length === 0) {
      say(`could not run: ${count}, which it skips on this machine: ${names.join('; ')}`)
    } else {
      const what = gone.map(({ name, what }) => `${name} (${what})`).join(' and ')
      const how = [...new Set(gone.map(({ name }) => howToGet(name)))].join('; ')
      say(`could not run: ${count}, because of what is missing here: ${what}. To have it: ${how}`)
    }
  }
}
