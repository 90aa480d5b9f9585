import {
  type Deployment,
  type HeartbeatRow,
  type LogLine,
  type NewPage,
  type Pipeline,
  PipelineOutage,
  type QueueSample,
  type RunChange,
  type ScraperRow,
} from './pipeline';

export interface MemoryRun extends RunChange {
  id: number;
  clientId: string;
  scraperId: string;
  status: 'queued' | 'processing' | 'completed' | 'failed' | 'cancelled';
  retries: number;
  createdAt: Date;
}

export interface MemoryPipeline extends Pipeline {
  runs: MemoryRun[];
  logs: LogLine[];
  samples: QueueSample[];
  pages: NewPage[];
  deployments: Deployment[];
  beats: Map<string, HeartbeatRow>;
  scraperRows: ScraperRow[];
  /** While set, every call fails, after having had its effect when `afterEffect`: the answer was lost. */
  outage?: { afterEffect: boolean };
}

/** The team's tables in memory, for tests of what the simulated team decides. */
export function createMemoryPipeline(): MemoryPipeline {
  const clients: Awaited<ReturnType<Pipeline['clients']>> = [];
  const call = async <T>(effect: () => T): Promise<T> => {
    if (pipeline.outage && !pipeline.outage.afterEffect) {
      throw new PipelineOutage('down');
    }
    const result = effect();
    if (pipeline.outage) {
      throw new PipelineOutage('down');
    }
    return result;
  };
  const isOpen = ({ status }: MemoryRun): boolean => status === 'queued' || status === 'processing';
  const upsertClient = (row: (typeof clients)[number]): void => {
    if (!clients.some(({ name }) => name === row.name)) {
      clients.push(row);
    }
  };

  const pipeline: MemoryPipeline = {
    runs: [],
    logs: [],
    samples: [],
    pages: [],
    deployments: [],
    beats: new Map(),
    scraperRows: [],
    clients: () => call(() => clients),
    scrapers: () => call(() => pipeline.scraperRows),
    heartbeats: () => call(() => [...pipeline.beats.values()]),
    openRuns: () =>
      call(() =>
        pipeline.runs.filter(isOpen).map((run) => ({
          ...run,
          status: run.status === 'queued' ? 'queued' : 'processing',
          worker: run.worker ?? null,
          startedAt: run.startedAt ?? null,
        }))
      ),
    findRun: (runId) =>
      call(() => {
        const run = pipeline.runs.find(({ id }) => id === runId);
        return run ? { ...run, worker: run.worker ?? null, startedAt: run.startedAt ?? null } : null;
      }),
    failuresSince: () => call(() => []),
    enqueue: ({ clientId, scraperId, createdAt }, isRepeat) =>
      call(() => {
        const isThere = pipeline.runs.some((run) => run.clientId === clientId && +run.createdAt === +createdAt);
        if (isRepeat && isThere) {
          return;
        }
        const id = pipeline.runs.length + 1;
        pipeline.runs.push({ id, clientId, scraperId, status: 'queued', retries: 0, createdAt, updatedAt: createdAt });
      }),
    changeRun: (runId, state, change) =>
      call(() => {
        const run = pipeline.runs.find(({ id, status }) => id === runId && status === state);
        Object.assign(run ?? {}, change);
        return run !== undefined;
      }),
    addClients: (rows) => call(() => rows.forEach(upsertClient)),
    addScrapers: (rows) =>
      call(() =>
        rows.forEach((row) =>
          pipeline.scraperRows.push({
            ...row,
            apiCalls: 0,
            rateLimitRemaining: row.rateLimitTotal,
            updatedAt: row.startedAt ?? new Date(0),
          })
        )
      ),
    reportScrapers: (rows) =>
      call(() => rows.forEach((row) => Object.assign(scraperNamed(row.name), { apiCalls: row.apiCalls }))),
    setScraper: (name, change) => call(() => void Object.assign(scraperNamed(name), change)),
    beat: (rows) => call(() => rows.forEach((row) => pipeline.beats.set(row.worker, row))),
    addQueueSamples: (rows) => call(() => void pipeline.samples.push(...rows)),
    addLogs: (lines) => call(() => void pipeline.logs.push(...lines)),
    addPage: (page) => call(() => void pipeline.pages.push(page)),
    categorise: () => call(() => undefined),
    addDeployment: (row) => call(() => void pipeline.deployments.push(row)),
  };
  const scraperNamed = (name: string): object => pipeline.scraperRows.find((row) => row.name === name) ?? {};
  return pipeline;
}
