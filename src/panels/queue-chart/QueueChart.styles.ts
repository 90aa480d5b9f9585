import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { elevatedBackground } from '../../shared/featureDetected';

export const getStyles = (theme: GrafanaTheme2) => {
  const small = theme.typography.bodySmall.fontSize;
  const focus = { '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: '-2px' } };
  const sentence = (color: string) =>
    css({
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(0.75),
      overflow: 'hidden',
      lineHeight: 1.4,
      '& svg': { color, flexShrink: 0, marginTop: 2 },
    });
  const tooltip = {
    position: 'absolute',
    top: theme.spacing(4),
    zIndex: 110, // above uPlot's own overlay, which is at 100
    minWidth: 150,
    padding: theme.spacing(1),
    background: elevatedBackground(theme),
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    fontSize: small,
    pointerEvents: 'none',
  } as const;
  const legendItem = {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    background: 'none',
    border: 0,
    padding: 0,
    color: theme.colors.text.primary,
    fontSize: small,
    lineHeight: '20px',
    ...focus,
  } as const;
  return {
    panel: css({ position: 'relative' }),
    plot: css(focus),
    sentence: {
      growing: sentence(theme.colors.error.text),
      shrinking: sentence(theme.colors.success.text),
      steady: sentence(theme.colors.text.secondary),
      empty: sentence(theme.colors.success.text),
      unknown: sentence(theme.colors.text.secondary),
    },
    swatch: css({ width: 12, height: 4, borderRadius: theme.shape.radius.pill, flexShrink: 0 }),
    legend: css({
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(2),
      alignContent: 'flex-start',
      overflow: 'auto',
      paddingLeft: theme.spacing(1),
    }),
    legendItem: css(legendItem),
    legendOff: css({ ...legendItem, color: theme.colors.text.disabled, textDecoration: 'line-through' }),
    tooltip: {
      left: css({ ...tooltip, left: 60 }),
      right: css({ ...tooltip, right: theme.spacing(1) }),
    },
    tooltipTime: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(0.5) }),
    tooltipRow: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.75) }),
    tooltipValue: css({
      marginLeft: 'auto',
      fontWeight: theme.typography.fontWeightMedium,
      fontVariantNumeric: 'tabular-nums',
    }),
  };
};
