import type { Signature } from '../signature.ts'

export const awsProfileMissing: Signature = {
  id: 'aws-profile-missing',
  title: 'The AWS profile does not exist',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bThe config profile \([^)]{1,80}\) could not be found\b/i },
    { printed: /\bCould not resolve credentials using profile: \[/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The name in AWS_PROFILE, or after --profile, stands in neither ~/.aws/config nor ~/.aws/credentials.',
  why: 'In config a section is called [profile NAME], in credentials [NAME]; a name in the wrong form is not found, and no other profile is tried.',
  commonCauses: [
    'a typing mistake',
    'the word "profile" left out in ~/.aws/config',
    'another home: container, sudo, WSL',
    'AWS_CONFIG_FILE that points elsewhere',
  ],
  remedy: [
    'Type "aws configure list-profiles" and use one of the names it prints.',
    'If yours is missing, write it with "aws configure sso --profile NAME".',
  ],
  otherwise: 'Check "echo $AWS_CONFIG_FILE $HOME" in the shell of the tool.',
  checks: [
    { on: 'any', look: 'aws configure list-profiles', expect: 'The name is in the list.' },
    { on: 'any', look: 'echo "[$AWS_PROFILE]"', expect: 'No blank inside the brackets.' },
    { on: 'container', look: 'ls -l ~/.aws/config', expect: 'There, and readable by this user.' },
    { on: 'wsl', look: 'ls /mnt/c/Users/*/.aws/config', expect: 'The profile is only in the Windows file.' },
  ],
  worked: 'The command "aws sts get-caller-identity --profile NAME" no longer speaks of the profile.',
  ignorable: 'No: with a wrong name nothing else is tried.',
  prevent: 'Keep ~/.aws/config in the dotfiles of all machines.',
  related: ['aws-no-credentials', 'aws-source-profile-missing', 'aws-sso-session-undefined'],
  seen: [
    {
      text: 'The config profile (nothere) could not be found',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'The source_profile "nowhere" referenced in the profile "role" does not exist.',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/credentials.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
