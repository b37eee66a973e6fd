import type { Signature } from '../signature.ts'

export const awsAccessDenied: Signature = {
  id: 'aws-access-denied',
  title: 'Access denied, without a reason',
  provider: 'aws',
  cause: 'permission',
  renewable: 'unsure',
  when: [{ status: [403], code: ['AccessDeniedException', 'AccessDenied'] }],
  area: 'account-or-auth',
  meaning:
    'AWS refuses without saying why: a missing permission, a model that is not enabled, or credentials that have ended.',
  why: 'AWS gives this answer for several causes and names none of them; its own pages list ended temporary credentials among them.',
  commonCauses: [
    'a policy that lacks bedrock:InvokeModelWithResponseStream',
    'a model that was not enabled in this region',
    'temporary credentials past their end',
    'a policy of the organization that forbids the region',
  ],
  remedy: [
    'Check with "aws sts get-caller-identity" that the session is alive; if it is, ask the administrator for the permission to call this model.',
    'Check in the Bedrock console that the model is enabled in this region.',
  ],
  otherwise: 'Look the request up in CloudTrail by its id: the entry there names the identity and the reason.',
  checks: [
    {
      on: 'any',
      look: 'aws sts get-caller-identity',
      expect: 'An ARN: the session lives, so look at permissions; an error: renew the session first.',
    },
    {
      on: 'any',
      look: 'aws bedrock list-inference-profiles --region <region>',
      expect: 'The profile of the model is missing: it is not offered to the account in this region.',
    },
    { on: 'ci', look: 'The role that the job assumes', expect: 'Often another than the one that works on the desk.' },
    {
      on: 'container',
      look: 'Whether ~/.aws is mounted, and which AWS_ variables are set',
      expect: 'Without the mount the role of the host machine is used.',
    },
  ],
  worked: 'aws bedrock-runtime invoke-model with the same profile, region and model answers, and so does the client.',
  ignorable: 'No: it stays until a permission, the model access or the session changes.',
  prevent:
    'Allow InvokeModel and InvokeModelWithResponseStream on models and inference profiles together, in every region that the profile spans.',
  related: ['aws-not-authorized', 'aws-model-access', 'aws-token-expired', 'aws-token-invalid'],
  seen: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      text: '{"message":"You do not have sufficient access to perform this action."}',
      source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      text: '{"Message":"User: arn:aws:iam::<account id>:user/litellm-lit6341-proxy is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:<account id>:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0 because no identity-based policy allows the bedrock:InvokeModel action"}',
      source: 'https://github.com/BerriAI/litellm/pull/39166',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: "403 You don't have access to the model with the specified model ID.",
      source: 'https://github.com/gaiin-platform/amplify-genai-backend/issues/62',
      on: '2026-11-21',
    },
    {
      status: 403,
      headers: {
        'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/',
      },
      text: '{"Message":"Authorization header is missing"}',
      source: 'https://github.com/karthink/gptel/issues/1397',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
