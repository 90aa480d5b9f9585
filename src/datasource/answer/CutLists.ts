import type { QueryResultMetaNotice } from '@grafana/data';
import type { Page } from '../frames/Page';
import type { Embed } from '../query/model';

/**
 * Finds lists of related rows that the server cut: its cap counts for each of them, and it does not say so.
 * https://docs.postgrest.org/en/v13/references/configuration.html#db-max-rows
 */
export class CutLists {
  private readonly found = new Set<string>();
  private readonly wished: Set<number | undefined>;

  /** `cap`: the server's, as far as it is known. */
  constructor(
    embeds: Embed[],
    private readonly cap: number
  ) {
    this.wished = new Set(limitsOf(embeds));
  }

  /** Looks through the rows of one page, as they came. */
  look({ names, columns }: Pick<Page, 'names' | 'columns'>): void {
    names.forEach((name, at) => {
      if (columns[at].some((value) => this.isCut(value))) {
        this.found.add(name);
      }
    });
  }

  /** One warning that names the lists; empty when none was cut. */
  notices(): QueryResultMetaNotice[] {
    if (this.found.size === 0) {
      return [];
    }
    const names = [...this.found].map((name) => `“${name}”`).join(', ');
    const rows = this.cap.toLocaleString('en');
    const text = `${names}: some lists hold ${rows} related rows, as many as the server answers at most, so more of them may exist. Filter the related rows, give them a limit, or count them instead.`;
    return [{ severity: 'warning', text }];
  }

  private isCut(value: unknown): boolean {
    if (Array.isArray(value)) {
      const isFull = value.length === this.cap && !this.wished.has(this.cap);
      return isFull || value.some((inner) => this.isCut(inner));
    }
    return typeof value === 'object' && value !== null && Object.values(value).some((inner) => this.isCut(inner));
  }
}

function limitsOf(embeds: Embed[]): Array<number | undefined> {
  return embeds.flatMap(({ limit, embeds: inner }) => [limit, ...limitsOf(inner)]);
}
