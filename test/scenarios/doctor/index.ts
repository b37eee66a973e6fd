import type { Scenario } from '../../kit/doctor-world.ts'
import { account } from './account.ts'
import { answers } from './answers.ts'
import { awsIdentities, awsSessions } from './aws.ts'
import { awsPlatforms, bedrockKeys, bedrockModels } from './aws-bedrock.ts'
import { client } from './client.ts'
import { clouds } from './clouds.ts'
import { credential } from './credential.ts'
import { elsewhere } from './elsewhere.ts'
import { endpoint } from './endpoint.ts'
import { federation } from './federation.ts'
import { files } from './files.ts'
import { foundryApplications, foundryKeys, foundryLogins, foundryResources } from './foundry.ts'
import { gateways } from './gateways.ts'
import { keyHelper } from './key-helper.ts'
import { keyring } from './keyring.ts'
import { network } from './network.ts'
import { proxy } from './proxy.ts'
import { scope } from './scope.ts'
import { settings } from './settings.ts'
import { shape } from './shape.ts'
import { tls } from './tls.ts'
import { vertexGateways, vertexModels, vertexProjects, vertexTokens } from './vertex.ts'
import { warmkey } from './warmkey.ts'
import { way } from './way.ts'

/** Every way of being wrong that is told as data. */
export const scenarios: readonly Scenario[] = [
  ...credential,
  ...shape,
  ...account,
  ...keyHelper,
  ...federation,
  ...keyring,
  ...elsewhere,
  ...scope,
  ...settings,
  ...endpoint,
  ...answers,
  ...gateways,
  ...network,
  ...way,
  ...proxy,
  ...tls,
  ...clouds,
  ...awsIdentities,
  ...awsSessions,
  ...bedrockKeys,
  ...bedrockModels,
  ...awsPlatforms,
  ...vertexTokens,
  ...vertexProjects,
  ...vertexModels,
  ...vertexGateways,
  ...foundryLogins,
  ...foundryApplications,
  ...foundryResources,
  ...foundryKeys,
  ...warmkey,
  ...client,
  ...files,
]
