import type { Check } from '../check.ts'
import { accountExpected } from './account-expected.ts'
import { anthropicAwsAccepts } from './anthropic-aws-accepts.ts'
import { awsAccount } from './aws-account.ts'
import { awsCredentials } from './aws-credentials.ts'
import { awsExport } from './aws-export.ts'
import { awsIdentity } from './aws-identity.ts'
import { awsSources } from './aws-sources.ts'
import { awsSsoSession } from './aws-sso-session.ts'
import { awsTrusted } from './aws-trusted.ts'
import { azureChain } from './azure-chain.ts'
import { azureTenant } from './azure-tenant.ts'
import { azureToken } from './azure-token.ts'
import { baseUrl } from './base-url.ts'
import { bedrockAccepts } from './bedrock-accepts.ts'
import { bedrockKey } from './bedrock-key.ts'
import { bedrockMessage } from './bedrock-message.ts'
import { bedrockModel } from './bedrock-model.ts'
import { bedrockReachable } from './bedrock-reachable.ts'
import { bedrockRegion } from './bedrock-region.ts'
import { bodyPasses } from './body-passes.ts'
import { bothFamilies } from './both-families.ts'
import { certificateWanted } from './certificate-wanted.ts'
import { clientCertificate } from './client-certificate.ts'
import { clientInstalled } from './client-installed.ts'
import { clientState } from './client-state.ts'
import { clientVersion } from './client-version.ts'
import { clockRight } from './clock-right.ts'
import { cloudAddress } from './cloud-address.ts'
import { cloudSwitch } from './cloud-switch.ts'
import { credentialAccepted } from './credential-accepted.ts'
import { credentialFound } from './credential-found.ts'
import { credentialLife } from './credential-life.ts'
import { credentialShape } from './credential-shape.ts'
import { customHeaders } from './custom-headers.ts'
import { directories } from './directories.ts'
import { diskRoom } from './disk-room.ts'
import { endpointBetas } from './endpoint-betas.ts'
import { endpointDialect } from './endpoint-dialect.ts'
import { endpointHeader } from './endpoint-header.ts'
import { endpointHost } from './endpoint-host.ts'
import { endpointIsApi } from './endpoint-is-api.ts'
import { endpointModels } from './endpoint-models.ts'
import { endpointServes } from './endpoint-serves.ts'
import { endpointsCompared } from './endpoints-compared.ts'
import { federationExchanges } from './federation-exchanges.ts'
import { federationToken } from './federation-token.ts'
import { fileModes } from './file-modes.ts'
import { fileOwners } from './file-owners.ts'
import { filesReadable } from './files-readable.ts'
import { foundryAccepted } from './foundry-accepted.ts'
import { foundryCredentials } from './foundry-credentials.ts'
import { googleAccount } from './google-account.ts'
import { googleCredentials } from './google-credentials.ts'
import { googleToken } from './google-token.ts'
import { helperLife } from './helper-life.ts'
import { helperRenews } from './helper-renews.ts'
import { helperRuns } from './helper-runs.ts'
import { helperTtlCheck } from './helper-ttl.ts'
import { hostsNeeded } from './hosts-needed.ts'
import { keyringOpen } from './keyring-open.ts'
import { keysInFiles } from './keys-in-files.ts'
import { loginAlive } from './login-alive.ts'
import { loginForced } from './login-forced.ts'
import { loginShared } from './login-shared.ts'
import { modelLiving } from './model-living.ts'
import { modelServed } from './model-served.ts'
import { modelsUsable } from './models-usable.ts'
import { nameResolves } from './name-resolves.ts'
import { noProxy } from './no-proxy.ts'
import { oneCredential } from './one-credential.ts'
import { portOpen } from './port-open.ts'
import { profileUpstreams } from './profile-upstreams.ts'
import { proxyVariables } from './proxy-variables.ts'
import { settingsFiles } from './settings-files.ts'
import { settingsGuarded } from './settings-guarded.ts'
import { settingsLinks } from './settings-links.ts'
import { settingsSynced } from './settings-synced.ts'
import { settingsValues } from './settings-values.ts'
import { signInComplete } from './sign-in-complete.ts'
import { simpleMode } from './simple-mode.ts'
import { stageTimes } from './stage-times.ts'
import { streamFlows } from './stream-flows.ts'
import { tlsFilesRead } from './tls-files.ts'
import { tlsTrusted } from './tls-trusted.ts'
import { unreadPlaces } from './unread-places.ts'
import { vertexAccepted } from './vertex-accepted.ts'
import { vertexProjectNamed } from './vertex-project.ts'
import { vertexRegionName } from './vertex-region.ts'
import { vpnInterfaces } from './vpn-interfaces.ts'
import { warmkeyAnswers } from './warmkey-answers.ts'
import { warmkeyConfig } from './warmkey-config.ts'
import { warmkeyConnected } from './warmkey-connected.ts'
import { warmkeyDaemon } from './warmkey-daemon.ts'
import { warmkeyFailures } from './warmkey-failures.ts'
import { warmkeyKey } from './warmkey-key.ts'
import { warmkeyPort } from './warmkey-port.ts'
import { warmkeyProject } from './warmkey-project.ts'
import { warmkeyService } from './warmkey-service.ts'
import { warmkeySources } from './warmkey-sources.ts'

/** Every check, in the order in which a person would look; what others need comes first. */
export const checks: readonly Check[] = [
  directories,
  diskRoom,
  filesReadable,
  clientState,
  settingsFiles,
  settingsValues,
  settingsLinks,
  cloudSwitch,
  cloudAddress,
  simpleMode,
  warmkeyConnected,
  credentialFound,
  loginForced,
  bedrockRegion,
  awsTrusted,
  awsSources,
  awsSsoSession,
  bedrockKey,
  googleCredentials,
  vertexRegionName,
  vertexProjectNamed,
  googleToken,
  googleAccount,
  vertexAccepted,
  foundryCredentials,
  azureChain,
  azureToken,
  azureTenant,
  foundryAccepted,
  keyringOpen,
  helperTtlCheck,
  helperRuns,
  helperLife,
  loginAlive,
  loginShared,
  federationToken,
  credentialShape,
  signInComplete,
  oneCredential,
  customHeaders,
  endpointHost,
  baseUrl,
  proxyVariables,
  noProxy,
  vpnInterfaces,
  bedrockReachable,
  awsExport,
  awsCredentials,
  awsIdentity,
  awsAccount,
  bedrockAccepts,
  bedrockModel,
  bedrockMessage,
  anthropicAwsAccepts,
  nameResolves,
  portOpen,
  bothFamilies,
  warmkeyAnswers,
  warmkeyPort,
  clientCertificate,
  tlsTrusted,
  certificateWanted,
  endpointIsApi,
  stageTimes,
  tlsFilesRead,
  hostsNeeded,
  endpointsCompared,
  endpointServes,
  endpointDialect,
  clockRight,
  credentialLife,
  warmkeyKey,
  helperRenews,
  federationExchanges,
  endpointHeader,
  credentialAccepted,
  accountExpected,
  modelLiving,
  modelServed,
  modelsUsable,
  endpointModels,
  endpointBetas,
  bodyPasses,
  streamFlows,
  clientInstalled,
  clientVersion,
  warmkeyConfig,
  warmkeyProject,
  warmkeyDaemon,
  warmkeySources,
  profileUpstreams,
  warmkeyService,
  warmkeyFailures,
  fileModes,
  fileOwners,
  settingsGuarded,
  settingsSynced,
  keysInFiles,
  unreadPlaces,
]
