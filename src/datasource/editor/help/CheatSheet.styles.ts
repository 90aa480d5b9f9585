import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    sheet: css({
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      padding: theme.spacing(1, 1.5),
      marginBottom: theme.spacing(1),
    }),
    type: css({
      marginBottom: theme.spacing(0.5),
      '& > summary': { cursor: 'pointer', padding: theme.spacing(0.5, 0) },
    }),
    about: css({ color: theme.colors.text.secondary }),
    examples: css({
      listStyle: 'none',
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 280px), 1fr))',
      gap: theme.spacing(1),
      margin: theme.spacing(1, 0),
    }),
    example: css({
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      gap: theme.spacing(0.5),
      boxSizing: 'border-box',
      width: '100%',
      height: '100%',
      textAlign: 'left',
      padding: theme.spacing(1),
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      '&:hover': { background: theme.colors.emphasize(theme.colors.background.secondary, 0.03) },
    }),
    title: css({ fontWeight: theme.typography.fontWeightMedium }),
    code: css({ overflowWrap: 'anywhere', whiteSpace: 'normal' }),
    hints: css({ margin: theme.spacing(0, 0, 1, 2.5), color: theme.colors.text.secondary }),
    operators: css({
      width: '100%',
      '& th, & td': { textAlign: 'left', padding: theme.spacing(0.25, 1, 0.25, 0), verticalAlign: 'top' },
    }),
  };
}
