import type { Actor } from './actor';
import type { Pipeline } from './pipeline';
import type { World } from './world';

const MOST_LINES = 200;

/** Writes what the others had to say; lines wait here while the database is away. */
export function createLogWriter(world: World, pipeline: Pipeline): Actor {
  return {
    name: 'logs',
    step: async () => {
      const lines = world.log.slice(0, MOST_LINES);
      if (lines.length > 0) {
        await pipeline.addLogs(lines);
        world.log = world.log.slice(lines.length);
      }
    },
  };
}
