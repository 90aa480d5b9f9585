import { cacheFieldDisplayNames, getFrameDisplayName, type PanelProps } from '@grafana/data';
import type { TableCellHeight, TableSortByFieldState } from '@grafana/schema';
import { Select } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React, { useMemo, useState } from 'react';
import { NoData } from '../NoData';

export interface TableOptions {
  showHeader: boolean;
  showTypeIcons: boolean;
  cellHeight: TableCellHeight;
  enablePagination: boolean;
  sortBy?: TableSortByFieldState[];
  frozenColumns?: { left?: number };
  frameIndex?: number;
}

const frameSelectHeight = 40;

export function TablePanel(props: PanelProps<TableOptions>) {
  const { data, width, height, options, fieldConfig, id, timeRange, onOptionsChange, onFieldConfigChange } = props;
  const [chosen, setChosen] = useState(options.frameIndex ?? 0);
  const frames = useMemo(() => {
    // TableNG reads names from the fields' state only.
    cacheFieldDisplayNames(data.series);
    return data.series.filter(({ fields }) => fields.length > 0);
  }, [data.series]);
  const frame = frames[Math.min(chosen, frames.length - 1)];
  if (!frame) {
    return <NoData panelId={id} data={data} fieldConfig={fieldConfig} />;
  }
  if (frame.length === 0) {
    return (
      <NoData panelId={id} data={data} fieldConfig={fieldConfig} message={fieldConfig.defaults.noValue ?? 'No data'} />
    );
  }
  const hasChoice = frames.length > 1;
  return (
    <>
      <TableNG
        data={frame}
        width={width}
        height={hasChoice ? height - frameSelectHeight : height}
        noHeader={!options.showHeader}
        showTypeIcons={options.showTypeIcons}
        resizable
        sortBy={options.sortBy}
        cellHeight={options.cellHeight}
        enablePagination={options.enablePagination}
        frozenColumns={options.frozenColumns?.left}
        timeRange={timeRange}
        fieldConfig={fieldConfig}
        structureRev={data.structureRev}
        onSortByChange={(sortBy) => onOptionsChange({ ...options, sortBy })}
        onColumnResize={(name, columnWidth) =>
          onFieldConfigChange({
            ...fieldConfig,
            overrides: [
              ...fieldConfig.overrides,
              { matcher: { id: 'byName', options: name }, properties: [{ id: 'custom.width', value: columnWidth }] },
            ],
          })
        }
        transparent
      />
      {hasChoice && (
        <Select
          aria-label="Table"
          menuPlacement="top"
          value={frames.indexOf(frame)}
          options={frames.map((candidate, value) => ({ label: getFrameDisplayName(candidate, value), value }))}
          onChange={({ value = 0 }) => setChosen(value)}
        />
      )}
    </>
  );
}
