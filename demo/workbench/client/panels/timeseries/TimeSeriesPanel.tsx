import { DashboardCursorSync, type PanelProps } from '@grafana/data';
import type { OptionsWithLegend, OptionsWithTimezones, OptionsWithTooltip } from '@grafana/schema';
import {
  EventBusPlugin,
  getFieldDisplayLinks,
  TimeSeries,
  TooltipDisplayMode,
  TooltipPlugin2,
  usePanelContext,
  ZoomPlugin,
} from '@grafana/ui';
import React, { useMemo } from 'react';
import { NoData } from '../NoData';
import { AnnotationMarks } from './AnnotationMarks';
import { prepareFrames } from './prepareFrames';
import { TimeSeriesTooltip } from './TimeSeriesTooltip';

export interface TimeSeriesOptions extends OptionsWithLegend, OptionsWithTooltip, Partial<OptionsWithTimezones> {}

// TooltipPlugin2's own enum is a `const enum`, which leaves nothing to import.
const hoverOneSeries = 0;
const hoverAllSeries = 1;

export function TimeSeriesPanel(props: PanelProps<TimeSeriesOptions>) {
  const { data, width, height, options, timeRange, timeZone, id, fieldConfig, onChangeTimeRange } = props;
  const { sync, eventsScope, eventBus } = usePanelContext();
  const frames = useMemo(() => prepareFrames(data.series), [data.series]);
  const timeZones = useMemo(
    () => (options.timezone?.length ? options.timezone.map((zone) => zone || timeZone) : [timeZone]),
    [options.timezone, timeZone]
  );
  if (frames.length === 0) {
    return <NoData panelId={id} data={data} fieldConfig={fieldConfig} needsTimeField needsNumberField />;
  }

  const { mode } = options.tooltip;
  const cursorSync = sync?.() ?? DashboardCursorSync.Off;
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev}
      width={width}
      height={height}
      timeRange={timeRange}
      timeZone={timeZones}
      legend={options.legend}
      options={options}
    >
      {(config, aligned) => (
        <>
          {cursorSync !== DashboardCursorSync.Off && (
            <EventBusPlugin config={config} eventBus={eventBus} frame={aligned} />
          )}
          {mode === TooltipDisplayMode.None ? (
            <ZoomPlugin config={config} onZoom={onChangeTimeRange} withZoomY />
          ) : (
            <TooltipPlugin2
              config={config}
              hoverMode={mode === TooltipDisplayMode.Single ? hoverOneSeries : hoverAllSeries}
              queryZoom={onChangeTimeRange}
              clientZoom
              syncMode={cursorSync}
              syncScope={eventsScope}
              maxWidth={options.tooltip.maxWidth}
              getDataLinks={(seriesIndex, dataIndex) => {
                const field = aligned.fields[seriesIndex];
                return field ? getFieldDisplayLinks(field, dataIndex) : [];
              }}
              render={(_plot, dataIndexes, seriesIndex, isPinned, _dismiss, _range, viaSync, dataLinks) => (
                <TimeSeriesTooltip
                  frame={aligned}
                  dataIndexes={dataIndexes}
                  seriesIndex={seriesIndex}
                  isPinned={isPinned}
                  mode={viaSync ? TooltipDisplayMode.Multi : mode}
                  options={options.tooltip}
                  dataLinks={dataLinks}
                />
              )}
            />
          )}
          <AnnotationMarks config={config} frames={data.annotations} timeZone={timeZone} />
        </>
      )}
    </TimeSeries>
  );
}
