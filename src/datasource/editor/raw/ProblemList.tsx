import React from 'react';
import { Icon, useStyles2 } from '@grafana/ui';
import type { RawProblem } from '../../query/raw/RawRead';
import { getStyles } from './ProblemList.styles';

interface Props {
  id: string;
  text: string;
  problems: RawProblem[];
  /** Leads to the place in the text. */
  onShow: (problem: RawProblem) => void;
}

const around = 24;

/** What is wrong with a request: the place, underlined, and why. */
export function ProblemList({ id, text, problems, onShow }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul id={id} className={styles.list} aria-label="Mistakes" hidden={problems.length === 0}>
      {problems.map((problem) => {
        const { from, to, message, severity = 'error' } = problem;
        const start = Math.max(0, from - around);
        return (
          <li key={`${from} ${message}`} className={styles[severity]}>
            <Icon name={severity === 'error' ? 'exclamation-circle' : 'exclamation-triangle'} aria-hidden />
            <button type="button" className={styles.place} onClick={() => onShow(problem)}>
              Column {from + 1}
            </button>
            <span>{message}</span>
            <code className={styles.excerpt}>
              {start > 0 && '…'}
              {text.slice(start, from)}
              <mark className={styles.mark}>{text.slice(from, to) || '\u2009'}</mark>
              {text.slice(to, to + around)}
              {to + around < text.length && '…'}
            </code>
          </li>
        );
      })}
    </ul>
  );
}
