import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { glob } from 'glob';
import ts from 'typescript';
import type { TestTitle } from '../catalog/requirementReport';

/** Every test of the repository with its whole title ("group › test") and what it runs on. */
export async function testTitles(root: string): Promise<TestTitle[]> {
  const files = await glob(['**/*.test.{ts,tsx}', 'tests/e2e/**/*.spec.ts'], {
    cwd: root,
    ignore: ['**/node_modules/**', 'dist/**', '.scrapewatch/**'],
    posix: true,
  });
  const found = await Promise.all(
    files.sort().map(async (file) => {
      const kind = kindOf(file);
      const text = await readFile(path.join(root, file), 'utf8');
      return titlesIn(text).map((title) => ({ title, file, kind }));
    })
  );
  return found.flat();
}

/** The titles of a test file, each with those of the groups around it. A template's variable parts are left out. */
export function titlesIn(text: string): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node, groups: string[]) => {
    const call = ts.isCallExpression(node) ? calledTest(node) : undefined;
    if (call?.kind === 'test') {
      titles.push([...groups, call.title].join(' › '));
    }
    const inside = call?.kind === 'group' ? [...groups, call.title] : groups;
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(ts.createSourceFile('x.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX), []);
  return titles;
}

function calledTest(call: ts.CallExpression): { kind: 'test' | 'group'; title: string } | undefined {
  const [first] = call.arguments;
  const name = call.expression.getText().replace(/\.each\b[\s\S]*$/, '');
  const kind = kinds[name];
  return kind && first && isText(first) ? { kind, title: textOf(first) } : undefined;
}

const kinds: Record<string, 'test' | 'group'> = {
  it: 'test',
  test: 'test',
  describe: 'group',
  'test.describe': 'group',
};

function isText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateExpression {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

function textOf(node: ts.StringLiteralLike | ts.TemplateExpression): string {
  return ts.isStringLiteralLike(node)
    ? node.text
    : [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

function kindOf(file: string): TestTitle['kind'] {
  if (file.startsWith('tests/e2e/')) {
    return 'browser';
  }
  return file.endsWith('.integration.test.ts') ? 'integration' : 'unit';
}
