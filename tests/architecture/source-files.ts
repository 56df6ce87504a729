import { readFileSync, readdirSync, existsSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const root = path.join(__dirname, '..', '..');

/** One import of a module. `target` is a path in the repository without extension, or a package name. */
export interface Import {
  readonly target: string;
  readonly inRepository: boolean;
  /** `import type`, erased when compiled. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** Path in the repository, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

/** Every TypeScript file under these folders of the repository. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return filesUnder(folders, /\.tsx?$/);
}

/** Every JavaScript file under these folders; `.` stands for what lies directly in the repository. */
export function scriptFiles(...folders: readonly string[]): SourceFile[] {
  return filesUnder(folders, /\.[cm]?js$/);
}

function filesUnder(folders: readonly string[], ending: RegExp): SourceFile[] {
  return folders
    .filter((folder) => existsSync(path.join(root, folder)))
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: folder !== '.', encoding: 'utf8' })
        .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
        .filter((name) => ending.test(name) && !name.includes('node_modules/')),
    )
    .map((name) => parseSource(name, readFileSync(path.join(root, name), 'utf8')));
}

/** Static imports, re-exports, `import()`, `require()`, `import x = require()` and `jest.requireActual()`. */
export function parseSource(filePath: string, text: string): SourceFile {
  const imports: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => {
    const inRepository = specifier.startsWith('.');
    const target = inRepository
      ? path.posix.join(path.posix.dirname(filePath), specifier).replace(/\.[jt]sx?$/, '')
      : packageName(specifier);
    imports.push({ target, inRepository, typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      add(node.moduleSpecifier.text, importsOnlyTypes(node.importClause));
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      add(node.moduleSpecifier.text, node.isTypeOnly);
    } else if (ts.isExternalModuleReference(node) && ts.isStringLiteral(node.expression)) {
      add(node.expression.text, false);
    } else if (ts.isCallExpression(node) && isModuleCall(node) && ts.isStringLiteralLike(node.arguments[0])) {
      add(node.arguments[0].text, false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(filePath, text, ts.ScriptTarget.ES2023, false));
  return { path: filePath, text, imports };
}

function importsOnlyTypes(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = clause;
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function isModuleCall(node: ts.CallExpression): boolean {
  const { expression } = node;
  return (
    node.arguments.length > 0 &&
    (expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(expression) && expression.text === 'require') ||
      (ts.isPropertyAccessExpression(expression) && expression.name.text === 'requireActual'))
  );
}

function packageName(specifier: string): string {
  const bare = specifier.replace(/^node:/, '');
  return bare.split('/', bare.startsWith('@') ? 2 : 1).join('/');
}
