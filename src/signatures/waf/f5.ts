import type { Signature } from '../signature.ts'

export const wafF5Rejected: Signature = {
  id: 'waf-f5-rejected',
  title: 'An F5 firewall rejected the request',
  provider: 'f5',
  cause: 'waf',
  renewable: 'no',
  when: [{ printed: /\bThe requested URL was rejected\. Please consult with your administrator\b/i }],
  area: 'deployment-or-configuration',
  meaning:
    'The web application firewall in front of the API found something in the request that it takes for an attack; it often answers with 200 and this page.',
  why: 'Prompts hold code, SQL and shell commands, which signatures of attacks are made of; the support ID leads to the rule.',
  commonCauses: [
    'code in the prompt that looks like an attack',
    'a body larger than the policy allows',
    'JSON where the policy expects a form',
    'a header it does not know',
  ],
  remedy: [
    'Send the support ID to the operator of the firewall and ask for an exception for the inference paths.',
    'Try a short prompt such as "ping" to see whether the content matters.',
  ],
  otherwise: 'Use an address of the gateway that does not go through the firewall.',
  checks: [
    { on: 'any', look: 'A prompt of one word', expect: 'Answered: the content of the longer one was the reason.' },
    { on: 'any', look: 'curl -si ADDRESS | head -1', expect: '200 with a page is this firewall too.' },
  ],
  worked: 'The long prompt is answered.',
  ignorable: 'No: the same prompt is rejected each time.',
  prevent: 'Leave /v1/messages and its like out of the rules for bodies.',
  related: ['html-forbidden', 'waf-akamai-denied', 'waf-imperva'],
  seen: [
    {
      text: 'The requested URL was rejected. Please consult with your administrator.\nYour support ID is: 11243555349794389926',
      source: 'https://github.com/ariya/phantomjs/issues/14601',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
