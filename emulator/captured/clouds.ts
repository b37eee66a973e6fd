import { json, type Wording } from './wording.ts'

const amazonErrors = 'https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html'

export const clouds: readonly Wording[] = [
  {
    id: 'aws-gateway-token-expired',
    kind: 'expired',
    status: 401,
    headers: { ...json, 'x-amzn-errortype': 'UnauthorizedException' },
    body: '{"message":"The incoming token has expired"}',
    source: 'https://repost.aws/knowledge-center/api-gateway-cognito-401-unauthorized',
  },
  {
    // The body says nothing, the header all.
    id: 'aws-gateway-jwt-expired',
    kind: 'expired',
    status: 401,
    headers: {
      ...json,
      'www-authenticate': 'Bearer scope="" error="invalid_token" error_description="the token has expired"',
    },
    body: '{"message":"Unauthorized"}',
    source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-jwt.html',
  },
  {
    id: 'aws-security-token-expired',
    kind: 'expired',
    status: 403,
    headers: { ...json, 'x-amzn-errortype': 'ExpiredTokenException' },
    body: '{"message":"The security token included in the request is expired"}',
    source: amazonErrors,
  },
  {
    id: 'aws-security-token-invalid',
    kind: 'unknown',
    status: 403,
    headers: { ...json, 'x-amzn-errortype': 'UnrecognizedClientException' },
    body: '{"message":"The security token included in the request is invalid."}',
    source: amazonErrors,
  },
  {
    id: 'aws-not-authorized',
    kind: 'denied',
    status: 403,
    headers: { ...json, 'x-amzn-errortype': 'AccessDeniedException' },
    body: '{"message":"User: arn:aws:sts::123456789012:assumed-role/dev/build is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5 because no identity-based policy allows the bedrock:InvokeModel action"}',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html',
  },
  {
    id: 'google-token-expired',
    kind: 'expired',
    status: 401,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: '{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.","status":"UNAUTHENTICATED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"ACCESS_TOKEN_EXPIRED","domain":"googleapis.com","metadata":{"service":"aiplatform.googleapis.com","method":"google.cloud.aiplatform.v1.PredictionService.StreamRawPredict"}}]}}',
    source: 'https://cloud.google.com/apis/design/errors',
  },
  {
    id: 'google-permission-denied',
    kind: 'denied',
    status: 403,
    headers: { 'content-type': 'application/json; charset=UTF-8' },
    body: '{"error":{"code":403,"message":"Permission \'aiplatform.endpoints.predict\' denied on resource \'//aiplatform.googleapis.com/projects/example/locations/us-east5/publishers/anthropic/models/claude-sonnet-5\' (or it may not exist).","status":"PERMISSION_DENIED"}}',
    source: 'https://cloud.google.com/vertex-ai/docs/general/troubleshooting',
  },
  {
    id: 'azure-token-unusable',
    kind: 'expired',
    status: 401,
    headers: json,
    body: '{"statusCode":401,"message":"Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired."}',
    source: 'https://github.com/Azure/azure-sdk-for-net/issues/50872',
  },
  {
    id: 'azure-key-unknown',
    kind: 'unknown',
    status: 401,
    headers: json,
    body: '{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}',
    source: 'https://learn.microsoft.com/en-us/azure/ai-services/authentication',
  },
  {
    // A denial that comes as a 401.
    id: 'azure-no-data-action',
    kind: 'denied',
    status: 401,
    headers: json,
    body: '{"error":{"code":"PermissionDenied","message":"The principal `00000000-0000-0000-0000-000000000000` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to perform `POST /openai/deployments/{deployment-id}/chat/completions` operation."}}',
    source: 'https://learn.microsoft.com/en-us/azure/ai-services/openai/how-to/role-based-access-control',
  },
]
