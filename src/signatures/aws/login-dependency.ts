import type { Signature } from '../signature.ts'

export const awsLoginDependency: Signature = {
  id: 'aws-login-dependency',
  title: 'The library for "aws login" profiles is not installed',
  provider: 'aws',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /\bUsing the login credential provider requires an additional dependency\b/i },
    { printed: /\bpip install "?botocore\[crt\]/i },
  ],
  area: 'local-runtime',
  meaning:
    'The profile was made with "aws login", and this Python has botocore without the part that can read such profiles.',
  why: 'The proof of possession that "aws login" uses is computed by the package awscrt, which botocore does not install by itself.',
  commonCauses: [
    'a virtual environment with plain boto3',
    'a tool that brings its own Python',
    'an image without awscrt',
  ],
  remedy: ['Type pip install "botocore[crt]" in the environment that runs the tool.', 'Repeat the request.'],
  otherwise:
    'Give the tool a profile that works without it: "aws configure export-credentials --profile NAME --format env".',
  checks: [
    {
      on: 'any',
      look: 'python3 -c "import awscrt; print(awscrt.__version__)"',
      expect: 'Prints a version, with the Python of the tool.',
    },
    { on: 'container', look: 'The Dockerfile', expect: 'awscrt is installed in the last stage.' },
  ],
  worked: 'The message does not come back.',
  ignorable: 'No: this profile cannot be read without it.',
  prevent: 'Put botocore[crt] into the requirements.',
  related: ['aws-login-session', 'aws-no-credentials'],
  seen: [
    {
      text: 'botocore.exceptions.MissingDependencyException: Missing Dependency: Using the login credential provider requires an additional dependency. You will need to pip install "botocore[crt]" before proceeding.',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/credentials.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
