import { readFileSync } from 'node:fs'
import { type ConfigResult, parseConfig } from '../../config.ts'
import { configPath } from '../../config-file.ts'
import { type Bench, createBench } from '../../doctor/bench.ts'
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
  try {
    return parseConfig(readFileSync(file, 'utf8'), file)
  } catch {
    return { kind: 'absent', file }
  }
}
