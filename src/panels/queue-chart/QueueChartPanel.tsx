import React, { useCallback, useId, useMemo, useState } from 'react';
import type { PanelProps } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { describeEmpty, describeMissing } from '../../shared/states/describeState';
import { PanelMessage } from '../../shared/states/PanelMessage';
import { useStableSeries } from '../../shared/states/useStableSeries';
import type { QueueChartOptions } from './options';
import { sampleAt } from './plotData';
import { getStyles } from './QueueChart.styles';
import { queueLayout } from './queueLayout';
import { QueueLegend } from './QueueLegend';
import { QueuePlot } from './QueuePlot';
import { QueueTooltip } from './QueueTooltip';
import { queueTrend, type QueueTrend } from './queueTrend';
import { toQueue, type Series } from './toQueue';
import { trendSentence } from './trendSentence';

const EXPECTED = 'Expected samples over time: how many jobs are queued, processing, retrying and failed.';
const ICON = {
  growing: 'arrow-up',
  shrinking: 'arrow-down',
  steady: 'minus',
  empty: 'check-circle',
  unknown: 'question-circle',
} as const satisfies Record<QueueTrend['kind'], string>;

/** A queue's states over time, what comes in against what gets done, and where that leads. */
export function QueueChartPanel(props: PanelProps<QueueChartOptions>) {
  const { data, options, width, height, timeRange, timeZone, onChangeTimeRange } = props;
  const styles = useStyles2(getStyles);
  const syncKey = useId();
  const series = useStableSeries(data);
  const [hoverTime, setHoverTime] = useState<number | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const queue = useMemo(() => toQueue(series, options), [series, options]);
  const trend = useMemo(() => (queue.kind === 'queue' ? queueTrend(queue) : null), [queue]);
  const shown = useMemo(() => {
    const isShown = (entry: Series | null): entry is Series => entry !== null && !hidden.has(entry.label);
    const isQueue = queue.kind === 'queue';
    return {
      states: isQueue ? queue.states.filter(isShown) : [],
      flow: isQueue ? [queue.arrivals, queue.completions].filter(isShown) : [],
    };
  }, [queue, hidden]);
  const onZoom = useCallback((from: number, to: number) => onChangeTimeRange({ from, to }), [onChangeTimeRange]);

  if (queue.kind === 'empty') {
    return <PanelMessage {...describeEmpty(data, EXPECTED)} width={width} height={height} />;
  }
  if (queue.kind === 'missing') {
    return <PanelMessage {...describeMissing(queue.roles, queue.available)} width={width} height={height} />;
  }

  const { times } = queue;
  const flow = options.showFlow ? [queue.arrivals, queue.completions].filter((entry) => entry !== null) : [];
  const sentence = trend ? trendSentence(trend, timeZone) : '';
  const layout = queueLayout({
    width,
    height,
    hasFlow: shown.flow.length > 0 && flow.length > 0,
    sentence: options.showSentence ? sentence : '',
  });
  const hovered = sampleAt(hoverTime, times);
  const from = timeRange.from.valueOf();
  const to = timeRange.to.valueOf();
  const common = { times, from, to, timeZone, width, syncKey, onHover: setHoverTime, onZoom };

  return (
    <div className={styles.panel} style={{ width, height }}>
      {layout.sentence > 0 && trend && (
        <div className={styles.sentence[trend.kind]} style={{ height: layout.sentence }} role="status">
          <Icon name={ICON[trend.kind]} />
          <span>{sentence}</span>
        </div>
      )}
      {shown.states.length > 0 && (
        <QueuePlot
          {...common}
          label={`Queue by state. ${sentence}`}
          series={shown.states}
          stacked
          showTimeAxis={layout.flow === 0}
          height={layout.states}
        />
      )}
      {layout.flow > 0 && (
        <QueuePlot
          {...common}
          label="Arrivals and completions"
          series={shown.flow}
          stacked={false}
          showTimeAxis
          height={layout.flow}
        />
      )}
      {layout.legend > 0 && (
        <QueueLegend
          series={[...queue.states, ...flow]}
          hidden={hidden}
          onToggle={(label) => setHidden((before) => toggled(before, label))}
          height={layout.legend}
        />
      )}
      {hoverTime !== null && hovered !== null && (
        <QueueTooltip
          time={times[hovered]}
          index={hovered}
          series={[...queue.states, ...flow]}
          timeZone={timeZone}
          side={hoverTime > (from + to) / 2 ? 'left' : 'right'}
        />
      )}
    </div>
  );
}

function toggled(labels: ReadonlySet<string>, label: string): ReadonlySet<string> {
  const next = new Set(labels);
  if (!next.delete(label)) {
    next.add(label);
  }
  return next;
}
