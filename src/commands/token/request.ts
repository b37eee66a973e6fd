import type { TokenRequest } from '../../daemon/control-protocol.ts'
import type { WarmkeyContext } from '../context.ts'
import type { TokenFlags } from './arguments.ts'
import { findClient, isHelperRun, processesOf } from './client-process.ts'
import { clientTtlMs } from './client-ttl.ts'
import type { KeyFormat } from './formats.ts'

/** Formats in which Claude Code takes a credential that it keeps: `apiKeyHelper`, `awsCredentialExport`. */
const kept: ReadonlySet<string> = new Set(['bearer', 'credential-process'])

/**
 * The question behind a command line. A client is named only where Claude Code runs us as its `apiKeyHelper` or
 * `awsCredentialExport`: it alone keeps what we print and asks again when that was refused (measured with 2.1.197 and
 * 2.1.329). A person, a script, or a `headersHelper` (whose format is another one) may ask every second without anything
 * being wrong.
 */
export async function requestOf(
  { env, platform, cwd }: Pick<WarmkeyContext, 'env' | 'platform' | 'cwd'>,
  flags: TokenFlags,
  format: KeyFormat,
): Promise<TokenRequest> {
  const isHelper = kept.has(format.name) && isHelperRun(env)
  const table = isHelper ? processesOf(platform) : null
  return {
    profile: flags.profile,
    ...(flags.profile === undefined ? { cwd } : {}),
    ttlMs: format.ttlMs ?? clientTtlMs(env),
    client: table === null ? null : await findClient(process.ppid, table),
  }
}
