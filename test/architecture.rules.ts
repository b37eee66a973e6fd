/**
 * What holds across all files, as data and as functions from modules to problems. Each problem is a sentence that names
 * the file, the line and the reason, because whoever breaks a rule here has usually never seen it.
 */
import { posix } from 'node:path'
import type { Module } from './kit/source-code.ts'

type Zone =
  | 'base'
  | 'signatures'
  | 'store'
  | 'clients'
  | 'credential'
  | 'gateway'
  | 'recorder'
  | 'config'
  | 'doctor'
  | 'daemon'
  | 'commands'
  | 'program'
  | 'emulator'

interface Permission {
  readonly zone: Zone
  /** Only these files of that zone. */
  readonly only?: RegExp
  /** Only for these files of ours. */
  readonly by?: RegExp
  readonly typesOnly?: true
}

interface Place {
  readonly files: RegExp
  readonly may: readonly Permission[]
  /** Why this zone imports nothing else. */
  readonly because: string
  /** Edges that look harmless, and why they are not. */
  readonly never?: Partial<Record<Zone, string>>
}

const to = (zone: Zone, limits: Omit<Permission, 'zone'> = {}): Permission => ({ zone, ...limits })
const storeType = to('store', { only: /^src\/store\/store\.ts$/, typesOnly: true })

/** Who may import whom. Files of one zone may always import each other. */
export const zones: Readonly<Record<Zone, Place>> = {
  base: {
    files: /^src\/(errors|secret|clock|duration|launch-env|proxy|sha256)\.ts$/,
    may: [],
    because: 'everything rests on these files, so they rest on nothing',
  },
  signatures: {
    files: /^src\/signatures\//,
    may: [to('base')],
    because: 'a card is data about an answer; gateway, explain and documents read it, it reads nobody',
  },
  store: {
    files: /^src\/store\//,
    may: [to('base')],
    because: 'a store keeps bytes and knows nothing of what they mean',
  },
  clients: {
    files: /^src\/clients\//,
    may: [to('base')],
    because: 'a client is text in, facts out; it must be testable without anything that runs',
  },
  credential: {
    files: /^src\/credential\//,
    may: [to('base'), storeType],
    because: 'a keeper serves any consumer and must not learn who that is',
    never: {
      gateway: 'then a credential could not be kept warm without a proxy',
      recorder: 'secrets live here; nothing that records may be near them',
      signatures: 'what a refusal means is decided by whoever saw it; the keeper is told',
    },
  },
  gateway: {
    files: /^src\/gateway\//,
    may: [to('base'), to('credential'), to('signatures'), storeType],
    because: 'the path of a request is short and knows only what the request needs',
    never: {
      recorder: 'the proxy has no audience: it announces events, and whoever listens is not its business',
      config: 'it is given upstreams and limits; how a user wrote them down is not its business',
      clients: 'it knows callers by what they send, not by their settings files',
      emulator: 'an upstream for tests must not be reachable from the real path',
    },
  },
  recorder: {
    files: /^src\/recorder\//,
    may: [to('base'), to('signatures'), storeType, to('gateway', { typesOnly: true })],
    because: 'it listens to events and holds no secret',
    never: { credential: 'what records must never be able to ask for a secret' },
  },
  config: {
    files: /^src\/(config[^/]*|profile)\.ts$/,
    may: [
      to('base'),
      to('credential', { only: /^src\/credential\/sources\/index\.ts$/ }),
      to('gateway', { only: /^src\/gateway\/dialects\/index\.ts$/ }),
      to('store', { only: /^src\/store\/index\.ts$/ }),
    ],
    because: 'it turns text into options with the schemas of the shelves, and starts nothing',
  },
  doctor: {
    files: /^src\/doctor\//,
    may: [
      to('base'),
      to('config'),
      to('credential'),
      to('signatures'),
      to('clients'),
      to('daemon', { only: /^src\/daemon\/(control-client|look|remembered)\.ts$/ }),
      to('daemon', { only: /^src\/daemon\/control-protocol\.ts$/, typesOnly: true }),
    ],
    because: 'a diagnosis that depends on the patient’s health is none',
    never: { gateway: 'it asks the running one through the control client, it does not run its own' },
  },
  daemon: {
    files: /^src\/daemon\//,
    may: [
      to('base'),
      to('signatures'),
      to('store'),
      to('clients'),
      to('credential'),
      to('gateway'),
      to('recorder'),
      to('config'),
    ],
    because: 'it is where the parts are put together, and is itself a part of nothing but commands',
    never: {
      doctor: 'the doctor has to work when the daemon does not',
      commands: 'a service does not know who started it',
      emulator: 'an upstream for tests must not be reachable from the real path',
    },
  },
  commands: {
    files: /^src\/commands\//,
    may: [
      to('base'),
      to('config'),
      to('clients'),
      to('signatures'),
      to('doctor'),
      to('daemon'),
      to('emulator', { by: /^src\/commands\/(demo|emulate)(\/|\.ts$)/ }),
    ],
    because: 'a command declares, asks and prints; what it starts is put together by the daemon',
    never: {
      gateway: 'a command that builds its own gateway would be a second composition root',
      credential: 'a command that builds its own keeper would be a second owner of the credential',
      emulator: 'only `emulate` and `demo` show the emulator to a user',
    },
  },
  program: {
    files: /^src\/(main|process|program)\.ts$/,
    may: [
      to('base'),
      to('commands'),
      // A process that asks AWS once is its own program: the SDK reads the environment of its process by itself.
      to('credential', { only: /^src\/credential\/sources\/aws\/ask-here\.ts$/, by: /^src\/main\.ts$/ }),
      // So do those of Google and Azure.
      to('doctor', { only: /^src\/doctor\/cloud\/ask-cloud-here\.ts$/, by: /^src\/main\.ts$/ }),
    ],
    because: 'it hands argv to a command and knows nothing of what that does',
  },
  emulator: {
    files: /^emulator\//,
    may: [to('base', { only: /^src\/(errors|secret|clock)\.ts$/ })],
    because: 'an emulator built from our own parts would repeat our own mistakes',
  },
}

