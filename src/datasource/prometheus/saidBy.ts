/** The words of a failed request, wherever a data source or Grafana's backend puts them. */
export function saidBy(thrown: unknown): string {
  for (const path of places) {
    const found = path.reduce<unknown>(inside, thrown);
    if (typeof found === 'string' && found.trim() !== '') {
      return found.trim();
    }
  }
  return 'it does not say why';
}

/** Most telling first: `data` holds what the server said, `message` may only be the name of a status. */
const places = [['data', 'error'], ['data', 'message'], ['message'], ['statusText'], []];

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
