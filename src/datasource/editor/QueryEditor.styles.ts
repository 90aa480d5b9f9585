import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    head: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
    }),
    // Five types are wider than a phone.
    types: css({ maxWidth: '100%', overflowX: 'auto' }),
    preview: css({
      fontFamily: theme.typography.fontFamilyMonospace,
      fontSize: theme.typography.bodySmall.fontSize,
      color: theme.colors.text.secondary,
      overflowWrap: 'anywhere',
      margin: theme.spacing(1, 0, 0),
    }),
    kept: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  };
}
