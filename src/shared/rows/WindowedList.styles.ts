import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({
    overflowX: 'hidden',
    overflowY: 'auto',
    position: 'relative',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: '-2px' },
  }),
  list: css({ position: 'relative', listStyle: 'none', margin: 0, padding: 0 }),
  item: css({ position: 'absolute', overflow: 'hidden' }),
});
