import { posix, relative, sep } from 'node:path'
import { type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast'
import {
  isBindingElement,
  isCallExpression,
  isElementAccessExpression,
  isExportDeclaration,
  isIdentifier,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isMetaProperty,
  isNewExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isStringLiteralLikeNode,
  isTypeNode,
} from 'typescript/unstable/ast/is'
import { API } from 'typescript/unstable/async'

/** A file as TypeScript's own parser reads it; paths are relative to the root, with `/`. */
export interface Module {
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** What the code mentions of the world around it: `Date.now`, `process.env`, `setTimeout`, `new Secret`, `.open()`. */
  readonly uses: readonly Mention[]
  readonly strings: readonly Mention[]
  /** Whether anything of it is there at run time; a file of types alone has nothing to test. */
  readonly runs: boolean
}

export interface Mention {
  readonly what: string
  readonly line: number
}

export interface Import {
  /** As written; `null` when it is computed at run time. */
  readonly specifier: string | null
  /** The file it means, or `null` for a package, a built-in module, or a computed one. */
  readonly target: string | null
  readonly typeOnly: boolean
  readonly line: number
}

/** Every file that the tsconfig.json of this folder covers, libraries left out, ordered by path. */
export async function readModules(root: string): Promise<readonly Module[]> {
  const api = new API({ cwd: root })
  try {
    const snapshot = await api.updateSnapshot({
      openProjects: [posix.join(root.replaceAll(sep, '/'), 'tsconfig.json')],
    })
    const modules: Module[] = []
    for (const { program } of snapshot.getProjects()) {
      for (const name of await program.getSourceFileNames()) {
        const path = relative(root, name).replaceAll(sep, '/')
        if (path.startsWith('..') || path.includes('node_modules/') || !path.endsWith('.ts')) continue
        const file = await program.getSourceFile(name)
        if (file !== undefined) modules.push(readModule(path, file))
      }
    }
    return modules.sort((a, b) => (a.path < b.path ? -1 : 1))
  } finally {
    await api.close()
  }
}

function readModule(path: string, file: SourceFile): Module {
  const imports: Import[] = []
  const uses: Mention[] = []
  const strings: Mention[] = []
  const lineOf = (node: Node) => file.getLineAndCharacterOfPosition(node.end).line + 1
  const imported = (node: Node, from: Node | undefined, typeOnly: boolean) => {
    const specifier = from !== undefined && isStringLiteralLikeNode(from) ? from.text : null
    const target = specifier?.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null
    imports.push({ specifier, target, typeOnly, line: lineOf(node) })
  }
  const visit = (node: Node): void => {
    if (isImportDeclaration(node)) {
      const onlyTypes = node.importClause?.phaseModifier === SyntaxKind.TypeKeyword
      imported(node, node.moduleSpecifier, onlyTypes)
      return
    }
    if (isExportDeclaration(node) && node.moduleSpecifier) {
      imported(node, node.moduleSpecifier, node.isTypeOnly)
      return
    }
    if (isTypeNode(node)) {
      visitType(node)
      return
    }
    if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) {
      imported(node, node.arguments[0], false)
    }
    if (isStringLiteralLikeNode(node)) strings.push({ what: node.text, line: lineOf(node) })
    const what = mention(node)
    if (what !== null) uses.push({ what, line: lineOf(node) })
    node.forEachChild(visit)
  }
  // A type uses nothing; only an `import('…')` inside it matters.
  const visitType = (node: Node): void => {
    if (isImportTypeNode(node)) {
      imported(node, isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    }
    node.forEachChild(visitType)
  }
  file.forEachChild(visit)
  const runs = file.statements.some((statement) => !vanishes.has(statement.kind))
  return { path, lines: file.text.trimEnd().split('\n').length, imports, uses, strings, runs }
}

/** What this node mentions of the world, by the longest name: `process.env` once, not `process` as well. */
function mention(node: Node): string | null {
  if (isNewExpression(node)) {
    const name = dotted(node.expression)
    return name === null ? null : `new ${name}${node.arguments?.length ? '' : '()'}`
  }
  if (isCallExpression(node) && isPropertyAccessExpression(node.expression) && node.arguments.length === 0) {
    if (node.expression.name.text === 'open') return '.open()'
  }
  if (isPropertyAccessExpression(node) || isElementAccessExpression(node)) {
    const inner = isPropertyAccessExpression(node.parent) || isElementAccessExpression(node.parent)
    return inner && node.parent.expression === node && dotted(node.parent) !== null ? null : dotted(node)
  }
  return isIdentifier(node) && isReference(node) ? node.text : null
}

const vanishes = new Set<SyntaxKind>([
  SyntaxKind.ImportDeclaration,
  SyntaxKind.ExportDeclaration,
  SyntaxKind.InterfaceDeclaration,
  SyntaxKind.TypeAliasDeclaration,
])

/** `a.b.c` for property accesses on a plain name (`a['b']` counts), without a leading `globalThis.`; else `null`. */
function dotted(node: Node): string | null {
  if (isIdentifier(node)) return node.text
  if (isMetaProperty(node)) return 'import.meta'
  if (!isPropertyAccessExpression(node) && !isElementAccessExpression(node)) return null
  const before = dotted(node.expression)
  const name = isPropertyAccessExpression(node)
    ? node.name.text
    : isStringLiteralLikeNode(node.argumentExpression)
      ? node.argumentExpression.text
      : null
  if (before === null || name === null) return null
  return before === 'globalThis' ? name : `${before}.${name}`
}

/** Whether the name stands for a value here, and is not the name of a property or the beginning of a longer name. */
function isReference(node: Node): boolean {
  const { parent } = node
  if (isPropertyAccessExpression(parent) || isElementAccessExpression(parent)) return false
  if (isPropertyAssignment(parent)) return parent.initializer === node
  if (isBindingElement(parent)) return parent.initializer === node
  return !declares.has(parent.kind)
}

const declares = new Set<SyntaxKind>([
  SyntaxKind.MethodDeclaration,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.PropertySignature,
  SyntaxKind.MethodSignature,
  SyntaxKind.GetAccessor,
  SyntaxKind.Parameter,
  SyntaxKind.LabeledStatement,
])
