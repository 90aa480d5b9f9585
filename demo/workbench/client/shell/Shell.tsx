import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ErrorBoundaryAlert, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { NavMenu } from './NavMenu';
import { Search } from './Search';
import { Toasts } from './Toasts';
import { TopBar, topBarHeight } from './TopBar';
import { setKiosk, useKiosk } from './useKiosk';

const menuKey = 'workbench.menu';
const dockedFromPx = 1200;

/** The frame round every page. */
export function Shell({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const isKiosk = useKiosk();
  const { pathname } = useLocation();
  const [isMenuOpen, setMenuOpen] = useState(() => canDock() && window.localStorage.getItem(menuKey) === 'open');
  const [isSearching, setSearching] = useState(false);
  const toggleMenu = () => {
    window.localStorage.setItem(menuKey, isMenuOpen ? 'closed' : 'open');
    setMenuOpen(!isMenuOpen);
  };

  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && isKiosk && setKiosk(false);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isKiosk]);

  const isDocked = isMenuOpen && canDock();
  return (
    <div
      className={styles.page}
      style={{ paddingTop: isKiosk ? 0 : topBarHeight, paddingLeft: isDocked && !isKiosk ? 240 : 0 }}
    >
      {!isKiosk && (
        <>
          <TopBar onToggleMenu={toggleMenu} onSearch={() => setSearching(true)} />
          {isMenuOpen && <NavMenu onNavigate={() => !canDock() && setMenuOpen(false)} />}
        </>
      )}
      <main className={styles.main}>
        <ErrorBoundaryAlert style="page" dependencies={[pathname]}>
          {children}
        </ErrorBoundaryAlert>
      </main>
      {isSearching && <Search onClose={() => setSearching(false)} />}
      <Toasts />
    </div>
  );
}

/** Narrower than this the menu lies over the page, and closes when used. */
function canDock(): boolean {
  return window.innerWidth >= dockedFromPx;
}

function getStyles(theme: GrafanaTheme2) {
  return {
    page: css({ minHeight: '100%', display: 'flex', background: theme.colors.background.canvas }),
    main: css({ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
  };
}
