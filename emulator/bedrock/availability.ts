/** What an account has not got of a model. */
export type Lack = 'agreement' | 'access' | 'entitlement' | 'region'

/** Body of https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html */
export const availability = (modelId: string, lacks: Lack | null) => ({
  agreementAvailability: { status: lacks === 'agreement' ? 'NOT_AVAILABLE' : 'AVAILABLE' },
  authorizationStatus: lacks === 'access' ? 'NOT_AUTHORIZED' : 'AUTHORIZED',
  entitlementAvailability: lacks === 'entitlement' ? 'NOT_AVAILABLE' : 'AVAILABLE',
  modelId,
  regionAvailability: lacks === 'region' ? 'NOT_AVAILABLE' : 'AVAILABLE',
})
