// What runtimeNames.test.ts reads; never run.
import * as data from '@grafana/data';
import { FieldType as Type, rangeUtil, type DataFrame } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { Combobox } from '@grafana/ui';

export const sample = [Type.nestedFrames, Type['time'], data.store, rangeUtil.intervalToMs('1s'), Combobox];
export type Sample = DataFrame | DataQuery;
