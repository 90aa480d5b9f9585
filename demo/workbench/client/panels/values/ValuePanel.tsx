import {
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  LoadingState,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
  type GrafanaTheme2,
  type PanelProps,
  type ReduceDataOptions,
} from '@grafana/data';
import type { VizOrientation } from '@grafana/schema';
import { DataLinksContextMenu, useTheme2, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import React, { type JSX, type MouseEvent } from 'react';
import { hasRows, NoData } from '../NoData';

export interface ValueOptions {
  reduceOptions: ReduceDataOptions;
  orientation: VizOrientation;
}

/** One value to draw, with the menu of its data links. */
export interface DrawnValue<Options> extends VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors> {
  options: Options;
  theme: GrafanaTheme2;
  openMenu?: (event: MouseEvent<HTMLElement | SVGElement>) => void;
  linkClass?: string;
}

interface Layout {
  itemSpacing?: number;
  autoGrid?: boolean;
  minVizWidth?: number;
  minVizHeight?: number;
}

interface ValuePanelProps<Options extends ValueOptions> {
  panel: PanelProps<Options>;
  draw: (value: DrawnValue<Options>) => JSX.Element;
  layout?: Layout;
  sparkline?: boolean;
  percentChange?: boolean;
}

/** What stat, gauge and bar gauge share: reduce every series to a value, lay the values out, make their links clickable. */
export function ValuePanel<Options extends ValueOptions>({
  panel,
  draw,
  layout,
  sparkline,
  percentChange,
}: ValuePanelProps<Options>) {
  const theme = useTheme2();
  const { data, fieldConfig, options, replaceVariables, timeZone, width, height, renderCounter, id } = panel;
  // "No value" speaks of an answer without rows; a query that failed has no answer, and must not look like one.
  const hasFailed = data.state === LoadingState.Error;
  if (!hasRows(data) && (hasFailed || fieldConfig.defaults.noValue === undefined)) {
    return <NoData panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  const getValues = (): FieldDisplay[] =>
    getFieldDisplayValues({
      fieldConfig,
      reduceOptions: options.reduceOptions,
      replaceVariables,
      theme,
      data: data.series,
      sparkline,
      percentChange,
      timeZone,
    });
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      getValues={getValues}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      width={width}
      height={height}
      source={data}
      orientation={options.orientation}
      renderCounter={renderCounter}
      itemSpacing={3}
      autoGrid
      {...layout}
      renderValue={(props) => {
        const { hasLinks, getLinks } = props.value;
        if (!hasLinks || !getLinks) {
          return draw({ ...props, options, theme });
        }
        return (
          <DataLinksContextMenu links={getLinks} style={fillBox}>
            {({ openMenu, targetClassName }) =>
              draw({ ...props, options, theme, openMenu, linkClass: targetClassName })
            }
          </DataLinksContextMenu>
        );
      }}
    />
  );
}

const fillBox = { height: '100%', width: '100%', display: 'flex' } as const;
