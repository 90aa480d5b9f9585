import React from 'react';
import { Button, IconButton, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { QueryType } from '../query/model';
import { getStyles } from './QueryEditor.styles';
import { queryTypeLabels } from './switch/queryTypeLabels';

/** What stands between the head and the query's own fields, when it is asked for. */
export type Aside = 'help' | 'alert';

interface Props {
  type: QueryType;
  onType: (type: QueryType) => void;
  /** Absent where nothing is discovered. */
  onRefresh?: () => void;
  /** Those that are offered. */
  asides: Aside[];
  open: Aside | undefined;
  onOpen: (aside: Aside | undefined) => void;
}

const types = Object.entries(queryTypeLabels).map(([value, label]) => ({ label, value: value as QueryType }));
const asideButtons = {
  help: { label: 'Examples', icon: 'question-circle' },
  alert: { label: 'Alert on this', icon: 'bell' },
} as const;

/** The type of the query, and what helps with it. */
export function EditorHead({ type, onType, onRefresh, asides, open, onOpen }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.head}>
      <div className={styles.types}>
        <RadioButtonGroup aria-label="Query type" size="sm" options={types} value={type} onChange={onType} />
      </div>
      {onRefresh && (
        <IconButton
          name="sync"
          aria-label="Look for tables and functions again"
          tooltip="Look for tables and functions again"
          onClick={onRefresh}
        />
      )}
      {asides.map((aside) => (
        <Button
          key={aside}
          variant="secondary"
          fill="text"
          size="sm"
          icon={asideButtons[aside].icon}
          aria-expanded={open === aside}
          onClick={() => onOpen(open === aside ? undefined : aside)}
        >
          {asideButtons[aside].label}
        </Button>
      ))}
    </div>
  );
}
