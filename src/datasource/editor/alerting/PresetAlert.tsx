import React, { useState } from 'react';
import { InlineField, InlineFieldRow, Select } from '@grafana/ui';
import type { AlertMetric } from '../../alerting/presetMetrics';
import { toAlertExpr } from '../../alerting/toAlertExpr';
import type { ArgValue } from '../../query/model';
import { RuleButtons } from './RuleButtons';

interface Props {
  choices: readonly AlertMetric[];
  args: Record<string, ArgValue>;
  prometheusUid: string | undefined;
}

/** The metrics that answer a preset's question, one of which the rule is about. */
export function PresetAlert({ choices, args, prometheusUid }: Props) {
  const [at, setAt] = useState(0);
  const choice = choices[at];
  const { expr, dropped } = toAlertExpr(choice, args);
  return (
    <>
      <InlineFieldRow>
        <InlineField label="Alert on" labelWidth={14}>
          <Select
            aria-label="Alert on"
            width={44}
            options={choices.map(({ label, metric }, index) => ({ label, value: index, description: metric }))}
            value={at}
            onChange={({ value }) => setAt(value ?? 0)}
          />
        </InlineField>
      </InlineFieldRow>
      <RuleButtons
        name={choice.label}
        expr={expr}
        when={choice.when}
        limit={choice.limit}
        prometheusUid={prometheusUid}
        remark={dropped.length > 0 ? `The metric has no label for: ${dropped.join(', ')}.` : undefined}
      />
    </>
  );
}
