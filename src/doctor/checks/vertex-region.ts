import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import { usesVertex, vertexModel, vertexRegion } from '../cloud/google/vertex-setup.ts'
import { toSet } from '../fixes/set-variable.ts'

/** Regions of Google (https://cloud.google.com/about/locations), and the three that are none but are served. */
const regions = new Set(
  `global us eu africa-south1 asia-east1 asia-east2 asia-northeast1 asia-northeast2 asia-northeast3 asia-south1
  asia-south2 asia-southeast1 asia-southeast2 asia-southeast3 australia-southeast1 australia-southeast2 europe-central2
  europe-north1 europe-north2 europe-southwest1 europe-west1 europe-west2 europe-west3 europe-west4 europe-west6
  europe-west8 europe-west9 europe-west10 europe-west12 me-central1 me-central2 me-west1 northamerica-northeast1
  northamerica-northeast2 northamerica-south1 southamerica-east1 southamerica-west1 us-central1 us-east1 us-east4 us-east5
  us-south1 us-west1 us-west2 us-west3 us-west4`.split(/\s+/),
)

/** The region of Vertex, as far as its name tells. */
export const vertexRegionName: Check = {
  id: 'vertex-region',
  title: 'The region of Vertex has a name of Google',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address'],
  run(bench) {
    if (!usesVertex(bench)) return doesNotApply('Vertex is not switched on')
    const { model } = vertexModel(bench)
    const { value, by } = vertexRegion(bench, model)
    const dropped = (bench.clientEnv.CLOUD_ML_REGION ?? '').trim()
    const complain = (
      status: Complaint['status'],
      name: string,
      text: string,
      fact: string,
      meant: string,
    ): Complaint => ({
      status,
      cause: 'wrong-endpoint-or-header',
      summary: `${name} is "${text.slice(0, 40)}", which is ${fact}.`,
      evidence: [`${name}: ${text.slice(0, 40)}`, `requests for ${model} go to ${value}`],
      fix: toSet(bench, name, meant).fix,
      number: 5,
    })
    if (by === null && dropped !== '')
      return complain('wrong', 'CLOUD_ML_REGION', dropped, 'no region, so that Claude Code takes us-east5', 'us-east5')
    if (by === null || regions.has(value))
      return ok(`${value}${by === null ? ', which Claude Code takes by itself' : ` of ${by}`}`)
    const zone = /^([a-z]+-[a-z]+\d+)-[a-z]$/.exec(value)?.[1]
    if (zone !== undefined) return complain('wrong', by, value, 'a zone and not a region', zone)
    const meant = value.toLowerCase().replace(/-(\d+)$/, '$1')
    if (regions.has(meant)) return complain('wrong', by, value, 'written otherwise by Google', meant)
    return /^[a-z]+-[a-z]+\d+$/.test(value)
      ? complain('warn', by, value, 'no region of Google that is known here', 'global')
      : complain('wrong', by, value, 'no name of a region', 'global')
  },
}
