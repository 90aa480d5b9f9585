import type { ResolvedRule } from './resolveRules';

/** The runbook of a rule, from the repository's root. A system's own rule shares the page. */
export function runbookPath({ id, baseName }: Pick<ResolvedRule, 'id' | 'baseName'>): string {
  return `runbooks/${id}-${baseName}.md`;
}
