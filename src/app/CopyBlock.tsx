import React from 'react';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { getStyles } from './App.styles';

/** Text to be copied, shown in full. */
export function CopyBlock({ label, text }: { label: string; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.copy}>
      <pre aria-label={label}>{text}</pre>
      <ClipboardButton icon="copy" size="sm" variant="secondary" getText={() => text}>
        Copy
      </ClipboardButton>
    </div>
  );
}
