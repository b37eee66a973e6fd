import type { FailedExchange } from '../../daemon/control-protocol.ts'
import { rememberedFailures } from '../../daemon/remembered.ts'
import { WarmkeyError } from '../../errors.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import type { ClientVersion } from '../../signatures/client-version.ts'
import type { Pasted } from '../../signatures/paste/pasted.ts'
import { providerNamed } from '../../signatures/providers.ts'
import type { WarmkeyContext } from '../context.ts'

export interface QuestionFlags {
  readonly status?: number
  readonly header?: readonly (readonly [name: string, value: string])[]
  readonly provider?: string
  readonly client?: ClientVersion
  readonly last: boolean
  readonly exchange?: string
}

/** What is to be explained. */
export interface Question {
  readonly pasted: Pasted
  /** The exchange it was taken from; `null` for what was pasted. */
  readonly failed: FailedExchange | null
}

/** Of what is piped in, this much is read, characters. */
const most = 4 * 1024 * 1024

/** Takes the text from the command line, from stdin, or from what the daemon remembers. Throws `usage` where there is none. */
export async function takeQuestion(
  context: WarmkeyContext,
  flags: QuestionFlags,
  words: readonly string[],
): Promise<Question> {
  const { status, header, provider, client, last, exchange } = flags
  const beside = {
    provider: provider === undefined ? undefined : providerNamed(provider, catalogue),
    client,
    headers: header === undefined ? null : headersOf(header),
  }
  if (last || exchange !== undefined) {
    if (words.length > 0 || (last && exchange !== undefined))
      throw usage('There are two things to explain at once.', 'Name one: a text, --last or --exchange.')
    const failed = await remembered(context, exchange)
    return {
      pasted: { ...beside, text: textOf(failed), status: status ?? failed.upstreamStatus ?? failed.status },
      failed,
    }
  }
  const text = words.length > 0 ? words.join(' ') : await piped(context)
  if (text.trim() === '' && status === undefined && header === undefined)
    throw usage(
      'There is nothing to explain.',
      "Put the error behind the command in quotes, as in: warmkey explain 'API Error: 403 …', or pipe it in.",
    )
  return { pasted: { ...beside, text, status: status ?? null }, failed: null }
}

const usage = (fact: string, remedy: string) => new WarmkeyError('usage', fact, { remedy, transient: false })

function headersOf(pairs: readonly (readonly [string, string])[]): Headers {
  const headers = new Headers()
  for (const [name, value] of pairs) headers.append(name, value)
  return headers
}

async function piped({ process: { stdin, stderr } }: WarmkeyContext): Promise<string> {
  if (stdin.isTTY) stderr.write('Paste the error, then press Ctrl-D on a line of its own.\n')
  return (await stdin.text?.(most)) ?? ''
}

/** The exchange of that id, or the last one that failed. */
async function remembered(context: WarmkeyContext, id: string | undefined): Promise<FailedExchange> {
  const { failures, daemon } = await rememberedFailures(context, context.clock, context.onEnd())
  const found = id === undefined ? failures[0] : failures.find(({ exchange }) => exchange === id)
  if (found !== undefined) return found
  const paste = "Paste the error instead: warmkey explain '…'"
  if (daemon === 'silent') throw usage('The warmkey daemon does not say which requests have failed.', paste)
  if (daemon === 'none' && failures.length === 0)
    throw usage('warmkey is not running, and no run has written down a request that failed.', paste)
  throw id === undefined
    ? usage('No request has failed since the daemon was started.', paste)
    : usage(
        `Nobody remembers a failed request ${id}.`,
        'The daemon keeps the last 50 until it ends; paste the error instead.',
      )
}

/** What is kept of a failure, as an error that cards can read. */
function textOf({ codes, messages }: FailedExchange): string {
  if (codes.length === 0) return messages.join('\n')
  return JSON.stringify({
    errors: codes.map((code, place) => ({
      code,
      ...(messages[place] === undefined ? {} : { message: messages[place] }),
    })),
    more: messages.slice(codes.length),
  })
}
