import { type Check, doesNotApply, ok } from '../check.ts'
import { adcFile } from '../cloud/adc-file.ts'
import { projectVariables, usesVertex, vertexProject } from '../cloud/vertex-setup.ts'
import { toSet } from '../set-variable.ts'

/** Which project requests name, and who else names one. */
export const vertexProjectNamed: Check = {
  id: 'vertex-project',
  title: 'The project of Vertex is one',
  group: 'cloud',
  needs: ['cloud-switch', 'cloud-address'],
  run(bench) {
    if (!usesVertex(bench)) return doesNotApply('Vertex is not switched on')
    const project = vertexProject(bench)
    const inFile = adcFile(bench).json?.project_id
    if (project?.by == null)
      return typeof inFile === 'string'
        ? ok(`${inFile} of the credentials`)
        : doesNotApply('only the credentials may name one')
    const { value, by } = project
    // A domain may stand before it: https://cloud.google.com/resource-manager/docs/creating-managing-projects
    if (!/^([a-z0-9.-]+:)?[a-z0-9-]+$/.test(value))
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary: `${by} is "${value.slice(0, 40)}", which is no id of a project: those have small letters, digits and hyphens.`,
        evidence: [`${by}: ${value.slice(0, 40)}`],
        fix: toSet(bench, by, '<the id of your project>').fix,
        number: 5,
      }
    for (const other of projectVariables) {
      const hidden = (bench.clientEnv[other] ?? '').trim()
      if (hidden === '' || hidden === value) continue
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `${by} names the project ${value}, and counts before ${other}, which names ${hidden.slice(0, 40)}.`,
        evidence: [`${by}: ${value}`, `${other}: ${hidden.slice(0, 40)}`],
        fix: `If ${hidden.slice(0, 40)} is the one you mean: export ${by}=${hidden.slice(0, 40)}`,
      }
    }
    return ok(`${value} of ${by}`)
  },
}
