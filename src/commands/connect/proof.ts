import type { Connection, ConnectMode } from '../../clients/settings/connection.ts'
import { statusOf } from '../../daemon/background.ts'
import type { WarmkeyContext } from '../context.ts'
import { askOnTerminal } from '../run/terminal.ts'
import { askInstalled, type Installed } from './installed.ts'

/** What a real request through the real tool showed. */
export interface Proof {
  readonly answered: boolean
  /** Whether it came by the gateway; `null` where that does not show (helper mode). */
  readonly through: boolean | null
  readonly text: string
}

export interface ProofInput {
  readonly flags: { readonly prove: boolean; readonly yes: boolean; readonly json: boolean }
  readonly profile: string
  /** Only what comes by the gateway is counted there. */
  readonly mode: ConnectMode
}

const question =
  'Prove it now with one real request? It asks the tool for one word, which costs what its first prompt costs (Claude Code: some 25,000 input tokens).'

/** Asks the tool one question, as its user would, where a person agrees: it costs money at a real API. */
export async function prove(
  context: WarmkeyContext,
  connection: Connection,
  installed: Installed | null,
  { flags, profile, mode }: ProofInput,
): Promise<Proof | null> {
  if (installed === null) return null
  const wanted =
    flags.prove ||
    (!flags.yes && !flags.json && context.process.stdin.isTTY && askOnTerminal(question, context.platform) === true)
  if (!wanted) return null
  const before = await requests(context, profile)
  const { answered, text } = await askInstalled(installed.path, connection.program, context)
  const after = await requests(context, profile)
  return { answered, text, through: mode === 'helper' || before === null || after === null ? null : after > before }
}

async function requests(context: WarmkeyContext, profile: string): Promise<number | null> {
  const status = await statusOf(context, context.clock).catch(() => null)
  return status?.profiles.find(({ name }) => name === profile)?.counts.requests ?? null
}
