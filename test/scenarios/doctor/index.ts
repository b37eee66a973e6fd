import type { Scenario } from '../../kit/doctor-world.ts'
import { answers } from './answers.ts'
import { clouds } from './clouds.ts'
import { credential } from './credential.ts'
import { endpoint } from './endpoint.ts'
import { gateways } from './gateways.ts'
import { network } from './network.ts'
import { scope } from './scope.ts'
import { settings } from './settings.ts'
import { warmkey } from './warmkey.ts'

/** Every way of being wrong that is told. */
export const scenarios: readonly Scenario[] = [
  ...credential,
  ...scope,
  ...settings,
  ...endpoint,
  ...gateways,
  ...answers,
  ...network,
  ...clouds,
  ...warmkey,
]
