import type { Boot } from './Boot';
import type { ThemeName } from './chosenTheme';

// The version whose packages are on the page; plugins ask for it to find out what they may use.
const grafanaVersion = '13.2.2';

declare global {
  interface Window {
    __grafana_public_path__?: string;
  }
}

/** Fills the stub that index.html puts on the page, in the shape that @grafana/runtime expects from Grafana's own server. */
export function fillGrafanaBootData(boot: Boot, theme: ThemeName): void {
  Object.assign(window, {
    grafanaBootData: {
      user: {
        id: 1,
        uid: 'workbench',
        login: boot.user.login,
        name: boot.user.login,
        email: '',
        orgId: 1,
        orgName: 'Main Org.',
        orgRole: boot.user.orgRole,
        orgs: [],
        isSignedIn: true,
        isGrafanaAdmin: false,
        theme,
        lightTheme: theme === 'light',
        timezone: 'browser',
        weekStart: '',
        locale: 'en-US',
        language: 'en-US',
        regionalFormat: 'en-US',
        permissions: {},
      },
      settings: {
        buildInfo: { version: grafanaVersion, env: 'production', edition: 'Open Source', commit: 'workbench' },
        featureToggles: {},
        panels: {},
        datasources: {},
        apps: {},
        appUrl: `${window.location.origin}/`,
        appSubUrl: '',
        minRefreshInterval: '5s',
        namespace: 'default',
        defaultDatasource: boot.dataSources.find(({ isDefault }) => isDefault)?.name ?? '',
        exploreEnabled: true,
        unifiedAlertingEnabled: false,
        expressionsEnabled: false,
        liveEnabled: false,
        disableSanitizeHtml: false,
      },
      navTree: [],
      assets: { dark: '', light: '' },
    },
  });
}
