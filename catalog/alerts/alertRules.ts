import type { AlertRule } from './AlertRule';
import { clientCoverageLow } from './clientCoverageLow';
import { scrapeRunStuck } from './scrapeRunStuck';

/** Every alert of the catalogue. */
export const alertRules: readonly AlertRule[] = [clientCoverageLow, scrapeRunStuck];
