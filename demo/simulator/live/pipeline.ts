import type { Environment, System } from '../fleet';

/** What a worker, a scheduler or a scraper of the team can do to the team's tables. */
export interface Pipeline {
  clients(): Promise<ClientRow[]>;
  scrapers(): Promise<ScraperRow[]>;
  heartbeats(): Promise<HeartbeatRow[]>;
  /** Runs that are queued or processing, oldest first. */
  openRuns(): Promise<OpenRun[]>;
  /** A run in whatever state; null when there is none of that id. */
  findRun(runId: number): Promise<FoundRun | null>;
  /** Scraper ids of the runs that failed since a time, with when. */
  failuresSince(time: Date): Promise<Array<{ scraperId: string; finishedAt: Date }>>;

  /** Asks for a run. With `isRepeat`, an earlier try may have arrived: it is not asked for twice. */
  enqueue(run: NewRun, isRepeat: boolean): Promise<void>;
  /** Changes a run if it is still in state `from`; tells whether it was. */
  changeRun(runId: number, from: 'queued' | 'processing', change: RunChange): Promise<boolean>;

  addClients(rows: NewClient[]): Promise<void>;
  addScrapers(rows: NewScraper[]): Promise<void>;
  /** What scrapers report of themselves; their status is changed by `setScraper` only. */
  reportScrapers(rows: ScraperReport[]): Promise<void>;
  setScraper(name: string, change: ScraperChange): Promise<void>;
  beat(rows: HeartbeatRow[]): Promise<void>;
  addQueueSamples(rows: QueueSample[]): Promise<void>;
  addLogs(rows: LogLine[]): Promise<void>;
  /** Adds a page that the clients follow. */
  addPage(page: NewPage, clientIds: string[]): Promise<void>;
  /** Gives the oldest page without a category one. */
  categorise(category: string): Promise<void>;
  addDeployment(row: Deployment): Promise<void>;
}

export interface ClientRow {
  id: string;
  name: string;
  system: string;
  environment: string;
  isActive: boolean;
  expected: number | null;
}

export interface ScraperRow {
  id: string;
  name: string;
  system: string;
  environment: string;
  status: ScraperStatus;
  startedAt: Date | null;
  apiCalls: number;
  rateLimitRemaining: number | null;
  updatedAt: Date;
}

export type ScraperStatus = 'running' | 'stopped' | 'error' | 'paused';
export type WorkerState = 'running' | 'paused' | 'retrying' | 'stopped';

export interface OpenRun {
  id: number;
  clientId: string;
  scraperId: string;
  worker: string | null;
  status: 'queued' | 'processing';
  retries: number;
  createdAt: Date;
  startedAt: Date | null;
}

export interface FoundRun extends Omit<OpenRun, 'status'> {
  status: string;
}

export interface NewRun {
  clientId: string;
  scraperId: string;
  expected: number | null;
  createdAt: Date;
}

export interface RunChange {
  status?: 'queued' | 'processing' | 'completed' | 'failed' | 'cancelled';
  scraperId?: string;
  worker?: string | null;
  found?: number | null;
  profiles?: number | null;
  posts?: number | null;
  apiCalls?: number | null;
  retries?: number;
  error?: string | null;
  startedAt?: Date | null;
  finishedAt?: Date | null;
  updatedAt: Date;
}

export interface NewClient {
  id: string;
  name: string;
  email: string;
  system: System;
  environment: Environment;
  isActive: boolean;
  expected: number | null;
  createdAt: Date;
}

export interface NewScraper {
  id: string;
  name: string;
  system: System;
  environment: Environment;
  status: ScraperStatus;
  startedAt: Date | null;
  rateLimitTotal: number;
}

export interface ScraperReport {
  name: string;
  system: string;
  environment: string;
  lastRunAt?: Date;
  queueSize: number;
  memoryMb: number;
  cpuPercent: number;
  apiCalls: number;
  rateLimitRemaining: number;
  updatedAt: Date;
}

export interface ScraperChange {
  status: ScraperStatus;
  startedAt: Date | null;
  lastError: string | null;
  updatedAt: Date;
}

export interface HeartbeatRow {
  worker: string;
  system: string;
  environment: string;
  state: WorkerState;
  version: string | null;
  startedAt: Date | null;
  lastSeenAt: Date;
  jobsDone: number;
}

export interface QueueSample {
  system: string;
  environment: string;
  queue: string;
  queued: number;
  processing: number;
  retrying: number;
  failed: number;
  arrivals: number;
  completions: number;
  oldestAgeSeconds: number | null;
  sampledAt: Date;
}

export interface LogLine {
  level: 'debug' | 'info' | 'warning' | 'error' | 'critical';
  message: string;
  runId?: number;
  scraperId?: string;
  clientId?: string;
  context?: Record<string, string | number>;
  createdAt: Date;
}

export interface NewPage {
  id: string;
  name: string;
  system: System;
  environment: Environment;
  followers: number;
  createdAt: Date;
}

export interface Deployment {
  deployedAt: Date;
  system: string;
  environment: string;
  version: string;
  description: string;
}

/** The database or its API cannot be reached just now; the same call may succeed later. */
export class PipelineOutage extends Error {
  override readonly name = 'PipelineOutage';
}
