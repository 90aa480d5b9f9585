import { css } from '@emotion/css';
import { dateMath, getDefaultTimeRange, rangeUtil, type GrafanaTheme2, type TimeRange } from '@grafana/data';
import { Icon, PanelChrome, Tooltip, useStyles2 } from '@grafana/ui';
import {
  sceneGraph,
  SceneTimeRangeTransformerBase,
  type SceneComponentProps,
  type SceneTimeRangeLike,
  type SceneTimeRangeState,
} from '@grafana/scenes';
import React from 'react';

interface PanelTimeRangeState extends SceneTimeRangeState {
  /** Instead of the dashboard's range: a duration back from now, as "6h". */
  timeFrom?: string;
  /** Moves the range back by a duration, as "1d". */
  timeShift?: string;
  /** Keep the override, hide its note in the header. */
  hideTimeOverride?: boolean;
  /** What the header says: "Last 6 hours", "timeshift -1d". */
  timeInfo?: string;
}

type Override = Pick<PanelTimeRangeState, 'timeFrom' | 'timeShift' | 'hideTimeOverride'>;

/** A panel's own time range: relative time and time shift, on top of the dashboard's. */
export class PanelTimeRange extends SceneTimeRangeTransformerBase<PanelTimeRangeState> implements SceneTimeRangeLike {
  static Component = PanelTimeNote;

  constructor(override: Override) {
    super({ ...override, from: 'now-6h', to: 'now', value: getDefaultTimeRange() });
  }

  protected ancestorTimeRangeChanged(ancestor: SceneTimeRangeState): void {
    const { timeFrom, timeShift } = this.state;
    const interpolate = (text: string | undefined) => text && sceneGraph.interpolate(this, text);
    const { value, info } = overrideTimeRange(ancestor.value, {
      timeFrom: interpolate(timeFrom),
      timeShift: interpolate(timeShift),
    });
    this.setState({ value, from: ancestor.from, to: ancestor.to, timeZone: ancestor.timeZone, timeInfo: info });
  }
}

/**
 * @returns the range with both overrides applied, and how the panel's header says it; an override that cannot be read
 * leaves the range alone and says "invalid timeshift" or "invalid time override"
 */
export function overrideTimeRange(
  range: TimeRange,
  { timeFrom, timeShift }: Pick<Override, 'timeFrom' | 'timeShift'>
): { value: TimeRange; info: string } {
  const notes: string[] = [];
  let value = range;
  if (timeFrom) {
    const described = rangeUtil.describeTextRange(timeFrom);
    const relative = described.invalid
      ? undefined
      : rangeUtil.convertRawToRange({ from: described.from, to: described.to });
    notes.push(relative ? described.display : 'invalid time override');
    value = relative ?? value;
  }
  if (timeShift) {
    const from = dateMath.parseDateMath(`-${timeShift}`, value.from);
    const to = dateMath.parseDateMath(`-${timeShift}`, value.to);
    const shifted = from?.isValid() && to?.isValid() ? { from, to, raw: { from, to } } : undefined;
    notes.push(shifted ? `timeshift -${timeShift}` : 'invalid timeshift');
    value = shifted ?? value;
  }
  return { value, info: notes.join(' ') };
}

function PanelTimeNote({ model }: SceneComponentProps<PanelTimeRange>) {
  const { timeInfo, hideTimeOverride } = model.useState();
  const styles = useStyles2(getStyles);
  if (!timeInfo || hideTimeOverride) {
    return null;
  }
  return (
    <Tooltip content={timeInfo}>
      <PanelChrome.TitleItem className={styles.note}>
        <Icon name="clock-nine" size="sm" /> <span>{timeInfo}</span>
      </PanelChrome.TitleItem>
    </Tooltip>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return { note: css({ color: theme.colors.text.link, gap: theme.spacing(0.5), whiteSpace: 'nowrap' }) };
}
