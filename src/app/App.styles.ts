import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getStyles = (theme: GrafanaTheme2) => {
  const state = (color: string) =>
    css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.5), color, whiteSpace: 'nowrap' });
  return {
    page: css({ maxWidth: 900 }),
    buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(3) }),
    row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start' }),
    pieces: css({ listStyle: 'none', margin: 0, padding: 0 }),
    piece: css({
      display: 'grid',
      gridTemplateColumns: '90px minmax(160px, 220px) minmax(0, 1fr)',
      columnGap: theme.spacing(2),
      padding: theme.spacing(1, 0),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: '90px minmax(0, 1fr)',
        '& > :last-child': { gridColumn: 2 },
      },
    }),
    state: {
      found: state(theme.colors.success.text),
      missing: state(theme.colors.warning.text),
      hidden: state(theme.colors.text.secondary),
      failed: state(theme.colors.error.text),
    },
    muted: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
    link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' } }),
    steps: css({
      maxWidth: 900,
      paddingLeft: theme.spacing(3),
      '& > li': { marginBottom: theme.spacing(4) },
      '& h2': { fontSize: theme.typography.h4.fontSize },
    }),
    copy: css({
      display: 'flex',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
      '& pre': { flex: 1, minWidth: 0, overflow: 'auto', margin: 0 },
    }),
  };
};
