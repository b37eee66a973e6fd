import { type ConfigResult, parseConfig } from '../../config.ts'
import { configPath } from '../../config-file.ts'
import { type Bench, createBench } from '../../doctor/bench.ts'
import { shellWord } from '../../doctor/fixes/fix-words.ts'
import type { WarmkeyContext } from '../context.ts'
import { machineWorld } from '../run/world.ts'

export interface BenchFlags {
  readonly model?: string
  readonly spend?: boolean
}

/** The client as it would start in this directory and shell, with the files as they are at this moment. */
export const benchOf = (context: WarmkeyContext, { model, spend = false }: BenchFlags): Bench =>
  createBench({
    world: machineWorld(context),
    clock: context.clock,
    config: configOf(context),
    args: [],
    model: model ?? null,
    spend,
  })

/** The user's configuration, broken or not: a doctor works with what there is. */
function configOf(context: WarmkeyContext): ConfigResult {
  const file = configPath(context)
  const text = machineWorld(context).read(file)
  if (text === null) return { kind: 'absent', file }
  if (typeof text === 'string') return parseConfig(text, file)
  const fact = `cannot be read (${text.unreadable})`
  const [word, aside] = [shellWord(file), shellWord(`${file}.moved-aside`)]
  const next = text.unreadable === 'EACCES' ? `Type: chmod 600 ${word}` : `Type: mv ${word} ${aside}`
  return { kind: 'problems', file, problems: [{ file, line: 1, column: 1, at: '', fact, next }] }
}
