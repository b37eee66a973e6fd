import type { Signature } from '../signature.ts'

export const awsAuthorizationMissing: Signature = {
  id: 'aws-authorization-missing',
  title: 'No credentials reached AWS',
  provider: 'aws',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { status: [403], code: ['MissingAuthenticationToken', 'MissingAuthenticationTokenException'] },
    { status: [403], code: ['AccessDeniedException'], message: /^Authorization header is missing\.?$/i },
    { status: [403], message: /"?Authorization header is missing\b|^Missing Authentication Token$/i },
  ],
  meaning:
    'The request arrived without a signature or token: signing is switched off, or something on the way removed the header.',
  remedy: [
    'Check that the profile has a source of credentials and that its upstream speaks the Bedrock dialect.',
    'If a proxy is on the way, let it pass the Authorization header.',
  ],
  seen: [
    {
      status: 403,
      headers: {
        'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/',
      },
      text: '{"Message":"Authorization header is missing"}',
      source: 'https://github.com/karthink/gptel/issues/1397',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '403 {"Message":"Authorization header is missing"}',
      source: 'https://github.com/anthropics/claude-code/issues/45000',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      text: '{"message":"You do not have sufficient access to perform this action."}',
      source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
