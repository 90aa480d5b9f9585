import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

interface ParsedModule {
  /** What it exports, each as a name of its own or of another file. */
  exports: Map<string, Place>;
  /** Values of other files under a name of its own. */
  imports: Map<string, Place>;
  statements: readonly ts.Statement[];
}

/** A name in a file; `*` is the file as a namespace. */
interface Place {
  file: string;
  name: string;
}

/** Which names the packages below a node_modules have when they run, read from their ES modules and not from their types. */
export class PackageNames {
  private readonly modules = new Map<string, ParsedModule>();

  constructor(private readonly nodeModules: string) {}

  /** True for `@grafana/data FieldType`, and for `@grafana/data FieldType.time` where the enum or namespace has it. */
  has(name: string): boolean {
    const [specifier, whole] = name.split(' ');
    const [own, member] = whole.split('.');
    const place = this.find(this.entryOf(specifier), own);
    return place !== undefined && (member === undefined || this.membersAt(place).has(member));
  }

  private find(file: string, name: string): Place | undefined {
    const { exports, imports } = this.parse(file);
    const exported = exports.get(name);
    if (!exported) {
      return undefined;
    }
    return this.follow(exported.file === file ? (imports.get(exported.name) ?? exported) : exported, file);
  }

  private follow(place: Place, from: string): Place | undefined {
    return place.name === '*' || place.file === from ? place : this.find(place.file, place.name);
  }

  private membersAt({ file, name }: Place): Set<string> {
    const { exports, statements } = this.parse(file);
    if (name === '*') {
      return new Set(exports.keys());
    }
    const found = new Set<string>();
    for (const statement of statements) {
      if (ts.isVariableStatement(statement)) {
        for (const declaration of statement.declarationList.declarations) {
          if (declaration.name.getText() === name && declaration.initializer) {
            membersIn(declaration.initializer, found);
          }
        }
      }
    }
    return found;
  }

  private entryOf(specifier: string): string {
    const folder = path.join(this.nodeModules, specifier);
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    if (typeof manifest === 'object' && manifest !== null && 'module' in manifest) {
      return path.join(folder, String(manifest.module));
    }
    throw new Error(`${specifier} has no ES modules`);
  }

  private parse(file: string): ParsedModule {
    const known = this.modules.get(file);
    if (known) {
      return known;
    }
    const source = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      ts.ScriptTarget.Latest,
      true,
      ts.ScriptKind.JS
    );
    const parsed: ParsedModule = { exports: new Map(), imports: new Map(), statements: source.statements };
    this.modules.set(file, parsed);
    for (const statement of source.statements) {
      if (ts.isImportDeclaration(statement)) {
        this.readImport(statement, file, parsed);
      } else if (ts.isExportDeclaration(statement)) {
        this.readExport(statement, file, parsed);
      }
    }
    return parsed;
  }

  private readImport(
    { importClause, moduleSpecifier }: ts.ImportDeclaration,
    file: string,
    parsed: ParsedModule
  ): void {
    const from = this.resolve(moduleSpecifier, file);
    const bindings = importClause?.namedBindings;
    if (from === undefined || !bindings) {
      return;
    }
    if (ts.isNamespaceImport(bindings)) {
      parsed.imports.set(bindings.name.text, { file: from, name: '*' });
      return;
    }
    for (const { name, propertyName } of bindings.elements) {
      parsed.imports.set(name.text, { file: from, name: (propertyName ?? name).text });
    }
  }

  private readExport(
    { exportClause, moduleSpecifier }: ts.ExportDeclaration,
    file: string,
    parsed: ParsedModule
  ): void {
    const from = moduleSpecifier ? this.resolve(moduleSpecifier, file) : file;
    if (from === undefined) {
      return;
    }
    if (!exportClause) {
      this.parse(from).exports.forEach((_, name) => parsed.exports.set(name, { file: from, name }));
    } else if (ts.isNamespaceExport(exportClause)) {
      parsed.exports.set(exportClause.name.text, { file: from, name: '*' });
    } else {
      for (const { name, propertyName } of exportClause.elements) {
        parsed.exports.set(name.text, { file: from, name: (propertyName ?? name).text });
      }
    }
  }

  /** Undefined for packages that are none of Grafana's, and for their unstable parts. */
  private resolve(specifier: ts.Expression, file: string): string | undefined {
    const text = ts.isStringLiteral(specifier) ? specifier.text : '';
    if (text.startsWith('.')) {
      return path.join(path.dirname(file), text);
    }
    return /^@grafana\/[^/]+$/.test(text) ? this.entryOf(text) : undefined;
  }
}

/** An enum is compiled to `((X) => { X["a"] = "a"; X[X["b"] = 0] = "b"; … })(X || {})`. */
function membersIn(node: ts.Node, found: Set<string>): void {
  const isAssignment = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (isAssignment && ts.isElementAccessExpression(node.left) && ts.isStringLiteral(node.left.argumentExpression)) {
    found.add(node.left.argumentExpression.text);
  }
  node.forEachChild((child) => membersIn(child, found));
}
