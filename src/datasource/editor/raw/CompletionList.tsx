import React, { useEffect, useRef } from 'react';
import { useStyles2 } from '@grafana/ui';
import type { RawCompletion } from '../../query/raw/completeRaw';
import { getStyles } from './RawInput.styles';

interface Props {
  id: string;
  options: RawCompletion[];
  active: number;
  onTake: (option: RawCompletion) => void;
}

/** What may be typed next. The focus stays in the text. */
export function CompletionList({ id, options, active, onTake }: Props) {
  const styles = useStyles2(getStyles);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Completions"
      className={styles.list}
      hidden={options.length === 0}
      // A click must not take the focus from the text, which would save it half done.
      onMouseDown={(event) => event.preventDefault()}
    >
      {options.map((option, index) => (
        <div
          key={`${option.label} ${index}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={styles.option}
          onClick={() => onTake(option)}
        >
          <span>{option.label}</span>
          {option.detail && <span className={styles.detail}>{option.detail}</span>}
        </div>
      ))}
    </div>
  );
}
