import type { Bench } from '../bench.ts'
import { type Check, ok } from '../check.ts'
import { andThen, shellWord, signIn } from '../fix-words.ts'

/** Scripts by which shells set what a new window has. */
const profileScripts = [
  '.zshrc',
  '.zshenv',
  '.zprofile',
  '.bashrc',
  '.bash_profile',
  '.bash_login',
  '.profile',
  '.config/fish/config.fish',
  '.envrc',
]
const names = ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY', 'CLAUDE_CODE_OAUTH_TOKEN'] as const

/** The first of the five causes: whether there is anything to sign in with here, in this shell. */
export const credentialFound: Check = {
  id: 'credential-found',
  title: 'There is something to sign in with',
  group: 'credential',
  needs: [
    'client-state',
    'settings-files',
    'settings-values',
    'settings-links',
    'simple-mode',
    'cloud-address',
    'warmkey-connected',
  ],
  async run(bench, signal) {
    const { ladder } = bench
    if (ladder.winner !== null) {
      const { rung, holding } = ladder.winner
      const hidden = ladder.rungs
        .flatMap((each) => each.holdings.map((held) => ({ each, held })))
        .filter(({ held, each }) => held !== holding && each !== ladder.beside?.rung)
        .map(({ each, held }) => `${each.name} of ${held.origin.place}`)
      return ok(
        `${rung.name} of ${holding.origin.place}${hidden.length === 0 ? '' : ` wins over ${hidden.join(', ')}`}`,
      )
    }
    const [header] = await bench.credentials(signal)
    if (header !== undefined) return ok(`${header.name} of ${header.place}`)
    const declined = ladder.rungs.find(({ holdings }) => holdings[0].state === 'declined')
    if (declined !== undefined)
      return {
        status: 'wrong',
        cause: 'missing-credential',
        summary:
          'ANTHROPIC_API_KEY is set, but it was declined when Claude Code asked about it, and it remembers that.',
        evidence: [
          `${declined.holdings[0].origin.place}: ANTHROPIC_API_KEY`,
          '~/.claude.json: customApiKeyResponses.rejected names its end',
        ],
        fix: 'In Claude Code: /config, switch "Use custom API key" on.',
        number: 1,
      }
    const elsewhere = inProfileScripts(bench)
    return {
      status: 'wrong',
      cause: 'missing-credential',
      summary:
        elsewhere === null
          ? 'No key, no helper and no login was found for Claude Code.'
          : `${elsewhere.name} is set in ${elsewhere.file}, but not exported in this shell.`,
      evidence: [
        ...names.map((name) => `${name} is not set in this shell, nor in a settings file`),
        ...(elsewhere === null
          ? ['a command can fetch the key as well: warmkey init']
          : [
              `${elsewhere.file}, line ${elsewhere.line}: sets ${elsewhere.name}${elsewhere.exported ? '' : ' without export'}`,
            ]),
      ],
      fix:
        elsewhere === null
          ? `Type: ${signIn({ isDefault: bench.endpoint.place === null })}`
          : elsewhere.exported
            ? `Type: . ${shellWord(elsewhere.file)}`
            : andThen(
                `Write "export " before line ${elsewhere.line} of ${elsewhere.file}`,
                `Type: . ${shellWord(elsewhere.file)}`,
              ),
      number: 1,
    }
  },
}

interface Found {
  readonly file: string
  readonly line: number
  readonly name: string
  readonly exported: boolean
}

function inProfileScripts({ world }: Bench): Found | null {
  for (const script of profileScripts) {
    const file = `${world.home}/${script}`
    const text = world.read(file)
    if (typeof text !== 'string') continue
    const lines = text.split('\n')
    for (const [index, line] of lines.entries()) {
      const set = /^\s*(export\s+|set\s+-\w*x\w*\s+)?(?:-\w+\s+)?([A-Z_]+)(?:=|\s)/.exec(line)
      const name = names.find((each) => each === set?.[2])
      if (name === undefined) continue
      const exported =
        set?.[1] !== undefined || lines.some((other) => new RegExp(`^\\s*export\\s+${name}\\s*$`).test(other))
      return { file, line: index + 1, name, exported }
    }
  }
  return null
}
