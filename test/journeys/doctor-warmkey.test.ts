/** Other APIs, other models, and warmkey itself: each story is one thing set wrong, and the doctor names it alone. */
import { describe, test } from 'bun:test'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { tellAll } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { warmkey } from '../scenarios/doctor/warmkey.ts'

describe('the doctor names', () => tellAll(warmkey))

const surprises: readonly Surprise[] = [
  {
    name: 'a profile whose upstream nobody listens at',
    set: (world) => {
      world.env.KEY = world.key
      const profile = { source: { type: 'env', name: 'KEY' }, upstream: { url: `http://127.0.0.1:${freePort()}` } }
      world.scratch.write(
        'config/warmkey/config.jsonc',
        JSON.stringify({ default: 'work', profiles: { work: profile } }),
      )
    },
    check: 'profile-upstreams',
    says: /upstream of the profile "work"/,
    fix: /warmkey profile edit work/,
  },
  {
    name: 'a service that does not run',
    set: (world) => void world.scratch.write('config/systemd/user/warmkey.service', '[Service]'),
    check: 'warmkey-service',
    says: /no warmkey of yours runs/,
    fix: /warmkey up/,
  },
  {
    name: 'a small model that was retired',
    set: ({ env }) => {
      env.ANTHROPIC_SMALL_FAST_MODEL = 'claude-3-haiku-20240307'
    },
    check: 'model-living',
    says: /retired on 2026-04-20/,
    fix: /claude-haiku-4-5/,
  },
]

for (const surprise of surprises) test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise))
