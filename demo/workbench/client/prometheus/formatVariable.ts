/**
 * A variable's value inside PromQL: one value as text in quotes, several as alternatives of a regular expression.
 * Backslashes are doubled because PromQL's strings read them once before the expression does.
 */
export function formatVariable(value: unknown, variable: { multi?: boolean; includeAll?: boolean } = {}): string {
  const isPattern = variable.multi === true || variable.includeAll === true;
  if (Array.isArray(value)) {
    const alternatives = value.map((item) => escapePattern(String(item)));
    return alternatives.length === 1 ? (alternatives[0] ?? '') : `(${alternatives.join('|')})`;
  }
  return isPattern ? escapePattern(String(value)) : escapeText(String(value));
}

function escapeText(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/"/g, '\\"');
}

function escapePattern(text: string): string {
  return text.replace(/[$^*{}[\]'+?.()|\\]/g, '\\\\$&').replace(/"/g, '\\"');
}
