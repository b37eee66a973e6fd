/**
 * The structure of the code, held by a test because nothing else holds it: who may import whom and why not, what may be
 * mentioned where, that no item of a shelf is forgotten, that every file has its test. The second half breaks each rule on
 * purpose, so that a rule which finds nothing is known to be able to.
 */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { clients } from '../src/clients/index.ts'
import { commands } from '../src/commands/index.ts'
import { sources } from '../src/credential/sources/index.ts'
import { dialects } from '../src/gateway/dialects/index.ts'
import { catalogue } from '../src/signatures/catalogue.ts'
import * as rules from './architecture.rules.ts'
import { makeScratch, type Scratch } from './kit/scratch.ts'
import { type Module, readModules } from './kit/source-code.ts'

/** Reading every module takes the compiler some seconds, and more on a machine that does other things. */
const patienceMs = 120_000

const root = join(import.meta.dir, '..')

describe('the code', () => {
  let modules: readonly Module[]
  beforeAll(async () => {
    modules = await readModules(root)
  }, patienceMs)

  test('is all read', () => {
    const paths = new Set(modules.map(({ path }) => path))
    const files = [...new Bun.Glob('{src,emulator,test}/**/*.ts').scanSync(root)].map((path) =>
      path.replaceAll('\\', '/'),
    )
    expect(files.filter((path) => !paths.has(path))).toEqual([])
  })

  test('imports what the table allows', () => {
    expect(rules.importProblems(modules, rules.toleratedEdges)).toEqual([])
  })

  test('tolerates no edge that it does not have', () => {
    expect(rules.settledEdges(modules, rules.toleratedEdges)).toEqual([])
  })

  test('touches clock, streams, environment and secrets in the named files only', () => {
    expect(rules.mentionProblems(modules)).toEqual([])
  })

  test('names no file that does not need its exception', () => {
    const used = (what: RegExp, path: string) =>
      modules.some((each) => each.path === path && each.uses.some((use) => what.test(use.what)))
    expect(used(/^Date\.now$/, 'src/clock.ts')).toBe(true)
    expect(used(/^setTimeout$/, 'src/clock.ts')).toBe(true)
    expect(used(/^process\.env/, 'src/process.ts')).toBe(true)
    expect(used(/^process\.exit/, 'src/process.ts')).toBe(true)
    expect(used(/^\.open\(\)$/, 'src/gateway/authorize.ts')).toBe(true)
  })

  test('lists every item of every shelf', () => {
    expect(rules.shelfProblems(modules)).toEqual([])
  })

  test('has no file that nothing leads to', () => {
    expect(rules.unreachable(modules, 'src/main.ts')).toEqual([])
  })

  test('has a test beside every file that runs', () => {
    const missing = rules.untested(modules)
    expect(missing.filter((path) => rules.withoutTest[path] === undefined)).toEqual([])
    expect(Object.keys(rules.withoutTest).filter((path) => !missing.includes(path))).toEqual([])
  })

  test('has no file that is too long', () => {
    expect(rules.sizeProblems(modules, rules.tooLong)).toEqual([])
    const long = modules.filter(({ lines }) => lines > rules.longestFile).map(({ path }) => path)
    expect(rules.tooLong.filter((path) => !long.includes(path))).toEqual([])
  })

  test('has no drawer', () => {
    const scripts = readdirSync(join(root, 'scripts')).map((name) => `scripts/${name}`)
    expect(rules.nameProblems([...modules.map(({ path }) => path), ...scripts])).toEqual([])
  })
})

