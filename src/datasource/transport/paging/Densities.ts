import { keyName } from '../../query/request/names';
import type { PostgrestRequest } from '../../query/toPostgrest';
import type { PagePlan } from './PagePlan';
import type { Unit } from './TimeWindow';

/** How a request's rows lay in time when they were read last. */
export interface Density {
  rowsPerMs: number;
  unit: Unit;
  /** How many rows a page held: the server's cap. */
  pageLength: number;
}

/** So many requests are remembered, those that were read last. */
const most = 200;

/**
 * Remembers the requests that took several pages, whatever range of time they were for: a refresh then asks for several
 * windows at once from the start, instead of for one page that tells whether there is more.
 */
export class Densities {
  private readonly known = new Map<string, Density>();

  get(request: PostgrestRequest, plan: PagePlan): Density | undefined {
    return this.known.get(nameOf(request, plan));
  }

  /** `density` is undefined for a request that took one page. */
  set(request: PostgrestRequest, plan: PagePlan, density: Density | undefined): void {
    const name = nameOf(request, plan);
    this.known.delete(name);
    if (density) {
      this.known.set(name, density);
    }
    const [oldest] = this.known.keys();
    if (this.known.size > most && oldest !== undefined) {
      this.known.delete(oldest);
    }
  }
}

function nameOf({ path, searchParams, headers }: PostgrestRequest, { keys }: PagePlan): string {
  const time = keyName(keys[0].column);
  return JSON.stringify([path, headers['Accept-Profile'], searchParams.filter(([key]) => key !== time)]);
}
