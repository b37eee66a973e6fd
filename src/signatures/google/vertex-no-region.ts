import type { Signature } from '../signature.ts'

export const googleVertexNoRegion: Signature = {
  id: 'google-vertex-no-region',
  title: 'The Vertex client has no region',
  provider: 'google',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bNo region was given\. The client should be instantiated\b/i },
    { printed: /\bthe `CLOUD_ML_REGION` environment variable should be set\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The Anthropic client for Vertex AI needs a region, and neither the argument nor CLOUD_ML_REGION names one.',
  why: 'The region is part of the host name; global is allowed where the model is offered globally.',
  commonCauses: [
    'CLOUD_ML_REGION is not set in this shell',
    'GOOGLE_CLOUD_LOCATION set instead, which this client does not read',
  ],
  remedy: [
    'Type "export CLOUD_ML_REGION=us-east5", or global, or the region that has your models.',
    'Start the program again.',
  ],
  otherwise: 'Pass region="us-east5" when the client is made.',
  checks: [{ on: 'any', look: 'env | grep "REGION\\|LOCATION"', expect: 'CLOUD_ML_REGION is among them.' }],
  worked: 'The error is gone, or becomes one about the model.',
  ignorable: 'No: no request is made.',
  prevent: 'Keep region and project in one file.',
  related: ['google-default-credentials', 'google-permission-denied'],
  seen: [
    {
      text: 'ValueError: No region was given. The client should be instantiated with the `region` argument or the `CLOUD_ML_REGION` environment variable should be set.',
      source: 'https://github.com/anthropics/anthropic-sdk-python/blob/main/src/anthropic/lib/vertex/_client.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
