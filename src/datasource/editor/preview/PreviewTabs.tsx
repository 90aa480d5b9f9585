import React, { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Button, ClipboardButton, useStyles2 } from '@grafana/ui';
import type { ScrapewatchQuery } from '../../query/model';
import { getStyles } from './PreviewTabs.styles';
import { previewTexts, type PreviewContext } from './previewTexts';

interface Props extends PreviewContext {
  query: ScrapewatchQuery;
  /** Goes on with the query as a request written by hand; absent where that is not offered. */
  onEditAsRaw?: () => void;
}

/** What a query becomes, in three languages, each to be copied: the address, the supabase-js call, the SQL. */
export function PreviewTabs({ query, onEditAsRaw, ...context }: Props) {
  const styles = useStyles2(getStyles);
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const tabs = useRef<Array<HTMLButtonElement | null>>([]);
  const previews = previewTexts(query, context);
  const at = Math.min(chosen, previews.length - 1);
  const preview = previews[at];
  if (preview === undefined) {
    return null;
  }
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const to = step(at, previews.length);
      setChosen(to);
      tabs.current[to]?.focus();
    }
  };
  return (
    <div className={styles.preview}>
      <div className={styles.bar}>
        <div role="tablist" aria-label="Preview" className={styles.tabs} onKeyDown={move}>
          {previews.map(({ title }, index) => (
            <button
              key={title}
              ref={(element) => {
                tabs.current[index] = element;
              }}
              type="button"
              role="tab"
              id={`${id}-tab-${index}`}
              aria-selected={index === at}
              aria-controls={`${id}-panel`}
              tabIndex={index === at ? 0 : -1}
              className={index === at ? styles.activeTab : styles.tab}
              onClick={() => setChosen(index)}
            >
              {title}
            </button>
          ))}
        </div>
        <div className={styles.actions}>
          <ClipboardButton
            variant="secondary"
            fill="text"
            size="sm"
            icon="copy"
            aria-label={`Copy ${preview.title}`}
            getText={() => preview.copy}
          >
            Copy
          </ClipboardButton>
          {onEditAsRaw && (
            <Button variant="secondary" fill="text" size="sm" icon="pen" onClick={onEditAsRaw}>
              Edit as raw
            </Button>
          )}
        </div>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${at}`}>
        <pre className={styles.text} aria-label={preview.label} role="region" tabIndex={0}>
          {preview.text}
        </pre>
      </div>
    </div>
  );
}

// https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
const steps: Partial<Record<string, (at: number, count: number) => number>> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};
