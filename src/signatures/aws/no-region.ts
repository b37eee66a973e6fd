import type { Signature } from '../signature.ts'

export const awsNoRegion: Signature = {
  id: 'aws-no-region',
  title: 'No AWS region is set',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bYou must specify a region\b/i },
    { printed: /\bNoRegionError\b/ },
    { printed: /^(?:Error: )?Region is missing\.?$/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The program does not know which region to call.',
  why: 'Endpoints carry the region in their name, and the SDKs do not guess one; Claude Code reads AWS_REGION and not the region of the profile.',
  commonCauses: [
    'a profile without region',
    'AWS_DEFAULT_REGION set for a program that reads AWS_REGION',
    'a container or job without either',
  ],
  remedy: ['Type "export AWS_REGION=us-east-1", with the region of your models.', 'Start the tool from that shell.'],
  otherwise: 'Write the region into the profile with "aws configure set region us-east-1 --profile NAME".',
  checks: [
    { on: 'any', look: 'aws configure get region --profile NAME', expect: 'Empty: the profile has none.' },
    { on: 'any', look: 'env | grep _REGION', expect: 'AWS_REGION and not only AWS_DEFAULT_REGION.' },
    {
      on: 'container',
      look: 'The environment of the image',
      expect: 'Variables of the host are not passed on by themselves.',
    },
  ],
  worked: 'The next answer is not about the region any more.',
  ignorable: 'No: no request is sent without a region.',
  prevent: 'Keep AWS_REGION next to AWS_PROFILE in the settings of the tool.',
  related: ['aws-region', 'aws-region-empty', 'aws-no-credentials'],
  seen: [
    {
      text: 'botocore.exceptions.NoRegionError: You must specify a region.',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
    {
      text: 'Error: Region is missing',
      source: 'https://www.npmjs.com/package/@aws-sdk/client-bedrock-runtime',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: "SignatureDoesNotMatch -- Credential should be scoped to a valid region, not 'us-east-2'.",
      source: 'https://github.com/JuliaCloud/AWS.jl/issues/565',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
