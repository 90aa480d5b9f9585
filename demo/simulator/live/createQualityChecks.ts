import { CHECK_MINUTE, type Dataset, datasets } from '../datasets';
import { createRandom, type Random } from '../random';
import { activityAt } from '../rhythm';
import { type Actor, addSeconds } from './actor';
import type { Business, BusinessRows } from './business';

const HOUR_MS = 3_600_000;

/** The hourly check of every data set, two minutes after the hour. */
export function createQualityChecks(business: Business, seed: number): Actor {
  let last: Date | undefined;
  return {
    name: 'quality checks',
    step: async (now) => {
      last ??= (await business.lastQualityCheck()) ?? new Date(0);
      const due = new Date(
        Math.floor((now.getTime() - CHECK_MINUTE * 60_000) / HOUR_MS) * HOUR_MS + CHECK_MINUTE * 60_000
      );
      if (last < due) {
        const random = createRandom(seed, `quality:${due.getTime()}`);
        await business.add(
          'quality_checks',
          datasets.map((dataset) => checkOf(dataset, due, random))
        );
        last = due;
      }
    },
  };
}

function checkOf(dataset: Dataset, checkedAt: Date, random: Random): BusinessRows['quality_checks'] {
  const rows = Math.round(dataset.rowsPerHour * activityAt(checkedAt) * random.between(0.9, 1.1));
  const bad = random.chance(0.025) ? 3.5 : 1;
  const part = (share: number, of: number): number => Math.round(of * random.logNormal(share, 0.25) * bad);
  return {
    system: dataset.system,
    environment: 'prod',
    table_name: dataset.name,
    rows_checked: rows,
    required_values: rows * dataset.requiredFields,
    missing_values: part(dataset.missing, rows * dataset.requiredFields),
    invalid_rows: part(dataset.invalid, rows),
    duplicate_rows: part(dataset.duplicate, rows),
    newest_row_at: addSeconds(checkedAt, -random.logNormal(dataset.ageSeconds, 0.4)).toISOString(),
    created_at: checkedAt.toISOString(),
  };
}
