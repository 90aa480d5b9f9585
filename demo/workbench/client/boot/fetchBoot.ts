import * as z from 'zod';
import { bootSchema, type Boot } from './Boot';

/**
 * Asks the server who is looking, at which data sources and with which plugins.
 * @throws Error naming the status, or the field that is not as agreed
 */
export async function fetchBoot(): Promise<Boot> {
  const response = await fetch('/api/workbench/boot', { headers: { accept: 'application/json' } });
  if (!response.ok) {
    throw new Error(`GET /api/workbench/boot answered ${response.status} ${response.statusText}`);
  }
  const parsed = bootSchema.safeParse(await response.json());
  if (!parsed.success) {
    throw new Error(`GET /api/workbench/boot is not as agreed: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
}
