import React, { type ReactNode } from 'react';
import { IconButton, InlineField, InlineFieldRow, Select, useStyles2 } from '@grafana/ui';
import type { FilterGroup } from '../../query/model';
import { getStyles } from './TableEditor.styles';

interface Props {
  group: FilterGroup;
  label: string;
  caption: string;
  captionWidth: number;
  onChange: (group: FilterGroup) => void;
  onRemove: () => void;
  /** Its conditions. */
  children: ReactNode;
}

type Choice = 'all' | 'any' | 'not all' | 'none';

const choices: Array<{ label: string; value: Choice; description: string }> = [
  { label: 'any of these', value: 'any', description: 'At least one condition holds' },
  { label: 'all of these', value: 'all', description: 'Every condition holds' },
  { label: 'none of these', value: 'none', description: 'No condition holds' },
  { label: 'not all of these', value: 'not all', description: 'At least one condition does not hold' },
];

/** A group of conditions: whether any, all or none of them must hold. */
export function FilterGroupBox({ group, label, caption, captionWidth, onChange, onRemove, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="group" aria-label={label} className={styles.group}>
      <InlineFieldRow>
        <InlineField label={caption} labelWidth={captionWidth}>
          <Select
            aria-label={`${label} match`}
            width={22}
            options={choices}
            value={choiceOf(group)}
            onChange={({ value }) => value && onChange({ ...matches[value], filters: group.filters })}
          />
        </InlineField>
        <IconButton
          name="trash-alt"
          tooltip={`Remove ${label.charAt(0).toLowerCase()}${label.slice(1)}`}
          onClick={onRemove}
        />
      </InlineFieldRow>
      <div className={styles.nested}>{children}</div>
    </div>
  );
}

const matches: Record<Choice, Omit<FilterGroup, 'filters'>> = {
  any: { match: 'any' },
  all: { match: 'all' },
  none: { match: 'any', negate: true },
  'not all': { match: 'all', negate: true },
};

function choiceOf({ match, negate }: FilterGroup): Choice {
  if (negate) {
    return match === 'any' ? 'none' : 'not all';
  }
  return match;
}
