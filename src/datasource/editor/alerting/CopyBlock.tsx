import React from 'react';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { getStyles } from './AlertOnThis.styles';

/** Text to be used elsewhere, with a button that copies it. */
export function CopyBlock({ what, text }: { what: string; text: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <pre className={styles.code} aria-label={what} tabIndex={0}>
        {text}
      </pre>
      <ClipboardButton icon="copy" variant="secondary" size="sm" getText={() => text}>
        Copy {what}
      </ClipboardButton>
    </div>
  );
}
