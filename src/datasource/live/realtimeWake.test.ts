import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pageWorld, shortestPauseMs } from './pageWorld';
import { lingerMs, mostAttempts, realtimeWake, type Connect } from './realtimeWake';

const server = { url: 'https://p.supabase.co', realtimeKey: `sb_publishable_${'a'.repeat(31)}` };
const minute = 60_000;

/** Realtime as the wake sees it: what was connected to, and the hooks by which it tells. */
function fakeRealtime() {
  const connections: Array<{ server: unknown; on: Parameters<Connect>[1]; isOpen: boolean }> = [];
  const connect: Connect = async (asked, on) => {
    const connection = { server: asked, on, isOpen: true };
    connections.push(connection);
    return () => {
      connection.isOpen = false;
    };
  };
  return { connect, connections };
}

/** A pause in the page's world, and whether it is over. */
function pauseOf(
  world: ReturnType<typeof pageWorld>,
  ms: number,
  seen?: number,
  signal = new AbortController().signal
) {
  const pause = { isOver: false };
  void world.pause(ms, signal, seen).then(() => {
    pause.isOver = true;
  });
  return pause;
}

describe('realtimeWake', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('A14 ends a pause once something changed, but not more often than once a second', async () => {
    const { connect, connections } = fakeRealtime();
    const world = pageWorld(realtimeWake(server, connect));
    const pause = pauseOf(world, minute, world.changes());
    await vi.advanceTimersByTimeAsync(0);
    expect(connections).toMatchObject([{ server, isOpen: true }]);
    connections[0].on.change();
    connections[0].on.change();
    await vi.advanceTimersByTimeAsync(shortestPauseMs - 1);
    expect(pause.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(pause.isOver).toBe(true);
  });

  it('A14 forgets no change that was told while the rows were being read', async () => {
    const { connect, connections } = fakeRealtime();
    const world = pageWorld(realtimeWake(server, connect));
    pauseOf(world, 1, world.changes());
    await vi.advanceTimersByTimeAsync(1);
    const seen = world.changes();
    connections[0].on.change();
    const pause = pauseOf(world, minute, seen);
    await vi.advanceTimersByTimeAsync(shortestPauseMs);
    expect(pause.isOver).toBe(true);
  });

  it('looks once it has joined, because it may have missed a change before', async () => {
    const { connect, connections } = fakeRealtime();
    const world = pageWorld(realtimeWake(server, connect));
    const pause = pauseOf(world, minute, world.changes());
    await vi.advanceTimersByTimeAsync(0);
    connections[0].on.join();
    await vi.advanceTimersByTimeAsync(shortestPauseMs);
    expect(pause.isOver).toBe(true);
  });

  it('lets a poll that backs off after an error wait', async () => {
    const { connect, connections } = fakeRealtime();
    const world = pageWorld(realtimeWake(server, connect));
    const pause = pauseOf(world, minute);
    await vi.advanceTimersByTimeAsync(0);
    connections[0].on.change();
    await vi.advanceTimersByTimeAsync(minute - 1);
    expect(pause.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(pause.isOver).toBe(true);
  });

  it('is one connection for all polls, and closes soon after the last of them', async () => {
    const { connect, connections } = fakeRealtime();
    const world = pageWorld(realtimeWake(server, connect));
    const ends = [new AbortController(), new AbortController()];
    ends.forEach(({ signal }) => pauseOf(world, 10 * minute, 0, signal));
    await vi.advanceTimersByTimeAsync(minute);
    expect(connections).toHaveLength(1);
    ends[0].abort();
    await vi.advanceTimersByTimeAsync(2 * lingerMs);
    expect(connections[0].isOpen).toBe(true);
    ends[1].abort();
    await vi.advanceTimersByTimeAsync(lingerMs - 1);
    expect(connections[0].isOpen).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(connections[0].isOpen).toBe(false);
    pauseOf(world, minute, 0);
    expect(connections).toHaveLength(2);
  });

  it('gives up on a server that cannot be joined, and polls come in their own time', async () => {
    const { connect, connections } = fakeRealtime();
    const world = pageWorld(realtimeWake(server, connect));
    const pause = pauseOf(world, minute, world.changes());
    await vi.advanceTimersByTimeAsync(0);
    Array.from({ length: mostAttempts }, () => connections[0].on.fail());
    await vi.advanceTimersByTimeAsync(minute - 1);
    expect(connections[0].isOpen).toBe(false);
    expect(pause.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(pause.isOver).toBe(true);
    pauseOf(world, minute, world.changes());
    expect(connections).toHaveLength(1);
  });

  it('keeps trying where it once had joined', async () => {
    const { connect, connections } = fakeRealtime();
    const world = pageWorld(realtimeWake(server, connect));
    pauseOf(world, minute, world.changes());
    await vi.advanceTimersByTimeAsync(0);
    connections[0].on.join();
    Array.from({ length: 10 * mostAttempts }, () => connections[0].on.fail());
    expect(connections[0].isOpen).toBe(true);
  });

  it('leaves polls alone when the library cannot be loaded', async () => {
    const connect = vi.fn<Connect>(() => Promise.reject(new Error('blocked')));
    const world = pageWorld(realtimeWake(server, connect));
    for (let i = 0; i < 3; i++) {
      const pause = pauseOf(world, minute, world.changes());
      await vi.advanceTimersByTimeAsync(minute);
      expect(pause.isOver).toBe(true);
    }
    expect(connect).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['none', undefined],
    ['a secret key', `sb_secret_${'a'.repeat(31)}`],
    ['a token', `${btoa('{"alg":"HS256"}')}.${btoa('{"role":"scrapewatch_reader"}')}.${'a'.repeat(43)}`],
  ])('connects with no key but one that may be public: %s', (_, realtimeKey) => {
    expect(realtimeWake({ ...server, realtimeKey }, fakeRealtime().connect)).toBeUndefined();
  });
});
