import type { DataFrame } from '@grafana/data';

/** What one target has for an answer at the moment. */
export interface TargetAnswer {
  frames: DataFrame[];
  /** What went wrong; the frames may be older ones all the same. */
  thrown?: unknown;
  /** More answers may follow. */
  isLive: boolean;
}
