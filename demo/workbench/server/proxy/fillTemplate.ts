/** What a route's templates can name. */
export interface TemplateData {
  JsonData: Record<string, unknown>;
  SecureJsonData: Record<string, string>;
}

const placeholder = /\{\{-?\s*\.(JsonData|SecureJsonData)\.([A-Za-z_][A-Za-z0-9_]*)\s*-?\}\}/g;

/**
 * Fills `{{ .JsonData.x }}` and `{{ .SecureJsonData.x }}`
 * (https://grafana.com/developers/plugin-tools/how-to-guides/data-source-plugins/add-authentication-for-data-source-plugins).
 * What is missing becomes the text `<no value>`, and is sent so: Grafana does that too. Throws on any other template
 * action, because the workbench knows no other.
 */
export function fillTemplate(template: string, data: TemplateData): string {
  const filled = template.replace(placeholder, (_, part: keyof TemplateData, name: string) => {
    const value = Object.hasOwn(data[part], name) ? data[part][name] : undefined;
    return value === undefined || value === null ? '<no value>' : String(value);
  });
  if (placeholderLeft(template)) {
    throw new Error(`The workbench's proxy cannot fill the route template ${JSON.stringify(template)}.`);
  }
  return filled;
}

function placeholderLeft(template: string): boolean {
  return template.replace(placeholder, '').includes('{{');
}
