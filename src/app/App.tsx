import React from 'react';
import type { AppRootProps } from '@grafana/data';
import { SetupPage } from './SetupPage';
import { StartPage } from './StartPage';

/** The app's pages, by address. No router: Grafana 10.1 and 13 share different versions of one. */
export default function App({ path, meta }: AppRootProps) {
  return isSetup(path) ? <SetupPage baseUrl={meta.baseUrl} /> : <StartPage />;
}

function isSetup(path: string): boolean {
  return /\/setup\/?$/.test(path);
}