describe.each([
  ['sources', sources.map(({ type }) => type)],
  ['dialects', dialects.map(({ id }) => id)],
  ['signatures', catalogue.map(({ id }) => id)],
  ['clients', clients.map(({ id }) => id)],
  ['commands', commands.map(({ name }) => name)],
])('the ids of %s', (_, ids) => {
  test('are unique', () => {
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('are kebab-case', () => {
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([])
  })
})

describe('a broken rule is found:', () => {
  let scratch: Scratch
  let modules: readonly Module[]
  const files: Record<string, string> = {
    'src/clock.ts': 'export const now = () => Date.now()',
    'src/main.ts': "import './gateway/gateway.ts'\nimport './commands/index.ts'",
    'src/signatures/card.ts': "import { now } from '../clock.ts'\nexport const at = now",
    'src/gateway/gateway.ts': [
      "import type { Tape } from '../recorder/tape.ts'",
      "export type { Tape as Again } from '../recorder/tape.ts'",
      "export type Third = import('../recorder/tape.ts').Tape",
      "export const load = (name: string) => import('../recorder/' + name)",
      'export const tape: Tape | null = null',
    ].join('\n'),
    'src/recorder/tape.ts': 'export interface Tape { at: number }',
    'src/commands/index.ts': "import { listed } from './listed.ts'\nexport const commands = [listed]",
    'src/commands/listed.ts': "import { start } from '../../emulator/emulator.ts'\nexport const listed = start",
    'src/commands/forgotten.ts': 'export const forgotten = 1',
    'src/commands/demo/demo.ts': "import { start } from '../../../emulator/emulator.ts'\nexport const demo = start",
    'emulator/emulator.ts': "import '../src/signatures/card.ts'\nexport const start = 1",
    'src/daemon/types.ts': Array.from({ length: 401 }, (_, i) => `export const n${i} = ${i}`).join('\n'),
    'src/store/tested.ts': 'export const a = 1',
    'src/store/tested.test.ts': "import './tested.ts'",
    'src/store/shape.ts': 'export interface Shape { a: 1 }',
    'src/elsewhere.ts': 'export const a = 1',
    'src/credential/keeper.ts': [
      "import { Secret } from '../secret.ts'",
      'declare const secret: Secret',
      'export const a = [Date.now, new Date(), setTimeout, globalThis.setInterval, process.env.HOME, process["exit"],',
      '  console.log, secret.open(), new Secret("x"), Bun.env.A, performance.now(), import.meta.env]',
      'const { env } = process',
      "import 'node:timers/promises'",
      "import '/somewhere/else.ts'",
      "export const home = '/home/me/key'",
      "export const b = [env, 'Date.now() setTimeout', /process.exit/, new Date(0)] // console.log",
      'export const c = { setTimeout: 1, console: 2 }.setTimeout as number | typeof process.env',
    ].join('\n'),
  }

  beforeAll(async () => {
    scratch = makeScratch()
    const options = { module: 'Preserve', noEmit: true, allowImportingTsExtensions: true, types: [] }
    scratch.write('tsconfig.json', JSON.stringify({ compilerOptions: options, include: ['src', 'emulator'] }))
    for (const [name, text] of Object.entries(files)) scratch.write(name, text)
    modules = await readModules(scratch.root)
  }, patienceMs)
  afterAll(() => scratch[Symbol.dispose]())

  test('an import against the table, of values and of types, with its reason', () => {
    const audience = 'but the proxy has no audience: it announces events, and whoever listens is not its business'
    expect(rules.importProblems(modules)).toEqual([
      'emulator/emulator.ts:1 imports src/signatures/card.ts, but an emulator built from our own parts would repeat our own mistakes',
      'src/commands/listed.ts:1 imports emulator/emulator.ts, but only `emulate` and `demo` show the emulator to a user',
      'src/elsewhere.ts is in no zone of the import table',
      `src/gateway/gateway.ts:1 imports src/recorder/tape.ts, ${audience}`,
      `src/gateway/gateway.ts:2 imports src/recorder/tape.ts, ${audience}`,
      `src/gateway/gateway.ts:3 imports src/recorder/tape.ts, ${audience}`,
      'src/main.ts:1 imports src/gateway/gateway.ts, but it hands argv to a command and knows nothing of what that does',
    ])
  })

  test('a tolerated edge is left out, and told when it is gone', () => {
    const tolerated = { 'src/main.ts -> src/gateway/gateway.ts': 'here', 'src/main.ts -> src/gone.ts': 'gone' }
    expect(rules.importProblems(modules, tolerated).filter((problem) => problem.includes('main.ts'))).toEqual([])
    expect(rules.settledEdges(modules, tolerated)).toEqual(['src/main.ts -> src/gone.ts'])
  })

  test('a global in the wrong file, however it is written, and not in text or as a name of one’s own', () => {
    const found = rules.mentionProblems(modules).map((problem) => problem.replace(/: .*|, a way.*/, ''))
    const keeper = 'src/credential/keeper.ts'
    expect(found).toEqual([
      `${keeper}:3 uses Date.now`,
      `${keeper}:3 uses new Date()`,
      `${keeper}:3 uses setTimeout`,
      `${keeper}:3 uses setInterval`,
      `${keeper}:3 uses process.env.HOME`,
      `${keeper}:3 uses process.exit`,
      `${keeper}:4 uses console.log`,
      `${keeper}:4 uses .open()`,
      `${keeper}:4 uses new Secret`,
      `${keeper}:4 uses Bun.env.A`,
      `${keeper}:4 uses performance.now`,
      `${keeper}:4 uses import.meta.env`,
      `${keeper}:5 uses process`,
      `${keeper}:6 imports node:timers/promises`,
      `${keeper}:7 imports an absolute path`,
      `${keeper}:8 names a path of one machine`,
      'src/gateway/gateway.ts:4 computes what it imports',
    ])
  })

  test('an item that its shelf forgets, and a shelf without items', () => {
    const shelves = rules.shelves.filter(({ index }) => /^src\/(commands|clients)\//.test(index))
    expect(rules.shelfProblems(modules, shelves)).toEqual([
      'src/clients/index.ts: no item matches the pattern of its shelf',
      'src/commands/forgotten.ts is not in src/commands/index.ts',
    ])
  })

  test('a file that nothing leads to', () => {
    expect(rules.unreachable(modules, 'src/main.ts')).toEqual([
      'src/commands/demo/demo.ts',
      'src/commands/forgotten.ts',
      'src/credential/keeper.ts',
      'src/daemon/types.ts',
      'src/elsewhere.ts',
      'src/store/shape.ts',
      'src/store/tested.ts',
    ])
  })

  test('a file without a test, a long one, and a drawer', () => {
    const missing = rules.untested(modules)
    expect(missing).toContain('src/credential/keeper.ts')
    expect(missing.filter((path) => path.startsWith('src/store/'))).toEqual([])
    expect(rules.sizeProblems(modules)).toEqual(['src/daemon/types.ts has 401 lines; 400 is the end, 150 is the aim'])
    expect(rules.nameProblems(['src/daemon/types.ts', 'src/utils/a.ts', 'test/kit/helper-script.ts'])).toEqual([
      'src/daemon/types.ts: name the thing that is in it',
      'src/utils/a.ts: name the thing that is in it',
    ])
  })
})
