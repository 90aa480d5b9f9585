import type { Settings } from '../config/options';
import { isPublic, recogniseKey } from '../config/recogniseKey';
import type { Wake } from './pageWorld';

/** What a trigger in the database sends, without a payload: docs/query.md has it. */
export const broadcast = { topic: 'scrapewatch', event: 'changed' };

/** A page whose polls end and begin again, as on a refresh, keeps its connection. */
export const lingerMs = 30_000;
/** A server that cannot be joined so many times has no Realtime, or not for this key. */
export const mostAttempts = 5;

/** Connects, calls `onChange` at each broadcast, and `onJoin` or `onFail` as joining goes; returns how to disconnect. */
export type Connect = (
  server: { url: string; realtimeKey: string },
  on: { change: () => void; join: () => void; fail: () => void }
) => Promise<() => void>;

/**
 * Listens for the broadcast while some poll waits. Rows never come this way, nor does a token go: the key is one that
 * opens nothing by itself. Where no connection comes about, nothing wakes a poll, which then comes in its own time.
 * Returns undefined where no such key is configured.
 */
export function realtimeWake(
  { url, realtimeKey }: Pick<Settings, 'url' | 'realtimeKey'>,
  connect: Connect = connectRealtime
): Wake | undefined {
  return realtimeKey !== undefined && isPublic(recogniseKey(realtimeKey))
    ? new RealtimeWake({ url, realtimeKey }, connect)
    : undefined;
}

class RealtimeWake implements Wake {
  private count = 0;
  private failures = 0;
  private hasJoined = false;
  private readonly listeners = new Set<() => void>();
  private connection?: Promise<() => void>;
  private closing?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly server: Parameters<Connect>[0],
    private readonly connect: Connect
  ) {}

  readonly changes = () => this.count;

  readonly listen = (listener: () => void) => {
    clearTimeout(this.closing);
    this.listeners.add(listener);
    this.open();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.closing = setTimeout(() => this.close(), lingerMs);
      }
    };
  };

  private open(): void {
    if (this.connection || this.failures >= mostAttempts) {
      return;
    }
    const fail = () => {
      if (!this.hasJoined && ++this.failures >= mostAttempts) {
        this.close();
      }
    };
    const join = () => {
      this.hasJoined = true;
      // Whatever was said while nobody was there to hear it may have been that something changed.
      this.change();
    };
    this.connection = this.connect(this.server, { change: () => this.change(), join, fail });
    this.connection.catch(() => {
      this.failures = mostAttempts;
    });
  }

  private close(): void {
    this.connection?.then(
      (disconnect) => disconnect(),
      () => undefined
    );
    this.connection = undefined;
  }

  private change(): void {
    this.count++;
    this.listeners.forEach((listener) => listener());
  }
}

/** Through Supabase's own client, which is loaded once something is live. https://supabase.com/docs/guides/realtime/protocol */
const connectRealtime: Connect = async ({ url, realtimeKey }, { change, join, fail }) => {
  const { RealtimeClient } = await import('@supabase/supabase-js');
  const client = new RealtimeClient(`${url.replace(/^http/, 'ws')}/realtime/v1`, {
    params: { apikey: realtimeKey },
    vsn: '1.0.0',
  });
  client
    .channel(broadcast.topic, { config: { private: false } })
    .on('broadcast', { event: broadcast.event }, change)
    .subscribe((status) => {
      if (status === 'SUBSCRIBED') {
        join();
      } else if (status !== 'CLOSED') {
        fail();
      }
    });
  return () => {
    void client.removeAllChannels();
    void client.disconnect();
  };
};
