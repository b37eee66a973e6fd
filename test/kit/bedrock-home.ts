import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { type HelperScript, shellHelper } from './helper-script.ts'
import type { Scratch } from './scratch.ts'

export const region = 'us-west-2'

/** The n-th key of a session of AWS. */
export const awsKeys = (n: number) => ({
  accessKeyId: `ASIAFAKEFAKEFAKE${String(n).padStart(4, '0')}`,
  secretAccessKey: `fake/secret+${n}/0123456789abcdef`,
  sessionToken: `fake-session-token-${n}-0123456789abcdef==`,
})

/** Bedrock in {@link region}, and how its sessions come and go. */
export interface BedrockStory extends AsyncDisposable {
  readonly emulator: Emulator
  /** Accepts the n-th key. */
  accept(n: number): void
  expire(n: number): void
  /** How often a model was called in any way. */
  calls(): number
}

export async function openBedrock(): Promise<BedrockStory> {
  const emulator = await startEmulator({ bedrock: { region } })
  return {
    emulator,
    accept(n) {
      const { accessKeyId, ...aws } = awsKeys(n)
      emulator.accept(accessKeyId, { aws })
    },
    expire: (n) => emulator.expire(awsKeys(n).accessKeyId),
    calls: () => emulator.seen.filter(({ path }) => path.startsWith('/model/')).length,
    [Symbol.asyncDispose]: () => emulator.close(),
  }
}

/** Prints the session that the file `session` numbers, as `aws configure export-credentials` does. */
export function exportCommand(scratch: Scratch): HelperScript {
  scratch.write('session', '1')
  return printing(scratch, `cat '${scratch.path('session')}'`)
}

/** The same, with another session at each call: 1, 2, 3 … */
export const mintCommand = (scratch: Scratch): HelperScript =>
  printing(scratch, `wc -l < '${scratch.path('shell.runs')}' | tr -d ' '`)

function printing(scratch: Scratch, number: string): HelperScript {
  const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(0)
  const numbered = (text: string) => text.replace('0000', '%04d').replace(/(secret\+|token-)0/, '$1%d')
  const json = JSON.stringify({
    Version: 1,
    AccessKeyId: numbered(accessKeyId),
    SecretAccessKey: numbered(secretAccessKey),
    SessionToken: numbered(sessionToken),
  })
  return shellHelper(scratch, `n=$(${number})\nprintf '${json}\\n' "$n" "$n" "$n"`)
}

/** What makes Claude Code speak to this Bedrock, as variables of its settings. */
export const bedrockSettings = (story: BedrockStory, more: Readonly<Record<string, string>> = {}) => ({
  CLAUDE_CODE_USE_BEDROCK: '1',
  ANTHROPIC_BEDROCK_BASE_URL: story.emulator.url,
  AWS_REGION: region,
  AWS_EC2_METADATA_DISABLED: 'true',
  ...more,
})
