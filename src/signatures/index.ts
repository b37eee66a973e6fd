import { anthropicAccountRateLimit } from './anthropic/account-rate-limit.ts'
import { anthropicApiKeysDisabled } from './anthropic/api-keys-disabled.ts'
import { anthropicBetaRejected } from './anthropic/beta-rejected.ts'
import { anthropicBillingError } from './anthropic/billing-error.ts'
import { anthropicCredentialRestricted } from './anthropic/credential-restricted.ts'
import { anthropicCreditsUsedUp } from './anthropic/credits-used-up.ts'
import { anthropicExtraInputs } from './anthropic/extra-inputs.ts'
import { anthropicExtraUsage } from './anthropic/extra-usage.ts'
import { anthropicFederationRefused } from './anthropic/federation-refused.ts'
import { anthropicInvalidApiKey } from './anthropic/invalid-api-key.ts'
import { anthropicInvalidBearerToken } from './anthropic/invalid-bearer-token.ts'
import { anthropicInvalidCredentials } from './anthropic/invalid-credentials.ts'
import { anthropicLongContext } from './anthropic/long-context.ts'
import { anthropicModelNotFound } from './anthropic/model-not-found.ts'
import { anthropicOauthNotAllowed } from './anthropic/oauth-not-allowed.ts'
import { anthropicOauthTokenExpired } from './anthropic/oauth-token-expired.ts'
import { anthropicOauthTokenRevoked } from './anthropic/oauth-token-revoked.ts'
import { anthropicOauthUnsupported } from './anthropic/oauth-unsupported.ts'
import { anthropicOldUpstream } from './anthropic/old-upstream.ts'
import { anthropicOrganizationDisabled } from './anthropic/organization-disabled.ts'
import { anthropicOverloaded } from './anthropic/overloaded.ts'
import { anthropicPermissionDenied } from './anthropic/permission-denied.ts'
import { anthropicRateLimit } from './anthropic/rate-limit.ts'
import { anthropicRequestNotAllowed } from './anthropic/request-not-allowed.ts'
import { anthropicRequestTooLarge } from './anthropic/request-too-large.ts'
import { anthropicScopeMissing } from './anthropic/scope-missing.ts'
import { anthropicServerError } from './anthropic/server-error.ts'
import { anthropicSessionStale } from './anthropic/session-stale.ts'
import { anthropicTierSpendLimit } from './anthropic/tier-spend-limit.ts'
import { anthropicUsageLimit } from './anthropic/usage-limit.ts'
import { awsAccessDenied } from './aws/access-denied.ts'
import { awsAuthorizationMissing } from './aws/authorization-missing.ts'
import { awsBearerTokenExpired } from './aws/bearer-token-expired.ts'
import { awsBearerTokenMalformed } from './aws/bearer-token-malformed.ts'
import { awsClockAhead } from './aws/clock-ahead.ts'
import { awsClockBehind } from './aws/clock-behind.ts'
import { awsIncomingTokenExpired } from './aws/incoming-token-expired.ts'
import { awsModelAccess } from './aws/model-access.ts'
import { awsModelIdentifier } from './aws/model-identifier.ts'
import { awsNotAuthorized } from './aws/not-authorized.ts'
import { awsOnDemand } from './aws/on-demand.ts'
import { awsOutboundFederation } from './aws/outbound-federation.ts'
import { awsRegion } from './aws/region.ts'
import { awsSessionCredentials } from './aws/session-credentials.ts'
import { awsSignatureMismatch } from './aws/signature-mismatch.ts'
import { awsSsoSession } from './aws/sso-session.ts'
import { awsThrottling } from './aws/throttling.ts'
import { awsTokenExpired } from './aws/token-expired.ts'
import { awsTokenInvalid } from './aws/token-invalid.ts'
import { awsUseCaseForm } from './aws/use-case-form.ts'
import { azureDataActionMissing } from './azure/data-action-missing.ts'
import { azureDeploymentMissing } from './azure/deployment-missing.ts'
import { azureKeyDisabled } from './azure/key-disabled.ts'
import { azureNetworkRules } from './azure/network-rules.ts'
import { azureSubscriptionKey } from './azure/subscription-key.ts'
import { azureTokenExpired } from './azure/token-expired.ts'
import { azureTokenUnusable } from './azure/token-unusable.ts'
import { azureWrongTenant } from './azure/wrong-tenant.ts'
import { apigeeProduct } from './gateways/apigee-product.ts'
import { gatewayBodyTooLarge } from './gateways/body-too-large.ts'
import { copilotTokenExpired } from './gateways/copilot-token-expired.ts'
import { databricksInvalidToken } from './gateways/databricks-invalid-token.ts'
import { databricksTokenExpiring } from './gateways/databricks-token-expiring.ts'
import { emptyForbidden } from './gateways/empty-forbidden.ts'
import { hostNotAllowed } from './gateways/host-not-allowed.ts'
import { gatewayHtmlError } from './gateways/html-error.ts'
import { htmlForbidden } from './gateways/html-forbidden.ts'
import { oauthInsufficientScope } from './gateways/insufficient-scope.ts'
import { oauthInvalidToken } from './gateways/invalid-token-challenge.ts'
import { gatewayKeyRequired } from './gateways/key-required.ts'
import { gatewayKeyUnknown } from './gateways/key-unknown.ts'
import { kongKeyMissing } from './gateways/kong-key-missing.ts'
import { kongRouteMissing } from './gateways/kong-route-missing.ts'
import { litellmKeyExpired } from './gateways/litellm-key-expired.ts'
import { litellmKeyUnknown } from './gateways/litellm-key-unknown.ts'
import { litellmUpstreamRefused } from './gateways/litellm-upstream-refused.ts'
import { malformedBearer } from './gateways/malformed-bearer.ts'
import { portkeyProvider } from './gateways/portkey-provider.ts'
import { proxySignIn } from './gateways/proxy-sign-in.ts'
import { oauthRefreshTokenDead } from './gateways/refresh-token-dead.ts'
import { signInPage } from './gateways/sign-in-page.ts'
import { gatewaySpendLimit } from './gateways/spend-limit.ts'
import { gatewaySpendLimitUnavailable } from './gateways/spend-limit-unavailable.ts'
import { gatewayUpstreamUnreachable } from './gateways/upstream-unreachable.ts'
import { githubAccountType } from './github/account-type.ts'
import { githubBadCredentials } from './github/bad-credentials.ts'
import { githubIntegration } from './github/integration.ts'
import { googleApiKeyInvalid } from './google/api-key-invalid.ts'
import { googleBillingDisabled } from './google/billing-disabled.ts'
import { googlePermissionDenied } from './google/permission-denied.ts'
import { googleReauthRequired } from './google/reauth-required.ts'
import { googleResourceExhausted } from './google/resource-exhausted.ts'
import { googleServiceDisabled } from './google/service-disabled.ts'
import { googleTokenExpired } from './google/token-expired.ts'
import { googleTokenUnusable } from './google/token-unusable.ts'
import { litellmBudget } from './litellm/budget.ts'
import { litellmKeyBlocked } from './litellm/key-blocked.ts'
import { litellmKeyNotSent } from './litellm/key-not-sent.ts'
import { litellmModelDenied } from './litellm/model-denied.ts'
import { litellmModelName } from './litellm/model-name.ts'
import { litellmNoDatabase } from './litellm/no-database.ts'
import { litellmNoDeployments } from './litellm/no-deployments.ts'
import { openaiKeyInvalid } from './openai/key-invalid.ts'
import { openaiKeyMissing } from './openai/key-missing.ts'
import { openaiModelMissing } from './openai/model-missing.ts'
import { openaiOrganization } from './openai/organization.ts'
import { openaiQuota } from './openai/quota.ts'
import { openaiScope } from './openai/scope.ts'
import { openrouterAuthMissing } from './openrouter/auth-missing.ts'
import { openrouterCredits } from './openrouter/credits.ts'
import { openrouterUserUnknown } from './openrouter/user-unknown.ts'
import { deepseekBalance } from './providers/deepseek-balance.ts'
import { deepseekKeyInvalid } from './providers/deepseek-key.ts'
import { huggingfacePermission } from './providers/huggingface-permission.ts'
import { huggingfaceToken } from './providers/huggingface-token.ts'
import { xaiKeyIncorrect } from './providers/xai-key.ts'
import type { Signature } from './signature.ts'
import { snowflakeAccountNotAllowed } from './snowflake/account-not-allowed.ts'
import { snowflakeJwtInvalid } from './snowflake/jwt-invalid.ts'
import { snowflakeKeypairExpired } from './snowflake/keypair-expired.ts'

