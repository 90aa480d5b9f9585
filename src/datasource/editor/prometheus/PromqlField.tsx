import React, { useId, useState, type KeyboardEvent } from 'react';
import { TextArea, useStyles2 } from '@grafana/ui';
import { getStyles } from './PrometheusEditor.styles';

interface Props {
  value: string;
  /** Called when the user leaves the field or presses Shift and Enter, and only if the text changed. */
  onCommit: (expr: string) => void;
  onRun: () => void;
}

/** A PromQL expression over as many lines as it needs; Enter begins a line, Shift and Enter asks. */
export function PromqlField({ value, onCommit, onRun }: Props) {
  const styles = useStyles2(getStyles);
  const hintId = useId();
  const [draft, setDraft] = useState(value);
  const [saved, setSaved] = useState(value);
  if (saved !== value) {
    setSaved(value);
    setDraft(value);
  }
  const commit = () => draft !== value && onCommit(draft);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.shiftKey || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (draft === value) {
        onRun();
      } else {
        commit();
      }
    }
  };
  return (
    <div className={styles.promql}>
      <TextArea
        className={styles.text}
        aria-label="PromQL"
        aria-describedby={hintId}
        placeholder="sum by (instance) (rate(http_requests_total[$__rate_interval]))"
        spellCheck={false}
        rows={Math.min(10, Math.max(2, draft.split('\n').length))}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      <p id={hintId} className={styles.hint}>
        Shift + Enter asks. The dashboard’s variables and $__rate_interval are filled in as in any Prometheus panel.
      </p>
    </div>
  );
}
