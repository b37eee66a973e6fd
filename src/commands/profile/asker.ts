import { WarmkeyError } from '../../errors.ts'

export interface Option {
  readonly value: string
  readonly label: string
  readonly hint?: string
}

/** Somebody who can be asked. Each question throws `usage` when the answer is to stop. */
export interface Asker {
  text(question: {
    readonly message: string
    /** Taken where nothing is typed. */
    readonly initial?: string
    readonly placeholder?: string
    /** Why an answer is none, as a sentence. */
    readonly validate?: (text: string) => string | undefined
  }): Promise<string>
  select(question: {
    readonly message: string
    readonly options: readonly Option[]
    readonly initial?: string
  }): Promise<string>
  /** `initial`: what Enter means. Default yes. */
  confirm(question: string, initial?: boolean): Promise<boolean>
  /** Something to read between two questions. */
  say(text: string): void
  /** Shows that something takes its time; the returned function ends that with a last word. */
  busy(text: string): (last: string, failed?: boolean) => void
}

/** A person at a terminal, who chooses with arrow keys. Only where stdin and stdout are a terminal. */
export async function personAtTerminal(title: string, columns: number): Promise<Asker> {
  const wrapped = (text: string): string => wordWrapped(text, columns - 6)
  const clack = await import('@clack/prompts')
  const answered = <Value>(value: Value | symbol): Value => {
    if (!clack.isCancel(value)) return value as Value
    throw new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
  }
  clack.intro(title)
  return {
    async text({ message, initial, placeholder, validate }) {
      const text = await clack.text({
        // What is below the first line of a question gets no guide by itself.
        message: wrapped(message).replaceAll('\n', '\n│  '),
        ...(initial === undefined ? {} : { initialValue: initial }),
        ...(placeholder === undefined ? {} : { placeholder }),
        validate: (value) => validate?.((value ?? '').trim()),
      })
      return answered<string>(text).trim()
    },
    async select({ message, options, initial }) {
      const value = await clack.select({
        message: wrapped(message),
        options: options.map(({ value, label, hint }) => ({ value, label, ...(hint === undefined ? {} : { hint }) })),
        ...(initial === undefined ? {} : { initialValue: initial }),
      })
      return answered<string>(value)
    },
    confirm: async (message, initialValue = true) =>
      answered<boolean>(await clack.confirm({ message: wrapped(message), initialValue })),
    say: (text) => clack.log.message(text),
    // The spinner of the library ends the process on Ctrl-C, and what was started would go on without us.
    busy(text) {
      clack.log.step(text)
      return (last, failed = false) => (failed ? clack.log.error : clack.log.success)(wrapped(last))
    },
  }
}

/** Lines of at most so many columns, broken between words; a longer word stands on a line of its own. */
export function wordWrapped(text: string, columns: number): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.join('\n')
}
