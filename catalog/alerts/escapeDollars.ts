/**
 * Grafana expands `$NAME` in a provisioned rule's title and labels and in a contact point's settings (there it is wanted),
 * but not in annotations and query models: only the former pass through here.
 */
export function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}