const localKeys = 'src/gateway/local-keys.ts'

/** Edges that the table forbids and the code has; every line is a debt with its reason. The list may only shrink. */
export const toleratedEdges: Readonly<Record<string, string>> = {
  [`src/commands/run/run.ts -> ${localKeys}`]: 'makes the key of its run before there is a daemon',
  [`src/commands/serve/serve.ts -> ${localKeys}`]: 'prints the key that callers need',
  [`src/commands/serve/kept-key.ts -> ${localKeys}`]: 'keeps that key between two starts',
  [`src/commands/demo/act-one.ts -> ${localKeys}`]: 'calls the gateway as a client would',
  'src/commands/demo/client.ts -> scripts/clients.mjs': 'finds the Claude Code that the tests have fetched',
}

const zoneOf = (path: string): Zone | null =>
  (Object.keys(zones) as Zone[]).find((zone) => zones[zone].files.test(path)) ?? null

/** Files that belong to no zone, and imports that the table does not allow. Tests may import anything. */
export function importProblems(modules: readonly Module[], tolerated: Readonly<Record<string, string>> = {}): string[] {
  const problems: string[] = []
  for (const module of modules.filter(isProduct)) {
    const zone = zoneOf(module.path)
    if (zone === null) {
      problems.push(`${module.path} is in no zone of the import table`)
      continue
    }
    for (const { target, typeOnly, line } of module.imports) {
      if (target === null || target === 'package.json' || zoneOf(target) === zone) continue
      if (tolerated[`${module.path} -> ${target}`] !== undefined) continue
      const allowed = zones[zone].may.some(
        (permission) =>
          permission.zone === zoneOf(target) &&
          (permission.only?.test(target) ?? true) &&
          (permission.by?.test(module.path) ?? true) &&
          (typeOnly || permission.typesOnly === undefined),
      )
      const targetZone = zoneOf(target)
      const reason = (targetZone && zones[zone].never?.[targetZone]) ?? zones[zone].because
      if (!allowed) problems.push(`${module.path}:${line} imports ${target}, but ${reason}`)
    }
  }
  return problems
}

/** Lines of the list of tolerated edges that the code does not need any more. */
export function settledEdges(modules: readonly Module[], tolerated: Readonly<Record<string, string>>): string[] {
  const edges = new Set(modules.flatMap(({ path, imports }) => imports.map(({ target }) => `${path} -> ${target}`)))
  return Object.keys(tolerated).filter((edge) => !edges.has(edge))
}

