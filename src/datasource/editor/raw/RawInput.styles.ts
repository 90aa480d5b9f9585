import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    field: css({ position: 'relative', flex: '1 1 300px', minWidth: 0 }),
    text: css({ fontFamily: theme.typography.fontFamilyMonospace, wordBreak: 'break-all', resize: 'vertical' }),
    list: css({
      position: 'absolute',
      zIndex: theme.zIndex.dropdown,
      left: 0,
      right: 0,
      maxHeight: 240,
      overflowY: 'auto',
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.radius.default,
      boxShadow: theme.shadows.z3,
    }),
    option: css({
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      padding: theme.spacing(0.5, 1),
      fontFamily: theme.typography.fontFamilyMonospace,
      cursor: 'pointer',
      '&:hover': { background: theme.colors.action.hover },
      '&[aria-selected="true"]': { background: theme.colors.action.selected },
    }),
    detail: css({
      ...theme.typography.bodySmall,
      color: theme.colors.text.secondary,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    }),
  };
}
