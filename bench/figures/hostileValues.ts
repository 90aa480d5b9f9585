import type { Figure } from '../Figure.ts';
import { askHostile } from './hostileValues/askHostile.ts';

/** R2: what comes of values and names that look like syntax, against bound parameters. */
export const hostileValues: Figure = {
  id: 'R2',
  async measure() {
    const { asked, differences, seconds } = await askHostile({
      ...{ values: 90_000, columns: 10_500, tables: 1_200 },
      seed: 20261121,
    });
    differences.slice(0, 5).forEach((difference) => console.error(difference));
    const samples = asked.values + asked.columns + asked.tables;
    return [
      {
        what: `${asked.values.toLocaleString('en')} random filter values, ${asked.columns.toLocaleString('en')} column and ${asked.tables.toLocaleString('en')} table names: answers that differ`,
        value: differences.length,
        goal: 0,
        unit: 'count',
        reference: `PostgreSQL with bound parameters; ${seconds.toFixed(0)} s`,
        samples,
      },
    ];
  },
};
