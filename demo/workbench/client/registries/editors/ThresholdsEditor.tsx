import { css } from '@emotion/css';
import { ThresholdsMode, type Threshold, type ThresholdsConfig, type StandardEditorProps } from '@grafana/data';
import { Button, ColorPicker, IconButton, Input, RadioButtonGroup } from '@grafana/ui';
import React from 'react';

const empty: ThresholdsConfig = { mode: ThresholdsMode.Absolute, steps: [{ value: -Infinity, color: 'green' }] };
const modes = [
  { label: 'Absolute', value: ThresholdsMode.Absolute },
  { label: 'Percentage', value: ThresholdsMode.Percentage },
];

/** Steps in ascending order; the first is the base and has no value. */
export function ThresholdsEditor({ value = empty, onChange }: StandardEditorProps<ThresholdsConfig>) {
  const change = (steps: Threshold[]) => onChange({ ...value, steps: ascending(steps) });
  const replace = (index: number, step: Partial<Threshold>) =>
    change(value.steps.map((old, at) => (at === index ? { ...old, ...step } : old)));
  const highest = value.steps.at(-1)?.value ?? 0;
  return (
    <div>
      <Button
        size="sm"
        variant="secondary"
        icon="plus"
        onClick={() => change([...value.steps, { value: Number.isFinite(highest) ? highest + 10 : 0, color: 'red' }])}
      >
        Add threshold
      </Button>
      {value.steps.map((step, index) => (
        <div key={`${index}-${step.value}`} className={row}>
          <ColorPicker color={step.color} onChange={(color) => replace(index, { color })} enableNamedColors />
          {index === 0 ? (
            <Input value="Base" disabled aria-label="Base threshold" />
          ) : (
            <Input
              type="number"
              defaultValue={step.value}
              aria-label={`Threshold ${index}`}
              onBlur={({ currentTarget }) => replace(index, { value: Number(currentTarget.value) })}
            />
          )}
          {index > 0 && (
            <IconButton
              name="trash-alt"
              aria-label={`Remove threshold ${index}`}
              onClick={() => change(value.steps.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      <RadioButtonGroup
        size="sm"
        value={value.mode}
        options={modes}
        onChange={(mode) => onChange({ ...value, mode })}
      />
    </div>
  );
}

function ascending([base, ...rest]: Threshold[]): Threshold[] {
  return base ? [base, ...rest.sort((a, b) => a.value - b.value)] : empty.steps;
}

const row = css({ display: 'flex', alignItems: 'center', gap: 8, margin: '8px 0' });
