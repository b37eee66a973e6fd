import { systemClock } from '../../src/clock.ts'
import { type Bench, createBench } from '../../src/doctor/bench.ts'
import { type Paper, paperWorld } from './paper-world.ts'

/** A bench on a machine of paper whose Claude Code speaks to Bedrock. */
export const awsBench = (paper: Paper = {}, model: string | null = null): Bench =>
  createBench({
    world: paperWorld({
      ...paper,
      env: { CLAUDE_CODE_USE_BEDROCK: '1', AWS_EC2_METADATA_DISABLED: 'true', ...paper.env },
    }),
    clock: systemClock,
    config: { kind: 'absent', file: '' },
    args: ['-p'],
    model,
    spend: false,
  })
