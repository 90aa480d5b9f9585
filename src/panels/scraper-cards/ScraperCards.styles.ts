import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import type { Tone } from './statusOf';

export const getStyles = (theme: GrafanaTheme2) => {
  const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  const card = (edge: string) =>
    css({
      display: 'flex',
      flexDirection: 'column',
      height: '100%',
      boxSizing: 'border-box',
      padding: theme.spacing(1),
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderLeft: `3px solid ${edge}`,
      borderRadius: theme.shape.radius.default,
    });
  const status = (color: string) =>
    css({
      display: 'inline-flex',
      alignItems: 'center',
      alignSelf: 'flex-start',
      lineHeight: '20px',
      gap: theme.spacing(0.5),
      flexShrink: 0,
      color,
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      whiteSpace: 'nowrap',
    });
  const toned = (make: (color: string) => string, kind: 'main' | 'text'): Record<Tone, string> => ({
    error: make(theme.colors.error[kind]),
    off: make(kind === 'main' ? theme.colors.text.disabled : theme.colors.text.secondary),
    unknown: make(kind === 'main' ? theme.colors.border.medium : theme.colors.text.secondary),
    warning: make(theme.colors.warning[kind]),
    ok: make(theme.colors.success[kind]),
  });
  return {
    summary: css({ display: 'flex', alignItems: 'flex-start', gap: theme.spacing(2), overflow: 'hidden' }),
    card: toned(card, 'main'),
    status: toned(status, 'text'),
    head: css({ display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1), height: 40, flexShrink: 0 }),
    names: css({ minWidth: 0 }),
    name: css({ ...ellipsis, fontWeight: theme.typography.fontWeightMedium, lineHeight: '20px' }),
    place: css({
      ...ellipsis,
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      lineHeight: '16px',
    }),
    figures: css({ display: 'grid', columnGap: theme.spacing(1), gridAutoRows: 36, margin: 0 }),
    figure: css({
      minWidth: 0,
      '& dt': {
        ...ellipsis,
        color: theme.colors.text.secondary,
        fontSize: 11,
        fontWeight: theme.typography.fontWeightRegular,
        lineHeight: '14px',
      },
      '& dd': { ...ellipsis, margin: 0, fontVariantNumeric: 'tabular-nums', lineHeight: '18px' },
    }),
    error: css({
      ...ellipsis,
      height: 22,
      flexShrink: 0,
      color: theme.colors.error.text,
      fontSize: theme.typography.bodySmall.fontSize,
      lineHeight: '22px',
    }),
    links: css({
      display: 'flex',
      gap: theme.spacing(2),
      overflow: 'hidden',
      height: 24,
      flexShrink: 0,
      color: theme.colors.text.link,
      fontSize: theme.typography.bodySmall.fontSize,
      lineHeight: '24px',
    }),
  };
};
