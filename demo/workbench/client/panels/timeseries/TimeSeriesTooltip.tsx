import {
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  type DataFrame,
  type Field,
  type LinkModel,
} from '@grafana/data';
import { SortOrder, type TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema';
import {
  getFieldDisplayItems,
  isTooltipScrollable,
  useTheme2,
  VizTooltipContent,
  VizTooltipFooter,
  VizTooltipHeader,
  VizTooltipWrapper,
} from '@grafana/ui';
import React from 'react';

interface Props {
  frame: DataFrame;
  /** Row under the cursor for each field of the frame; null where the series has no value near it. */
  dataIndexes: Array<number | null>;
  seriesIndex: number | null;
  isPinned: boolean;
  mode: TooltipDisplayMode;
  options: VizTooltipOptions;
  dataLinks: LinkModel[];
}

export function TimeSeriesTooltip({ frame, dataIndexes, seriesIndex, isPinned, mode, options, dataLinks }: Props) {
  const theme = useTheme2();
  const [time] = frame.fields;
  const row = dataIndexes.find((index) => index !== null && index !== undefined);
  if (!time || row === undefined || row === null) {
    return null;
  }
  const display = time.display ?? getDisplayProcessor({ field: time, theme });
  const items = getFieldDisplayItems(
    frame.fields,
    time,
    dataIndexes,
    seriesIndex,
    mode,
    options.sort ?? SortOrder.None,
    isShown,
    options.hideZeros
  );
  return (
    <VizTooltipWrapper>
      <VizTooltipHeader
        item={{ label: '', value: formattedValueToString(display(time.values[row])) }}
        isPinned={isPinned}
      />
      <VizTooltipContent
        items={items}
        isPinned={isPinned}
        scrollable={isTooltipScrollable({ mode, maxHeight: options.maxHeight })}
        maxHeight={options.maxHeight}
      />
      {isPinned && dataLinks.length > 0 && <VizTooltipFooter dataLinks={dataLinks as Array<LinkModel<Field>>} />}
    </VizTooltipWrapper>
  );
}

function isShown({ type, config }: Field): boolean {
  return type === FieldType.number && !config.custom?.hideFrom?.tooltip;
}
