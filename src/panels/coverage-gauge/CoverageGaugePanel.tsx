import React, { useMemo } from 'react';
import type { PanelProps } from '@grafana/data';
import { rowLinks } from '../../shared/fields/cell';
import { WindowedList } from '../../shared/rows/WindowedList';
import { describeEmpty, describeMissing } from '../../shared/states/describeState';
import { PanelMessage } from '../../shared/states/PanelMessage';
import { useStableSeries } from '../../shared/states/useStableSeries';
import { CoverageBar } from './CoverageBar';
import { CoverageOverall } from './CoverageOverall';
import type { CoverageGaugeOptions } from './options';
import { scaleOf } from './toBar';
import { toCoverage } from './toCoverage';

const EXPECTED = 'Expected a row for each client with its name and its coverage, or one series for each.';
const NARROW = 480;
const ROW_HEIGHT = { wide: 30, narrow: 46 };
const OVERALL_HEIGHT = 62;

/** Bars of found ÷ expected, worst first, each with its target and its trend. */
export function CoverageGaugePanel({ data, options, width, height }: PanelProps<CoverageGaugeOptions>) {
  const series = useStableSeries(data);
  const coverage = useMemo(() => toCoverage(series, options), [series, options]);

  if (coverage.kind === 'empty') {
    return <PanelMessage {...describeEmpty(data, EXPECTED)} width={width} height={height} />;
  }
  if (coverage.kind === 'missing') {
    return <PanelMessage {...describeMissing(coverage.roles, coverage.available)} width={width} height={height} />;
  }

  const { rows, overall } = coverage;
  const narrow = width < NARROW;
  const rowHeight = narrow ? ROW_HEIGHT.narrow : ROW_HEIGHT.wide;
  const head =
    options.showOverall && overall && rows.length > 1 && height >= OVERALL_HEIGHT + rowHeight ? overall : null;
  const field = rows[0].valueField;
  // Not spread over arguments: thousands of rows would not fit on the stack.
  const scale = scaleOf(field, [
    largest(rows.map((row) => row.value)),
    largest(rows.map((row) => row.target)),
    smallest(rows),
  ]);
  const hasTrend = rows.some((row) => row.trend !== null);

  return (
    <div style={{ width, height }}>
      {head && <CoverageOverall overall={head} field={field} height={OVERALL_HEIGHT} order={options.order} />}
      <WindowedList
        label="Coverage"
        count={rows.length}
        height={height - (head ? OVERALL_HEIGHT : 0)}
        rowHeight={rowHeight}
        keyOf={(index) => rows[index].key}
      >
        {(index) => (
          <CoverageBar
            row={rows[index]}
            scale={scale}
            order={options.order}
            narrow={narrow}
            hasTrend={hasTrend}
            links={rowLinks(rows[index].linkFields, rows[index].rowIndex)}
          />
        )}
      </WindowedList>
    </div>
  );
}

function largest(values: Array<number | null>): number | null {
  return values.reduce((best, value) => (value !== null && (best === null || value > best) ? value : best), null);
}

function smallest(rows: Array<{ value: number | null }>): number | null {
  return rows.reduce<number | null>(
    (best, { value }) => (value !== null && (best === null || value < best) ? value : best),
    null
  );
}
