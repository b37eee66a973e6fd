import type { Clock } from '../clock.ts'
import { createSource } from '../credential/sources/index.ts'
import { WarmkeyError } from '../errors.ts'
import type { SignInAnswer, SignInWanted } from './control-protocol.ts'

export interface SignInDeps {
  readonly clock: Clock
  readonly home: string
}

/**
 * Asks a source what a person has to do so that it can go on, or hands it what that person has typed. What is opened with
 * it is known to every source of this process, and wakes those that wait for it. Throws the error of the source.
 */
export async function answerSignIn(
  { source: options, env, answer }: SignInWanted,
  { clock, home }: SignInDeps,
  signal: AbortSignal,
): Promise<SignInAnswer> {
  const source = createSource(options, { clock, env, home })
  const said = (problem: string | null, more: Partial<SignInAnswer> = {}): SignInAnswer => ({
    origin: source.origin,
    question: problem === null ? null : (source.question?.() ?? null),
    visit: null,
    problem,
    beforeMs: source.deadline?.() ?? null,
    ended: problem === null,
    ...more,
  })
  try {
    if (answer === null) await source.obtain(signal)
    else if (source.answer === undefined) throw takesNoAnswer(source.origin)
    else return said(null, { ended: await source.answer(answer, signal) })
    return said(null)
  } catch (thrown) {
    const isAsked = answer === null && thrown instanceof WarmkeyError && thrown.code === 'source-needs-person'
    if (isAsked) {
      const visit = source.question?.() == null ? await source.visit?.(signal) : null
      return said(thrown.sentence, { visit: visit ?? null })
    }
    throw thrown
  } finally {
    source.close?.()
  }
}

const takesNoAnswer = (origin: string): WarmkeyError =>
  new WarmkeyError('usage', `The source "${origin}" asks nobody anything.`, { transient: false })
