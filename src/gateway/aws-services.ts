/** What one service of AWS wants from a request that is signed for it. */
interface AwsService {
  /** The name in the scope of the signature, which is not always that of the host. */
  readonly name: string
  /** First label of its host names, FIPS included. */
  readonly host: RegExp
  /** Its public address in a region. */
  readonly url: (region: string) => string
  /** Where it takes a key instead of a signature. */
  readonly header: 'authorization' | 'x-api-key'
}

const suffixes: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
  [/^us-iso-/, 'c2s.ic.gov'],
  [/^us-isob-/, 'sc2s.sgov.gov'],
]

/** The domain of a partition: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const suffixOf = (region: string): string => suffixes.find(([regions]) => regions.test(region))?.[1] ?? 'amazonaws.com'

/**
 * Bedrock signs as `bedrock` whatever its host
 * (https://docs.aws.amazon.com/general/latest/gr/bedrock.html); the Claude Platform on AWS and Mantle by their own names
 * (https://docs.aws.amazon.com/claude-platform/latest/userguide/making-requests.html).
 */
const services: readonly AwsService[] = [
  {
    name: 'bedrock',
    host: /^bedrock(?:-runtime)?(?:-fips)?$/,
    url: (region) => `https://bedrock-runtime.${region}.${suffixOf(region)}`,
    header: 'authorization',
  },
  {
    name: 'aws-external-anthropic',
    host: /^aws-external-anthropic(?:-fips)?$/,
    url: (region) => `https://aws-external-anthropic.${region}.api.aws`,
    header: 'x-api-key',
  },
  {
    name: 'bedrock-mantle',
    host: /^bedrock-mantle(?:-fips)?$/,
    url: (region) => `https://bedrock-mantle.${region}.api.aws/anthropic`,
    header: 'authorization',
  },
]

/** What the name of a region looks like: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export const regionShape = /^[a-z]{2,5}(?:-[a-z]+)+-\d{1,2}$/

/** `<service>.<region>.` before the domain of a partition, also behind an interface endpoint of a VPC. */
const awsHost =
  /(?:^|\.)([a-z0-9-]+)\.([a-z]{2,5}(?:-[a-z]+)+-\d{1,2})\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|api\.aws|api\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov)$/

/** Service and region that the name of an AWS host tells; `service` is `null` for one that is not known here. */
export function readAwsHost(host: string): { readonly service: string | null; readonly region: string } | null {
  const [, label = '', region = ''] = awsHost.exec(host.toLowerCase()) ?? []
  if (region === '') return null
  return { service: services.find((each) => each.host.test(label))?.name ?? null, region }
}

/** The public address of a service in a region; `null` for a service that is not known here. */
export const awsAddress = (service: string, region: string): string | null =>
  services.find(({ name }) => name === service)?.url(region) ?? null

/** Where a service takes a key that is no AWS credential; `null` for a service that is not known here. */
export const awsKeyHeader = (service: string): AwsService['header'] | null =>
  services.find(({ name }) => name === service)?.header ?? null

/** The services that have an address of their own, for help. */
export const awsServiceNames: readonly string[] = services.map(({ name }) => name)