/**
 * The cards that decide about answers of APIs, in the order of precedence: where two fit an answer equally well, the
 * first wins. What must never be renewed comes first, what may be comes next, what always is comes last.
 *
 * The gateway reads this list and nothing else of the shelf, so a card belongs here only if an HTTP answer with its words
 * can pass through a gateway. A text that a program prints of its own (`printed`), a failure of the machine itself, and
 * everything that only pages repeat (`hearsay`) is one line in `catalogue.ts` instead. No card is in both.
 */
export const signatures: readonly Signature[] = [
  // No other credential helps.
  anthropicOauthUnsupported,
  anthropicScopeMissing,
  anthropicCredentialRestricted,
  anthropicExtraUsage,
  anthropicOrganizationDisabled,
  anthropicOauthNotAllowed,
  anthropicApiKeysDisabled,
  anthropicRequestNotAllowed,
  anthropicSessionStale,
  anthropicPermissionDenied,
  anthropicCreditsUsedUp,
  anthropicBillingError,
  anthropicUsageLimit,
  anthropicTierSpendLimit,
  anthropicRateLimit,
  anthropicAccountRateLimit,
  anthropicLongContext,
  anthropicOverloaded,
  awsClockBehind,
  awsClockAhead,
  awsRegion,
  awsSignatureMismatch,
  awsNotAuthorized,
  awsModelAccess,
  awsAuthorizationMissing,
  awsSessionCredentials,
  awsThrottling,
  awsOutboundFederation,
  awsUseCaseForm,
  azureDataActionMissing,
  azureWrongTenant,
  googlePermissionDenied,
  googleReauthRequired,
  litellmUpstreamRefused,
  gatewaySpendLimitUnavailable,
  gatewaySpendLimit,
  oauthInsufficientScope,
  oauthRefreshTokenDead,
  htmlForbidden,
  hostNotAllowed,
  proxySignIn,
  awsModelIdentifier,
  awsOnDemand,
  googleServiceDisabled,
  azureNetworkRules,
  azureKeyDisabled,
  azureDeploymentMissing,
  openaiKeyMissing,
  openaiQuota,
  openaiOrganization,
  openaiScope,
  openrouterCredits,
  deepseekBalance,
  huggingfacePermission,
  githubIntegration,
  githubAccountType,
  anthropicModelNotFound,
  anthropicServerError,
  anthropicRequestTooLarge,
  anthropicExtraInputs,
  anthropicBetaRejected,
  anthropicOldUpstream,
  googleBillingDisabled,
  googleResourceExhausted,
  gatewayHtmlError,
  gatewayUpstreamUnreachable,
  gatewayBodyTooLarge,
  openaiModelMissing,
  litellmBudget,
  litellmKeyNotSent,
  litellmModelDenied,
  litellmModelName,
  litellmNoDatabase,
  kongKeyMissing,
  kongRouteMissing,
  apigeeProduct,
  portkeyProvider,
  snowflakeAccountNotAllowed,
  gatewayKeyRequired,
  litellmNoDeployments,
  // Another credential may help.
  anthropicInvalidApiKey,
  anthropicInvalidBearerToken,
  anthropicInvalidCredentials,
  anthropicFederationRefused,
  awsTokenInvalid,
  awsBearerTokenMalformed,
  awsAccessDenied,
  awsSsoSession,
  azureTokenUnusable,
  azureSubscriptionKey,
  googleTokenUnusable,
  litellmKeyUnknown,
  gatewayKeyUnknown,
  signInPage,
  emptyForbidden,
  googleApiKeyInvalid,
  openaiKeyInvalid,
  openrouterAuthMissing,
  openrouterUserUnknown,
  deepseekKeyInvalid,
  xaiKeyIncorrect,
  huggingfaceToken,
  githubBadCredentials,
  litellmKeyBlocked,
  snowflakeJwtInvalid,
  malformedBearer,
  // Another credential helps.
  anthropicOauthTokenExpired,
  anthropicOauthTokenRevoked,
  awsTokenExpired,
  awsBearerTokenExpired,
  awsIncomingTokenExpired,
  azureTokenExpired,
  googleTokenExpired,
  databricksInvalidToken,
  databricksTokenExpiring,
  copilotTokenExpired,
  litellmKeyExpired,
  oauthInvalidToken,
  snowflakeKeypairExpired,
]
