import { type Period, timeLiteral } from './period';

/** Rolls the period's runs up, so that the first dashboard is as fast as every other. */
export function rollupsSql({ from }: Period, isFirst: boolean): string {
  return isFirst
    ? 'select scrapewatch.rebuild_rollups();'
    : `select scrapewatch.refresh_rollups(now() - ${timeLiteral(from)} + interval '1 day');`;
}
