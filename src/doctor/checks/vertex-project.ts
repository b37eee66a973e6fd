import { type Check, doesNotApply, ok } from '../check.ts'
import { otherProjects, usesVertex, vertexProject } from '../cloud/google/vertex-setup.ts'
import { toSet } from '../fixes/set-variable.ts'

const own = 'ANTHROPIC_VERTEX_PROJECT_ID'

/** Which project requests name, and who else names one. */
export const vertexProjectNamed: Check = {
  id: 'vertex-project',
  title: 'The project of Vertex is one',
  group: 'cloud',
  needs: ['google-credentials'],
  run(bench) {
    if (!usesVertex(bench)) return doesNotApply('Vertex is not switched on')
    const project = vertexProject(bench)
    const others = otherProjects.flatMap((name) => {
      const value = (bench.clientEnv[name] ?? '').trim().slice(0, 40)
      return value === '' ? [] : [{ name, value }]
    })
    const evidence = [
      `${own}: ${project?.by === own ? project.value.slice(0, 40) : 'not set'}`,
      ...others.map(({ name, value }) => `${name}: ${value}, which requests do not name`),
    ]
    const [other] = others
    if (project === null)
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary:
          other === undefined
            ? `Neither ${own} nor the credentials name a project.`
            : `${other.name} names a project, but requests to Vertex take theirs from ${own}, which is not set.`,
        evidence,
        fix: toSet(bench, own, other?.value ?? '<the id of your project>').fix,
        number: 5,
      }
    const { value, by } = project
    // A domain may stand before it: https://cloud.google.com/resource-manager/docs/creating-managing-projects
    if (!/^([a-z0-9.-]+:)?[a-z0-9-]+$/.test(value))
      return {
        status: 'wrong',
        cause: 'wrong-endpoint-or-header',
        summary: `${by ?? 'The file of credentials'} names the project "${value.slice(0, 40)}", which is no id: those have small letters, digits and hyphens.`,
        evidence,
        fix: toSet(bench, own, '<the id of your project>').fix,
        number: 5,
      }
    const hidden = others.find((each) => each.value !== value)
    if (hidden !== undefined)
      return {
        status: 'warn',
        cause: 'conflicting-credentials',
        summary: `Requests name the project ${value} of ${by ?? 'the credentials'}, and not ${hidden.value}, which ${hidden.name} names.`,
        evidence,
        fix: `If ${hidden.value} is the one you mean: export ${own}=${hidden.value}`,
      }
    return ok(`${value} of ${by ?? 'the credentials'}`)
  },
}
