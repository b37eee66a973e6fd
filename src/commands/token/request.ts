import type { TokenRequest } from '../../daemon/control-protocol.ts'
import type { WarmkeyContext } from '../context.ts'
import type { TokenFlags } from './arguments.ts'
import { findClient, isHelperRun, processesOf } from './client-process.ts'
import { clientTtlMs } from './client-ttl.ts'
import { formats, type KeyFormat } from './formats.ts'

/**
 * The question behind a command line. A client is named only where Claude Code runs us as its `apiKeyHelper`: it alone
 * keeps what we print and asks again when that was refused. A person, a script, or a `headersHelper` (whose format is
 * another one) may ask every second without anything being wrong.
 */
export async function requestOf(
  { env, platform, cwd }: Pick<WarmkeyContext, 'env' | 'platform' | 'cwd'>,
  flags: TokenFlags,
  format: KeyFormat,
): Promise<TokenRequest> {
  const isHelper = format === formats[0] && isHelperRun(env)
  const table = isHelper ? processesOf(platform) : null
  return {
    profile: flags.profile,
    ...(flags.profile === undefined ? { cwd } : {}),
    ttlMs: clientTtlMs(env),
    client: table === null ? null : await findClient(process.ppid, table),
  }
}
