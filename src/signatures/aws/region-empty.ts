import type { Signature } from '../signature.ts'

export const awsRegionEmpty: Signature = {
  id: 'aws-region-empty',
  title: 'The AWS region is an empty word',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bInvalid endpoint: https:\/\/[a-z-]{2,40}\.\.amazonaws\.com\b/ }],
  area: 'deployment-or-configuration',
  meaning:
    'A variable with the region exists and is empty, so the name of the endpoint has a gap where the region belongs.',
  why: 'An empty AWS_DEFAULT_REGION hides the region of the profile: present counts, whatever it holds.',
  commonCauses: [
    'AWS_DEFAULT_REGION= in an .env file or a compose file',
    'a job variable that is not defined',
    'a script that exports an unset variable',
  ],
  remedy: ['Type "unset AWS_DEFAULT_REGION", or give it a value.', 'Repeat the command.'],
  otherwise: 'Look for the line that sets it: "grep -rn AWS_DEFAULT_REGION ~/.profile ~/.bashrc ~/.zshrc .env".',
  checks: [
    { on: 'any', look: 'env | grep _REGION=$', expect: 'A line here is the empty variable.' },
    { on: 'ci', look: 'The variables of the job', expect: 'A variable of another scope arrives as an empty word.' },
    { on: 'container', look: 'docker compose config | grep REGION', expect: 'Shows what the file resolves to.' },
  ],
  worked: 'The message names no address with two dots any more.',
  ignorable: 'No: no request leaves the machine.',
  prevent: 'Start scripts with "set -u", so that an unset variable stops them.',
  related: ['aws-no-region', 'aws-region'],
  seen: [
    {
      text: 'Invalid endpoint: https://sts..amazonaws.com',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/utils.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
