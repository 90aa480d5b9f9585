import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getStyles = (theme: GrafanaTheme2) => {
  const ellipsis = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  const small = theme.typography.bodySmall.fontSize;
  const focus = { '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 } };
  const item = (color: string) =>
    css({
      display: 'flex',
      gap: theme.spacing(1),
      height: '100%',
      padding: theme.spacing(0.75, 1),
      // Grafana 10.1 wraps an icon's svg, newer ones do not.
      '& > :first-child': { color, flexShrink: 0, marginTop: 1 },
    });
  const pill = {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    height: 24,
    padding: theme.spacing(0, 1),
    borderRadius: theme.shape.radius.pill,
    border: '1px solid transparent',
    fontSize: small,
    whiteSpace: 'nowrap',
  } as const;
  const chip = {
    ...pill,
    background: 'none',
    borderColor: theme.colors.border.medium,
    color: theme.colors.text.secondary,
    ...focus,
  };
  return {
    chips: css({
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 0.75),
      alignContent: 'flex-start',
      overflow: 'hidden',
    }),
    badge: css({ ...pill, background: theme.colors.background.secondary, color: theme.colors.text.secondary }),
    badgeOpen: css({
      ...pill,
      background: theme.colors.error.main,
      color: theme.colors.error.contrastText,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    chip: css(chip),
    chipOn: css({
      ...chip,
      background: theme.colors.action.selected,
      borderColor: theme.colors.primary.border,
      color: theme.colors.text.primary,
    }),
    row: css({ height: '100%', borderBottom: `1px solid ${theme.colors.border.weak}` }),
    item: {
      critical: item(theme.colors.error.text),
      warning: item(theme.colors.warning.text),
      info: item(theme.colors.info.text),
      other: item(theme.colors.text.secondary),
      resolved: item(theme.colors.success.text),
    },
    body: css({ flex: 1, minWidth: 0, lineHeight: '18px' }),
    head: css({ display: 'flex', alignItems: 'baseline', gap: theme.spacing(1) }),
    name: css({ ...ellipsis, fontWeight: theme.typography.fontWeightMedium }),
    words: css({ color: theme.colors.text.secondary, flexShrink: 0, fontSize: small }),
    when: css({ marginLeft: 'auto', color: theme.colors.text.secondary, flexShrink: 0, fontSize: small }),
    summary: css({ ...ellipsis, minHeight: 18 }),
    meta: css({
      display: 'flex',
      gap: theme.spacing(1.5),
      ...ellipsis,
      color: theme.colors.text.secondary,
      fontSize: small,
    }),
    link: css({ color: theme.colors.text.link, '&:hover': { textDecoration: 'underline' }, ...focus }),
  };
};
