import type { Signature } from '../signature.ts'

export const azureNetworkRules: Signature = {
  id: 'azure-network-rules',
  title: 'The Azure resource is closed to this network',
  provider: 'azure',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    {
      status: [403],
      code: ['403', 'AccessDenied', 'Forbidden'],
      message:
        /\bAccess denied due to Virtual Network\/Firewall rules\b|\bA Virtual Network is configured for this resource\b/i,
    },
    {
      message:
        /\bAccess denied due to Virtual Network\/Firewall rules\b|\bA Virtual Network is configured for this resource\b/i,
    },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'The credential was not even looked at: the resource accepts requests only from certain networks or through a private endpoint.',
  why: 'Network rules of an Azure AI resource are checked first; from a laptop outside the VPN the public address is refused, whatever the key.',
  commonCauses: [
    'outside the VPN of the company',
    'a VPN that does not carry this address',
    'a name that resolves to the public address instead of the private one',
    'an egress address that is not on the list',
  ],
  remedy: [
    'Connect to the network of the company and repeat the request.',
    'If you are connected, ask the administrator to add your egress address under Networking of the resource.',
  ],
  otherwise: 'Check that the host name resolves to a private address inside the network.',
  checks: [
    {
      on: 'any',
      look: 'nslookup RESOURCE.openai.azure.com',
      expect: 'A private address (10., 172.16. to 172.31., 192.168.) inside the VPN.',
    },
    { on: 'any', look: 'curl -s https://api.ipify.org', expect: 'The address the administrator has to allow.' },
    { on: 'wsl', look: 'nslookup RESOURCE.openai.azure.com', expect: 'WSL may not use the name server of the VPN.' },
    { on: 'container', look: 'The name server in /etc/resolv.conf', expect: 'The one of the VPN.' },
  ],
  worked: 'The same request is answered, or refused for another reason.',
  ignorable: 'No: no key opens this resource from here.',
  prevent: 'Put a private endpoint and its name server into the VPN profile.',
  related: ['azure-subscription-key', 'azure-key-disabled'],
  seen: [
    {
      status: 403,
      text: '{"error":{"code":"403","message": "Access denied due to Virtual Network/Firewall rules."}}',
      source: 'https://github.com/Azure-Samples/azure-sql-db-chatbot/issues/3',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"code":"403","message":"A Virtual Network is configured for this resource. Please use the correct endpoint for making requests. Check https://aka.ms/cogsvc-vnet for more details."}',
      source: 'https://github.com/continuedev/continue/issues/12547',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
