/** One habit of the simulated team. `step` brings the database from the last call's moment to `now`. */
export interface Actor {
  name: string;
  step(now: Date): Promise<void>;
}

/** Lets an actor act at most once in so many seconds of simulated time. After a failure it tries again at once. */
export function every(seconds: number, actor: Actor): Actor {
  let due = -Infinity;
  return {
    name: actor.name,
    step: async (now) => {
      if (now.getTime() < due) {
        return;
      }
      await actor.step(now);
      due = now.getTime() + seconds * 1000;
    },
  };
}

/** Seconds from one moment to another; negative when they are the other way round. */
export function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

export function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}
