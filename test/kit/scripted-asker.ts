import type { Asker } from '../../src/commands/profile/asker.ts'

/** Somebody who answers from a list, and again where an answer is not taken. */
export interface ScriptedAsker extends Asker {
  readonly questions: readonly {
    readonly message: string
    readonly initial?: string | undefined
    readonly options?: readonly string[] | undefined
  }[]
  readonly refusals: readonly string[]
  readonly said: readonly string[]
}

export function scriptedAsker(answers: readonly (string | boolean)[]): ScriptedAsker {
  const left = [...answers]
  const questions: { message: string; initial?: string | undefined; options?: readonly string[] | undefined }[] = []
  const refusals: string[] = []
  const said: string[] = []
  const next = (message: string): string => {
    const answer = left.shift()
    if (answer === undefined) throw new Error(`nobody has an answer to: ${message}`)
    return String(answer)
  }
  return {
    questions,
    refusals,
    said,
    async text({ message, initial, validate }) {
      questions.push({ message, initial })
      for (;;) {
        const answer = next(message)
        const refusal = validate?.(answer)
        if (refusal === undefined) return answer
        refusals.push(refusal)
      }
    },
    async select({ message, options, initial }) {
      questions.push({ message, initial, options: options.map(({ label }) => label) })
      const answer = next(message)
      if (!options.some(({ value }) => value === answer)) throw new Error(`${answer} is no option of: ${message}`)
      return answer
    },
    async confirm(message) {
      questions.push({ message })
      return next(message) === 'true'
    },
    say: (text) => void said.push(text),
    busy: (text) => {
      said.push(text)
      return (last) => void said.push(last)
    },
  }
}
