import { expect, it } from 'vitest';
import { askHostile } from './hostileValues/askHostile';

it('R2 a thousand random values and names, as odd as they come, are answered as PostgreSQL answers bound parameters', async () => {
  const { asked, differences } = await askHostile({ values: 900, columns: 100, tables: 20, seed: 2 });
  expect(differences).toEqual([]);
  expect(asked.values + asked.columns + asked.tables).toBeGreaterThanOrEqual(1_000);
});
