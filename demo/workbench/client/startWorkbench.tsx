import { ThemeContext } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { config, locationService, LocationServiceProvider } from '@grafana/runtime';
import { loadResources } from '@grafana/scenes';
import { GlobalStyles, ModalsProvider, PortalContainer } from '@grafana/ui';
import 'react-grid-layout/css/styles.css';
import 'uplot/dist/uPlot.min.css';
import React from 'react';
import { createRoot } from 'react-dom/client';
import type { Boot } from './boot/Boot';
import { fillRegistries } from './registries/fillRegistries';
import { Pages } from './Pages';
import { installServices } from './services/installServices';
import { followLinks } from './shell/followLinks';
import { HistoryRouter } from './shell/HistoryRouter';
import { ServicesContext } from './shell/ServicesContext';
import { Shell } from './shell/Shell';

/** Everything that needs Grafana's packages; main.tsx imports it once their boot data are in place. */
export async function startWorkbench(boot: Boot): Promise<void> {
  fillRegistries();
  await initPluginTranslations('grafana', []);
  await initPluginTranslations('grafana-scenes', [loadResources]);
  const services = installServices(boot);
  followLinks();
  const root = document.getElementById('root');
  if (!root) {
    throw new Error('The page has no #root');
  }
  createRoot(root).render(
    <ThemeContext.Provider value={config.theme2}>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <HistoryRouter>
          <ModalsProvider>
            <ServicesContext.Provider value={services}>
              <Shell>
                <Pages />
              </Shell>
            </ServicesContext.Provider>
            <PortalContainer />
          </ModalsProvider>
        </HistoryRouter>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}
