/**
 * A script under `run` starts Claude Code, whose own settings want to go elsewhere: prompts and local key stay with the
 * gateway of the run, in nested shells and other directories as well.
 */
import { afterAll, describe, expect } from 'bun:test'
import { dirname } from 'node:path'
import { startEmulator } from '../../emulator/emulator.ts'
import { claudeBinary } from '../kit/clients.ts'
import { clientEnv, warmkey } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'
import { makeScratch, type Scratch } from '../kit/scratch.ts'
import { setTrap } from '../kit/trap.ts'

const upstream = await startEmulator()
afterAll(() => upstream.close())
upstream.accept('real')

const places = { user: 'home/.claude', project: 'project/.claude', 'other directory': 'project/sub/.claude' } as const

async function script(scratch: Scratch, version: string, body: string) {
  const client = claudeBinary(version) ?? ''
  const path = scratch.write('project/work.sh', `#!/bin/sh\nset -e\n${body}\n`)
  await Bun.$`chmod +x ${path}`.quiet()
  const child = Bun.spawn([warmkey, 'run', '--', path], {
    env: {
      ...clientEnv(scratch, { ANTHROPIC_AUTH_TOKEN: 'real', ANTHROPIC_BASE_URL: upstream.url }),
      PATH: `${dirname(client)}:/usr/local/bin:/usr/bin:/bin`,
      CLAUDE_CODE_MAX_RETRIES: '0',
    },
    cwd: scratch.path('project'),
    stdin: 'ignore',
    stdout: 'pipe',
    stderr: 'pipe',
  })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { out: out.trim(), err: err.trim(), code }
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  describe(`Claude Code ${version} in a script under run`, () => {
    for (const [name, place] of Object.entries(places)) {
      needsClaude(version)(
        `an address, a key, a proxy and a cloud of the settings of the ${name} lead nowhere`,
        async () => {
          using scratch = makeScratch()
          await using trap = await setTrap()
          const env = {
            ANTHROPIC_BASE_URL: trap.url,
            ANTHROPIC_API_KEY: 'theirs',
            HTTP_PROXY: trap.url,
            NO_PROXY: '',
            no_proxy: '',
            CLAUDE_CODE_USE_BEDROCK: '1',
            CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
            ANTHROPIC_BEDROCK_BASE_URL: trap.url,
            AWS_REGION: 'us-east-1',
          }
          scratch.write(`${place}/settings.json`, JSON.stringify({ env, apiKeyHelper: 'echo theirs' }))
          scratch.write('project/sub/readme', '')
          const seen = await script(scratch, version, `sh -c 'cd sub && exec sh -c "claude -p ping"'`)
          expect({ ...seen, heard: trap.heard() }).toEqual({ out: 'You said: ping', err: '', code: 0, heard: '' })
        },
        20_000,
      )
    }

    needsClaude(version)(
      'a model of the user’s settings is asked for',
      async () => {
        using scratch = makeScratch()
        const before = upstream.seen.length
        scratch.write('home/.claude/settings.json', JSON.stringify({ env: { ANTHROPIC_MODEL: 'claude-sonnet-4-6' } }))
        expect((await script(scratch, version, 'claude -p ping')).out).toBe('You said: ping')
        expect(upstream.seen.slice(before).map(({ model }) => model)).toContain('claude-sonnet-4-6')
      },
      20_000,
    )
  })
}
