/** Faults of versions that can be shown with the real Claude Code: those that are named have them, later ones do not. */

import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { clientVersions, keptVersions } from '../../scripts/clients.mjs'
import { knownVersions } from '../../src/doctor/versions/index.ts'
import { mattering } from '../../src/doctor/versions/known-version.ts'
import { claudeBinary } from '../kit/clients.ts'
import { missing } from '../kit/parts.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'

/** Those that every machine with tests has, and whatever else was fetched here. */
const versions = [...new Set([...clientVersions, ...keptVersions()])]
const lacks = (version: string) => clientVersions.includes(version) && missing(`claude-${version}`)

interface Shown {
  readonly id: string
  readonly helper?: string
  readonly env?: (upstream: Emulator) => Record<string, string>
  readonly before?: (upstream: Emulator) => void
  /** Whether what it printed and how it ended is the fault. */
  readonly isFault: (end: { readonly code: number; readonly text: string }) => boolean
}

const answered = /You said: ping/
const shown: readonly Shown[] = [
  {
    id: 'helper-403-final',
    helper: 'n=$(cat "$HOME/n" 2>/dev/null || echo 0); n=$((n+1)); echo $n > "$HOME/n"; echo made-up-key-$n',
    before: (upstream) =>
      upstream.script(
        { kind: 'error', status: 403, type: 'permission_error', message: 'Invalid Token' },
        1,
        ({ method }) => method === 'POST',
      ),
    isFault: ({ text }) => !answered.test(text),
  },
  {
    id: 'helper-banner',
    helper: "printf 'Welcome to the vault\\nmade-up-key-1\\n'",
    isFault: ({ text }) => !/cannot be used as an API key/.test(text),
  },
  {
    id: 'foundry-token-unread',
    env: ({ url }) => ({
      CLAUDE_CODE_USE_FOUNDRY: '1',
      ANTHROPIC_FOUNDRY_BASE_URL: url,
      ANTHROPIC_FOUNDRY_AUTH_TOKEN: 'made-up-key-1',
    }),
    isFault: ({ text }) => !answered.test(text),
  },
]

let upstream: Emulator
beforeAll(async () => {
  upstream = await startEmulator()
  upstream.accept('made-up-key-1')
  upstream.accept('made-up-key-2')
})
afterAll(() => upstream.close())

async function ask(version: string, { helper, env }: Shown, scratch: Scratch) {
  scratch.write('project/readme', '')
  scratch.write('home/.claude/settings.json', JSON.stringify(helper === undefined ? {} : { apiKeyHelper: helper }))
  const child = Bun.spawn([claudeBinary(version) ?? '', '-p', 'ping', '--model', 'claude-sonnet-5'], {
    cwd: scratch.path('project'),
    env: {
      PATH: '/usr/local/bin:/usr/bin:/bin',
      HOME: scratch.path('home'),
      ANTHROPIC_BASE_URL: upstream.url,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      ...env?.(upstream),
    },
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { code, text: out + err }
}

for (const version of versions)
  for (const each of shown)
    test.skipIf(lacks(version))(
      `${each.id} with ${version}`,
      async () => {
        using scratch = makeScratch()
        const entry = knownVersions.find(({ id }) => id === each.id)
        const expected = entry !== undefined && mattering(version, new Set(entry.when), [entry]).length > 0
        expect(entry).toBeDefined()
        each.before?.(upstream)
        const end = await ask(version, each, scratch)
        upstream.unscript()
        expect({ fault: each.isFault(end), end }).toEqual({ fault: expected, end })
      },
      30_000,
    )
