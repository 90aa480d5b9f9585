import { css } from '@emotion/css';
import { dateTimeFormat, textUtil, type DataFrame, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { Tag, Tooltip, useStyles2, useTheme2, type UPlotConfigBuilder } from '@grafana/ui';
import React, { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';
import { readAnnotations, type Annotation } from './readAnnotations';

interface Props {
  config: UPlotConfigBuilder;
  frames: DataFrame[] | undefined;
  timeZone: TimeZone;
}

/** Annotations as dashed lines (regions as shaded spans), with a mark below the plot that tells more when hovered. */
export function AnnotationMarks({ config, frames, timeZone }: Props) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const annotations = useMemo(() => readAnnotations(frames ?? []), [frames]);
  // uPlot's hooks live as long as the configuration, so they read what is current from here.
  const current = useRef(annotations);
  useLayoutEffect(() => {
    current.current = annotations;
  }, [annotations]);
  const [plot, setPlot] = useState<uPlot>();
  const [, setDrawn] = useState(0);

  useLayoutEffect(() => {
    const toColor = (color: string) => theme.visualization.getColorByName(color);
    config.addHook('init', setPlot);
    config.addHook('draw', (u) => {
      current.current.forEach((annotation) => drawAnnotation(u, annotation, toColor));
      // The marks have to follow whenever the plot zooms or resizes; asking later keeps React out of uPlot's draw.
      queueMicrotask(() => setDrawn((count) => count + 1));
    });
  }, [config, theme]);

  useLayoutEffect(() => {
    plot?.redraw(false);
  }, [plot, annotations]);

  if (!plot) {
    return null;
  }
  return createPortal(
    annotations.map((annotation) => {
      const left = plot.valToPos(annotation.time, 'x');
      if (!Number.isFinite(left) || left < 0 || left > plot.over.clientWidth) {
        return null;
      }
      return (
        <Tooltip
          key={`${annotation.time}-${annotation.text}`}
          interactive
          content={<AnnotationTip annotation={annotation} timeZone={timeZone} />}
        >
          <button
            type="button"
            aria-label={`Annotation: ${annotation.title ?? annotation.text}`}
            className={styles.mark}
            style={{ left, borderBottomColor: theme.visualization.getColorByName(annotation.color) }}
          />
        </Tooltip>
      );
    }),
    plot.over
  );
}

function AnnotationTip({ annotation, timeZone }: { annotation: Annotation; timeZone: TimeZone }) {
  const { time, timeEnd, title, text, tags } = annotation;
  const format = (at: number) => dateTimeFormat(at, { timeZone });
  return (
    <div data-testid="annotation-tip">
      <div>{timeEnd ? `${format(time)} to ${format(timeEnd)}` : format(time)}</div>
      {title && <strong>{title}</strong>}
      <div dangerouslySetInnerHTML={{ __html: textUtil.sanitize(text) }} />
      {tags.map((tag) => (
        <Tag key={tag} name={tag} />
      ))}
    </div>
  );
}

function drawAnnotation(plot: uPlot, { time, timeEnd, color }: Annotation, toColor: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const from = plot.valToPos(time, 'x', true);
  const to = timeEnd === undefined ? from : plot.valToPos(timeEnd, 'x', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  if (to > from) {
    ctx.globalAlpha = 0.1;
    ctx.fillStyle = toColor(color);
    ctx.fillRect(from, bbox.top, to - from, bbox.height);
    ctx.globalAlpha = 1;
  }
  ctx.strokeStyle = toColor(color);
  ctx.lineWidth = 2;
  ctx.setLineDash([5, 5]);
  ctx.beginPath();
  ctx.moveTo(from, bbox.top);
  ctx.lineTo(from, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

function getStyles(theme: GrafanaTheme2) {
  return {
    mark: css({
      position: 'absolute',
      bottom: -5,
      width: 0,
      height: 0,
      padding: 0,
      background: 'none',
      border: 'solid transparent',
      borderWidth: '0 5px 5px',
      transform: 'translateX(-50%)',
      zIndex: theme.zIndex.dropdown - 1,
      cursor: 'pointer',
      '&::after': { content: '""', position: 'absolute', inset: '-4px -9px -10px' },
    }),
  };
}