/** What may be mentioned in named files only. `uses`: those of the files that have to mention it, so that no name rots. */
export const onlyIn: readonly { what: RegExp; files: RegExp; because: string }[] = [
  {
    what: /^(Date\.now|Date\(\)|new Date\(\)|performance\b.*|Bun\.nanoseconds)$/,
    files: /^src\/clock\.ts$/,
    because: 'time is passed in as a Clock, so that a test can move it',
  },
  {
    what: /^(setTimeout|setInterval|Bun\.sleep|Bun\.sleepSync|AbortSignal\.timeout|Atomics\.wait)$/,
    files: /^src\/clock\.ts$/,
    because: 'waiting is done by the Clock, so that no test has to wait',
  },
  {
    what: /^(console\b.*|process\.(exit|exitCode|abort|stdin|stdout|stderr|argv)\b.*|Bun\.(stdin|stdout|stderr|argv))$/,
    files: /^src\/(main|process)\.ts$/,
    because: 'streams and exit codes are passed in, so that a command can be run by a test',
  },
  {
    what: /^(process\.env\b.*|Bun\.env\b.*|import\.meta\.env\b.*|process|Bun)$/,
    files: /^src\/(main|process)\.ts$/,
    because: 'the environment is passed in, so that a test does not inherit that of its machine',
  },
  {
    what: /^new Secret\b/,
    files: /^src\/(credential\/(sources\/.+|seal)|gateway\/(authorize|local-keys)|doctor\/present)\.ts$/,
    because: 'a secret is made where it arrives and nowhere else',
  },
  {
    what: /^\.open\(\)$/,
    files:
      /^src\/(secret|credential\/(sources\/.+|seal)|gateway\/(authorize|local-keys)|daemon\/hand-over|doctor\/present)\.ts$/,
    because:
      'a secret is opened where it leaves for its upstream, or its text is looked at for flaws, and nowhere else',
  },
  {
    what: /^process\.getBuiltinModule\b/,
    files: /^src\/(gateway\/peek|credential\/(child|sources\/vault\/place)|daemon\/tls-files)\.ts$/,
    because:
      'what is loaded this way no rule about imports sees; it is for large modules that seldom are needed, at once',
  },
  {
    what: /^(eval|require|Function|new Function\b.*)$/,
    files: /^$/,
    because: 'code that is put together at run time can be put together by somebody else',
  },
]

/** Built-in modules that are another way to the same globals. */
const forbiddenModules = /^(?:node:)?(?:process|timers|timers\/promises|console|module|vm)$/

export function mentionProblems(modules: readonly Module[]): string[] {
  const problems: string[] = []
  for (const module of modules.filter(isProduct)) {
    for (const { what, line } of module.uses) {
      const rule = onlyIn.find((each) => each.what.test(what) && !each.files.test(module.path))
      if (rule !== undefined) problems.push(`${module.path}:${line} uses ${what}: ${rule.because}`)
    }
    for (const { specifier, line } of module.imports) {
      if (specifier === null)
        problems.push(`${module.path}:${line} computes what it imports: a working directory could answer`)
      else if (forbiddenModules.test(specifier))
        problems.push(`${module.path}:${line} imports ${specifier}, a way around Clock and streams`)
      else if (/^(?:[/\\]|[A-Za-z]:|file:)/.test(specifier))
        problems.push(`${module.path}:${line} imports an absolute path`)
    }
    for (const { what, line } of module.strings) {
      if (/^\/(?:home|root|Users|tmp|work|private)\//.test(what))
        problems.push(`${module.path}:${line} names a path of one machine: ${what}`)
    }
  }
  return problems
}

/** A shelf: its list (and a second one, where it has two), which files are its items, and which of its files are not. */
export const shelves: readonly { index: string; also?: string; items: RegExp; except?: RegExp }[] = [
  {
    index: 'src/credential/sources/index.ts',
    items: /^src\/credential\/sources\/[^/]+\.ts$/,
    except: /\/(source|handed)\.ts$/,
  },
  { index: 'src/gateway/dialects/index.ts', items: /^src\/gateway\/dialects\/[^/]+\.ts$/, except: /\/dialect\.ts$/ },
  {
    index: 'src/signatures/index.ts',
    also: 'src/signatures/catalogue.ts',
    items: /^src\/signatures\/[^/]+\/[^/]+\.ts$/,
    except: /^src\/signatures\/paste\//,
  },
  {
    index: 'src/clients/index.ts',
    items: /^src\/clients\/(?:[^/]+|([^/]+)\/\1)\.ts$/,
    except: /\/(client|loopback)\.ts$/,
  },
  { index: 'src/commands/index.ts', items: /^src\/commands\/[^/]+\.ts$/, except: /\/(command|context)\.ts$/ },
  { index: 'src/doctor/checks/index.ts', items: /^src\/doctor\/checks\/[^/]+\.ts$/ },
  { index: 'emulator/captured/index.ts', items: /^emulator\/captured\/[^/]+\.ts$/, except: /\/wording\.ts$/ },
]

/** Items that their list forgets: they would compile, pass their tests, and never be used. */
export function shelfProblems(modules: readonly Module[], of = shelves): string[] {
  return of.flatMap(({ index, also, items, except }) => {
    const lists = modules.filter(({ path }) => path === index || path === also)
    const listed = new Set(lists.flatMap(({ imports }) => imports.map(({ target }) => target)))
    const files = modules.filter(isProduct).map(({ path }) => path)
    const found = files.filter((path) => path !== index && items.test(path) && !except?.test(path))
    if (found.length === 0) return [`${index}: no item matches the pattern of its shelf`]
    const where = also === undefined ? index : `${index} or ${also}`
    return found.filter((path) => !listed.has(path)).map((path) => `${path} is not in ${where}`)
  })
}

/** Files beside or below `entry` that nothing leads to from it: they would pass their tests and never be used. */
export function unreachable(modules: readonly Module[], entry: string): string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]))
  const reached = new Set<string>()
  const follow = (path: string) => {
    if (reached.has(path)) return
    reached.add(path)
    for (const { target } of byPath.get(path)?.imports ?? []) if (target !== null) follow(target)
  }
  follow(entry)
  const folder = `${posix.dirname(entry)}/`
  return modules
    .filter(isProduct)
    .map(({ path }) => path)
    .filter((path) => path.startsWith(folder) && !reached.has(path))
}

