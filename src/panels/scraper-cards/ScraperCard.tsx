import React, { useId } from 'react';
import { FieldType, ThresholdsMode, type Field, type GrafanaTheme2, type LinkModel } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import { cellText, processorOf, toMillis } from '../../shared/fields/cell';
import { RowLink } from '../../shared/rows/RowLink';
import { formatAge } from '../../shared/text/formatAge';
import { getStyles } from './ScraperCards.styles';
import { statusWord, TONE_ICON } from './statusOf';
import type { Card, Figure } from './toCards';

interface Props {
  card: Card;
  figures: Figure[];
  statusField: Field | undefined;
  /** Figures side by side. */
  columns: number;
  hasError: boolean;
  links: LinkModel[];
  timeZone: string;
}

const MOST_LINKS = 2;

/** One scraper: its name, its status as word, icon and colour, its figures, its last error and its links. */
export function ScraperCard({ card, figures, statusField, columns, hasError, links, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const id = useId();
  const { rowIndex, tone } = card;
  return (
    <article className={styles.card[tone]} aria-labelledby={id}>
      <header className={styles.head}>
        <div className={styles.names}>
          <div className={styles.name} id={id} title={card.name}>
            {card.name}
          </div>
          {card.place && <div className={styles.place}>{card.place}</div>}
        </div>
        {statusField && (
          <span className={styles.status[tone]} style={{ color: mappedColor(statusField, rowIndex, theme) }}>
            <Icon name={TONE_ICON[tone]} size="sm" />
            {statusWord(statusField, statusField.values[rowIndex]) ??
              cellText(statusField, statusField.values[rowIndex], theme)}
          </span>
        )}
      </header>
      <dl className={styles.figures} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {figures.map(({ field, label }) => (
          <div key={label} className={styles.figure}>
            <dt title={label}>{label}</dt>
            <dd
              style={{ color: thresholdColor(field, rowIndex, theme) }}
              {...figureText(field, rowIndex, theme, timeZone)}
            />
          </div>
        ))}
      </dl>
      {hasError && (
        <div className={styles.error} title={card.error ?? undefined}>
          {card.error}
        </div>
      )}
      {links.length > 0 && <CardLinks links={links} />}
    </article>
  );
}

/** Links side by side while they fit, else in a menu. */
function CardLinks({ links }: { links: LinkModel[] }) {
  const styles = useStyles2(getStyles);
  const groups = links.length <= MOST_LINKS ? links.map((link) => [link]) : [links];
  return (
    <div className={styles.links}>
      {groups.map((group) => (
        <RowLink key={group[0].title} text={group.length === 1 ? group[0].title : 'Links'} links={group} />
      ))}
    </div>
  );
}

/** Times read as ages, with the date at hand; everything else as its field says. */
function figureText(field: Field, rowIndex: number, theme: GrafanaTheme2, timeZone: string) {
  const value: unknown = field.values[rowIndex];
  const text = cellText(field, value, theme, timeZone);
  const at = field.type === FieldType.time ? toMillis(value) : null;
  const shown = at === null ? text : `${formatAge((Date.now() - at) / 1000)} ago`;
  return { children: shown, title: text };
}

/** A figure is coloured only where somebody set thresholds: a default green on everything says nothing. */
function thresholdColor(field: Field, rowIndex: number, theme: GrafanaTheme2): string | undefined {
  const { thresholds } = field.config;
  const value: unknown = field.values[rowIndex];
  const isSet = (thresholds?.steps.length ?? 0) > 1 && thresholds?.mode !== ThresholdsMode.Percentage;
  return isSet && typeof value === 'number' ? processorOf(field, theme)(value).color : undefined;
}

function mappedColor(field: Field, rowIndex: number, theme: GrafanaTheme2): string | undefined {
  return field.config.mappings?.length ? processorOf(field, theme)(field.values[rowIndex]).color : undefined;
}
