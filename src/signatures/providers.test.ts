import { expect, test } from 'bun:test'
import { signatures } from './index.ts'
import { providerIn, providerNamed } from './providers.ts'

test.each([
  ['anthropic', 'anthropic'],
  ['Bedrock', 'aws'],
  ['vertex', 'google'],
  ['gcp', 'google'],
  ['foundry', 'azure'],
  ['azure-openai', 'azure'],
  ['databricks', 'databricks'],
  ['acme-proxy', 'other'],
])('%s is %s', (name, provider) => {
  expect(providerNamed(name, signatures)).toBe(provider)
})

test.each([
  ['botocore.exceptions.ClientError: no', 'aws'],
  ['AADSTS700082: The refresh token has expired', 'azure'],
  ['https://vault.example:8200/v1/secret/data/key', 'vault'],
  ['api.anthropic.com behind amazonaws.com', undefined],
  ['Invalid Token', undefined],
])('%p speaks of %p', (text, provider) => {
  expect(providerIn(text)).toBe(provider)
})
