import { describe, expect, it } from 'vitest';
import { createFleet } from './fleet';

const fleet = createFleet(1);

describe('createFleet', () => {
  it('casts at least 40 clients and 12 scrapers of both systems and environments', () => {
    expect(fleet.clients.length).toBeGreaterThanOrEqual(40);
    expect(fleet.scrapers.length).toBeGreaterThanOrEqual(12);
    for (const list of [fleet.clients, fleet.scrapers]) {
      const places = new Set(list.map(({ system, environment }) => `${system}/${environment}`));
      expect([...places].sort()).toEqual(['IGF/dev', 'IGF/prod', 'IGM/dev', 'IGM/prod']);
    }
  });

  it('is the same for the same seed and another for another', () => {
    expect(createFleet(1)).toEqual(fleet);
    expect(createFleet(2).clients).not.toEqual(fleet.clients);
    expect(createFleet(2).clients.map(({ name }) => name)).toEqual(fleet.clients.map(({ name }) => name));
  });

  it('names and numbers everybody once', () => {
    for (const list of [fleet.clients, fleet.scrapers, fleet.workers]) {
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
    }
    expect(new Set(fleet.clients.map(({ id }) => id)).size).toBe(fleet.clients.length);
  });

  it('has the two IGF workers of production', () => {
    const names = fleet.workers.filter(({ system, environment }) => system === 'IGF' && environment === 'prod');
    expect(names.map(({ name }) => name)).toEqual(['worker-1', 'worker-2']);
  });

  it('gives every client a scraper of its own system and environment that is not paused', () => {
    for (const client of fleet.clients) {
      const scraper = fleet.scrapers.find(({ name }) => name === client.scraper);
      expect(scraper).toMatchObject({ system: client.system, environment: client.environment });
      expect(scraper?.habit).not.toBe('paused');
    }
  });

  it('has two to four clients under target, a slow one, one without an expected count and a paused one', () => {
    const finalCoverage = fleet.clients.map(({ coverage, coverageDrift }) => coverage + coverageDrift);
    expect(finalCoverage.filter((coverage) => coverage < 0.95).length).toBeGreaterThanOrEqual(2);
    expect(finalCoverage.filter((coverage) => coverage < 0.95).length).toBeLessThanOrEqual(4);
    expect(Math.min(...finalCoverage)).toBeGreaterThanOrEqual(0.7);
    expect(fleet.clients.filter(({ slowness }) => slowness > 1.5)).toHaveLength(1);
    expect(fleet.clients.filter(({ expected }) => expected === null)).toHaveLength(1);
    expect(fleet.clients.filter(({ status }) => status === 'paused')).toHaveLength(1);
  });
});
