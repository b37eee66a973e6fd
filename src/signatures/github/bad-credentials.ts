import type { Signature } from '../signature.ts'

export const githubBadCredentials: Signature = {
  id: 'github-bad-credentials',
  title: 'GitHub does not accept the token',
  provider: 'github',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { message: /\bBad credentials\b.{1,60}docs\.github\.com\b/i },
    { body: /"Bad credentials",\s{0,8}"documentation_url"/ },
  ],
  area: 'account-or-auth',
  meaning: 'The token is expired, withdrawn, mistyped or not a token of this GitHub.',
  why: 'Tokens have an end date, are withdrawn when they appear in public, and a token of github.com is unknown to an enterprise server.',
  commonCauses: [
    'an expired personal access token',
    'GITHUB_TOKEN set to an old token, which beats the login of gh',
    'a token of another host',
    'a token found in public and withdrawn',
  ],
  remedy: [
    'Type "gh auth status"; it names the token in use and where it comes from.',
    'If it comes from GH_TOKEN or GITHUB_TOKEN, unset the variable; otherwise type "gh auth login".',
  ],
  otherwise: 'Make a new token at https://github.com/settings/tokens.',
  checks: [
    { on: 'any', look: 'env | cut -d= -f1 | grep "^GH_TOKEN\\|^GITHUB_TOKEN"', expect: 'Nothing, unless you mean it.' },
    {
      on: 'any',
      look: 'curl -s https://api.github.com/user -H "Authorization: Bearer $(gh auth token)" | head -3',
      expect: 'Your name.',
    },
    { on: 'ci', look: 'permissions: of the workflow', expect: 'The token of a job ends with the job.' },
  ],
  worked: 'The command "gh auth status" shows no error.',
  ignorable: 'No: each call with this token is refused.',
  prevent: 'Use "gh auth login", which renews itself, instead of tokens in variables.',
  related: ['github-integration', 'copilot-auth-failed', 'copilot-token-expired'],
  seen: [
    {
      text: '{\n  "message": "Bad credentials",\n  "documentation_url": "https://docs.github.com/rest",\n  "status": "401"',
      source: 'https://github.com/hisxo/gitGraber/issues/54',
      on: '2026-11-21',
    },
    {
      text: 'github.GithubException.BadCredentialsException: 401 {"message": "Bad credentials", "documentation_url": "https://docs.github.com/rest", "status": "401"}',
      source: 'https://github.com/anmol098/waka-readme-stats/issues/506',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}',
      source: 'https://github.com/hisxo/gitGraber/issues/32',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
