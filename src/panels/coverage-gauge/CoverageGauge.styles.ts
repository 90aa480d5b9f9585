import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getStyles = (theme: GrafanaTheme2) => {
  const trend = {
    gridArea: 'trend',
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(0.25),
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  } as const;
  const value = {
    gridArea: 'value',
    textAlign: 'right',
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  } as const;
  const row = {
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    height: '100%',
    padding: theme.spacing(0, 0.5),
  };
  return {
    row: css({
      ...row,
      gridTemplateColumns: 'minmax(80px, 26%) minmax(0, 1fr) 56px auto',
      gridTemplateAreas: '"name track value trend"',
    }),
    rowNarrow: css({
      ...row,
      gridTemplateColumns: 'minmax(0, 1fr) auto auto',
      gridTemplateRows: '1fr 14px',
      gridTemplateAreas: '"name value trend" "track track track"',
    }),
    name: css({ gridArea: 'name', minWidth: 0 }),
    track: css({
      gridArea: 'track',
      position: 'relative',
      height: 12,
      background: theme.colors.action.hover,
      borderRadius: theme.shape.radius.default,
    }),
    fill: css({ height: '100%', minWidth: 2, borderRadius: theme.shape.radius.default }),
    target: css({
      position: 'absolute',
      top: -3,
      bottom: -3,
      width: 2,
      marginLeft: -1,
      background: theme.colors.text.primary,
      boxShadow: `0 0 0 1px ${theme.colors.background.primary}`,
    }),
    value: css(value),
    valueMissed: css({ ...value, fontWeight: theme.typography.fontWeightBold }),
    trend: {
      good: css({ ...trend, color: theme.colors.success.text, minWidth: 76 }),
      bad: css({ ...trend, color: theme.colors.error.text, minWidth: 76 }),
      plain: css({ ...trend, color: theme.colors.text.secondary, minWidth: 76 }),
    },
    overall: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      overflow: 'hidden',
      paddingBottom: theme.spacing(1),
    }),
    overallValue: css({
      borderLeft: '4px solid',
      paddingLeft: theme.spacing(1),
      fontSize: theme.typography.h1.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      lineHeight: 1.2,
      fontVariantNumeric: 'tabular-nums',
    }),
    overallText: css({ minWidth: 0, fontSize: theme.typography.bodySmall.fontSize, lineHeight: 1.4 }),
    muted: css({ color: theme.colors.text.secondary }),
  };
};
