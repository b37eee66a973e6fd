import { expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { capturedCommand } from '../../../test/kit/captured-command.ts'
import { makeScratch } from '../../../test/kit/scratch.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { versionsOf } from './versions.ts'

test('programs that are on PATH, with what they say, and nothing of one that fails', async () => {
  using scratch = makeScratch()
  const program = (name: string, text: string) => chmodSync(scratch.write(`bin/${name}`, `#!/bin/sh\n${text}\n`), 0o755)
  program('claude', '[ "$ANTHROPIC_API_KEY" ] || echo "2.1.329 (Claude Code)"')
  program('codex', 'echo 1.0; exit 1')
  program('aws', 'echo aws-cli/2')
  const env = {
    PATH: `${scratch.path('bin')}:/bin:/usr/bin`,
    ANTHROPIC_API_KEY: 'made-up-key',
    ANTHROPIC_MODEL: 'opus',
  }
  const { context } = capturedCommand(scratch, { env })
  expect(await versionsOf(context, benchOf(context, {}))).toMatchObject({
    commands: { claude: scratch.path('bin/claude'), aws: scratch.path('bin/aws') },
    versions: { claude: '2.1.329 (Claude Code)' },
    provider: 'https://api.anthropic.com',
    model: 'opus',
    variables: expect.not.arrayContaining(['PATH']),
  })
})