/** Files with something that runs and no test beside them (`name.test.ts` or `name.what.test.ts`). */
export function untested(modules: readonly Module[]): string[] {
  const tests = modules.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'))
  const isItem = (path: string) => shelves.some(({ items, except }) => items.test(path) && !except?.test(path))
  return modules
    .filter((module) => isProduct(module) && module.runs && !module.path.endsWith('.d.ts') && !isItem(module.path))
    .map(({ path }) => path)
    .filter((path) => !tests.some((test) => test.startsWith(path.replace(/ts$/, ''))))
}

export const longestFile = 400

/** Files that are too long. The list may only shrink. */
export const tooLong: readonly string[] = []

/** Files that run, and no test stands beside them: where they are tested instead. The list may only shrink. */
export const withoutTest: Readonly<Record<string, string>> = {
  'emulator/captured/wording.ts': 'two lines of a type file',
  'src/clients/client.ts': 'a constant in a type file',
  'src/commands/command.ts': 'one function in a type file; the reference documents show what it writes',
  'src/commands/run/command.ts': 'the declaration of run; journeys/run-process',
  'src/commands/run/suspension.ts': 'needs a terminal; journeys/run-terminal',
  'src/commands/run/terminal.ts': 'needs a terminal; journeys/run-terminal',
  'src/main.ts': 'the process itself; every journey',
  'src/process.ts': 'the process itself; every journey',
  'src/daemon/service/index.ts': 'a list',
  'src/daemon/service/launchd.ts': 'needs macOS',
  'src/daemon/service/systemd.ts': 'service.test.ts; journeys/service',
  'src/daemon/service/windows-task.ts': 'needs Windows',
}

export function sizeProblems(modules: readonly Module[], tolerated: readonly string[] = []): string[] {
  const long = modules.filter(({ path, lines }) => lines > longestFile && !tolerated.includes(path))
  return long.map(({ path, lines }) => `${path} has ${lines} lines; ${longestFile} is the end, 150 is the aim`)
}

/** Drawers: a name that says nothing collects everything. */
export function nameProblems(paths: readonly string[]): string[] {
  const drawer = /^(utils?|helpers?|types?|common|misc|shared|stuff|lib)$/
  const named = paths.filter((path) => path.split('/').some((part) => drawer.test(posix.parse(part).name)))
  return named.map((path) => `${path}: name the thing that is in it`)
}

const isProduct = ({ path }: { path: string }): boolean => /^(src|emulator)\//.test(path) && !path.endsWith('.test.ts')
