import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { HttpFault } from './HttpFault';

const dashboardSchema = z.looseObject({
  id: z.number().nullish(),
  uid: z.string().regex(/^[A-Za-z0-9_-]{1,40}$/),
  title: z.string().min(1),
  tags: z.array(z.string()).default([]),
  version: z.number().default(1),
});

const importSchema = z.object({
  dashboard: dashboardSchema.extend({ uid: dashboardSchema.shape.uid.nullish() }),
  overwrite: z.boolean().default(false),
});

export interface StoredDashboard {
  dashboard: z.output<typeof dashboardSchema> & { id: number };
  /** Its file in the dashboards folder; none for an imported one. */
  file?: string;
  /** When it last changed, ISO 8601. */
  changed: string;
}

/** The dashboards of a folder, read again when a file changes, and those imported since the process started. */
export class DashboardStore {
  private stamp = '';
  private files: StoredDashboard[] = [];
  private imported: StoredDashboard[] = [];
  private reasons: string[] = [];

  constructor(private readonly dir: string) {}

  /** All of them, by title. */
  async list(): Promise<StoredDashboard[]> {
    await this.refresh();
    const all = [...this.files, ...this.imported];
    return all.sort((a, b) => a.dashboard.title.localeCompare(b.dashboard.title, 'en'));
  }

  async get(uid: string): Promise<StoredDashboard | undefined> {
    return (await this.list()).find(({ dashboard }) => dashboard.uid === uid);
  }

  /** Files that hold no dashboard, each with the reason. */
  async problems(): Promise<string[]> {
    await this.refresh();
    return this.reasons;
  }

  /**
   * Keeps an imported dashboard in memory. Throws HttpFault 400 (no dashboard, or one that a file provides) and 412
   * (there already, and `overwrite` is not set), with Grafana's status words.
   */
  async save(body: unknown): Promise<StoredDashboard> {
    const parsed = importSchema.safeParse(body);
    if (!parsed.success) {
      throw new HttpFault(400, `bad request data: ${z.prettifyError(parsed.error)}`);
    }
    const { dashboard, overwrite } = parsed.data;
    const uid = dashboard.uid || `import-${this.imported.length + 1}`;
    const current = await this.get(uid);
    if (current?.file) {
      throw new HttpFault(400, 'Cannot save provisioned dashboard');
    }
    if (current && !overwrite) {
      const message = 'The dashboard has been changed by someone else';
      throw new HttpFault(412, message, { status: 'version-mismatch' });
    }
    const id = current?.dashboard.id ?? 1000 + this.imported.length;
    const version = current ? current.dashboard.version + 1 : 1;
    const stored = { dashboard: { ...dashboard, uid, id, version }, changed: new Date().toISOString() };
    this.imported = [...this.imported.filter((other) => other.dashboard.uid !== uid), stored];
    return stored;
  }

  private async refresh(): Promise<void> {
    const files = await jsonFiles(this.dir);
    const stats = await Promise.all(files.map((file) => stat(path.join(this.dir, file))));
    const stamp = files.map((file, index) => `${file}:${stats[index].mtimeMs}:${stats[index].size}`).join('|');
    if (stamp === this.stamp) {
      return;
    }
    const read = await Promise.all(files.map((file) => readDashboard(path.join(this.dir, file))));
    this.files = read.flatMap(({ dashboard }, index) =>
      dashboard
        ? [
            {
              dashboard: { ...dashboard, id: index + 1 },
              file: files[index],
              changed: stats[index].mtime.toISOString(),
            },
          ]
        : []
    );
    this.reasons = read.flatMap(({ problem }, index) => (problem ? [`${files[index]}: ${problem}`] : []));
    this.stamp = stamp;
  }
}

/** The last part of a dashboard's address: its title in lower-case ASCII words. */
export function slugOf(title: string): string {
  const ascii = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return ascii.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'dashboard';
}

async function jsonFiles(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => name.endsWith('.json')).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

async function readDashboard(file: string) {
  try {
    const parsed = dashboardSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? { dashboard: parsed.data } : { problem: z.prettifyError(parsed.error) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
