import React, { useMemo } from 'react';
import type { LinkModel, PanelProps } from '@grafana/data';
import { rowLinks } from '../../shared/fields/cell';
import { WindowedList } from '../../shared/rows/WindowedList';
import { describeEmpty, describeMissing } from '../../shared/states/describeState';
import { PanelMessage } from '../../shared/states/PanelMessage';
import { useStableSeries } from '../../shared/states/useStableSeries';
import { cardGrid, CARD_GAP, SUMMARY_HEIGHT } from './cardGrid';
import { CardsSummary } from './CardsSummary';
import type { ScraperCardsOptions } from './options';
import { ScraperCard } from './ScraperCard';
import { toCards, type Cards } from './toCards';

const EXPECTED = 'Expected a row for each scraper, worker or service, with its name and its status.';

/** A card for each row, those with problems first. */
export function ScraperCardsPanel({ data, options, width, height, timeZone }: PanelProps<ScraperCardsOptions>) {
  const series = useStableSeries(data);
  const result = useMemo(() => toCards(series, options), [series, options]);

  if (result.kind === 'empty') {
    return <PanelMessage {...describeEmpty(data, EXPECTED)} width={width} height={height} />;
  }
  if (result.kind === 'missing') {
    return <PanelMessage {...describeMissing(result.roles, result.available)} width={width} height={height} />;
  }

  const { cards, figures, errorField } = result;
  const hasLinks = result.linkFields.some((field) => field.config.links?.length);
  const grid = cardGrid({
    width,
    cardWidth: options.cardWidth,
    figures: figures.length,
    hasError: Boolean(errorField),
    hasLinks,
  });
  const showSummary = Boolean(result.statusField) && cards.length > 1 && height > 2 * SUMMARY_HEIGHT;

  return (
    <div style={{ width, height }}>
      {showSummary && <CardsSummary counts={result.counts} height={SUMMARY_HEIGHT} />}
      <WindowedList
        label="Cards"
        count={cards.length}
        columns={grid.columns}
        gap={CARD_GAP}
        height={height - (showSummary ? SUMMARY_HEIGHT : 0)}
        rowHeight={grid.cardHeight + CARD_GAP}
        keyOf={(index) => cards[index].key}
      >
        {(index) => (
          <ScraperCard
            card={cards[index]}
            figures={figures}
            statusField={result.statusField}
            columns={grid.figureColumns}
            hasError={Boolean(errorField)}
            links={linksOf(result, cards[index].rowIndex)}
            timeZone={timeZone}
          />
        )}
      </WindowedList>
    </div>
  );
}

function linksOf({ linkFields }: Cards, rowIndex: number): LinkModel[] {
  return rowLinks(linkFields, rowIndex);
}
