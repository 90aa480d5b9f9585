import { glob } from 'glob';
import path from 'node:path';
import ts from 'typescript';

/** The source files that end up in the bundle. */
export function bundledFiles(root: string): Promise<string[]> {
  return glob('src/**/*.{ts,tsx}', { cwd: root, absolute: true, ignore: ['**/*.test.*', '**/testing/**'] });
}

/** The files and the types that they use; making it takes seconds, so make it once. */
export function programOf(root: string, files: string[]): ts.Program {
  return ts.createProgram(files, optionsOf(root));
}

/**
 * What the given files take from @grafana/* when they run, such as `@grafana/data FieldType` and, for enums and
 * namespaces, `@grafana/data FieldType.time`; types are no part of it. Sorted.
 */
export function runtimeNames(program: ts.Program, files: string[]): string[] {
  const checker = program.getTypeChecker();
  const found = new Set<string>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (source) {
      collect(source, checker, (name) => found.add(name));
    }
  }
  return [...found].sort();
}

/** Every package that the files name in a value import: the bundle brings it along, or Grafana has to share it. */
export function importedPackages(program: ts.Program, files: string[]): string[] {
  const found = new Set<string>();
  for (const file of files) {
    program.getSourceFile(file)?.forEachChild((node) => {
      const specifier = valueImport(node);
      if (specifier && !specifier.startsWith('.')) {
        found.add(specifier);
      }
    });
  }
  return [...found].sort();
}

function optionsOf(root: string): ts.CompilerOptions {
  const file = path.join(root, 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(file, ts.sys.readFile).config, ts.sys, root);
  return options;
}

/** The specifier of an import or re-export that is left when types are gone. */
function valueImport(node: ts.Node): string | undefined {
  const isImport = ts.isImportDeclaration(node) && !isTypeOnly(node.importClause);
  const isExport = ts.isExportDeclaration(node) && !node.isTypeOnly;
  const specifier = isImport || isExport ? node.moduleSpecifier : undefined;
  return specifier && ts.isStringLiteral(specifier) ? specifier.text : undefined;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) {
    return false;
  }
  const { namedBindings } = clause;
  const onlyTypes =
    !clause.name &&
    namedBindings &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((each) => each.isTypeOnly);
  return clause.isTypeOnly || onlyTypes === true;
}

function collect(source: ts.SourceFile, checker: ts.TypeChecker, add: (name: string) => void): void {
  /** Names of this file that stand for one of Grafana's, or for a whole package. */
  const taken = new Map<ts.Symbol, { name: string; hasMembers: boolean }>();
  source.forEachChild((node) => {
    const specifier = valueImport(node);
    if (!specifier?.startsWith('@grafana/') || !ts.isImportDeclaration(node) || !node.importClause) {
      return;
    }
    const { name, namedBindings } = node.importClause;
    if (name) {
      add(`${specifier} default`);
    }
    if (namedBindings && ts.isNamespaceImport(namedBindings)) {
      remember(namedBindings.name, `${specifier} `, true);
    }
    for (const each of namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : []) {
      const symbol = checker.getSymbolAtLocation(each.name);
      const target = symbol && checker.getAliasedSymbol(symbol);
      if (target && !each.isTypeOnly && target.flags & ts.SymbolFlags.Value) {
        const own = `${specifier} ${(each.propertyName ?? each.name).text}`;
        add(own);
        remember(each.name, `${own}.`, (target.flags & (ts.SymbolFlags.Enum | ts.SymbolFlags.ValueModule)) !== 0);
      }
    }
  });
  const visit = (node: ts.Node): void => {
    const member = memberOf(node);
    const symbol = member && checker.getSymbolAtLocation(member.of);
    const owner = symbol && taken.get(symbol);
    if (member && owner?.hasMembers) {
      add(`${owner.name}${member.name}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);

  function remember(identifier: ts.Identifier, name: string, hasMembers: boolean): void {
    const symbol = checker.getSymbolAtLocation(identifier);
    if (symbol) {
      taken.set(symbol, { name, hasMembers });
    }
  }
}

/** `X.y` and `X['y']`. */
function memberOf(node: ts.Node): { of: ts.Expression; name: string } | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    return { of: node.expression, name: node.name.text };
  }
  return ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)
    ? { of: node.expression, name: node.argumentExpression.text }
    : undefined;
}
