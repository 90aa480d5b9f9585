import { locationService } from '@grafana/runtime';
import React, { useLayoutEffect, useState, type ReactNode } from 'react';
import { Router, type Location, type Navigator } from 'react-router-dom';

/** React Router on the history that Grafana's location service moves. */
export function HistoryRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [location, setLocation] = useState<Location>(history.location);
  useLayoutEffect(() => history.listen((next: Location) => setLocation(next)), [history]);
  return (
    // history 4 has the methods that React Router 6 calls, under slightly other types.
    <Router location={location} navigator={history as unknown as Navigator}>
      {children}
    </Router>
  );
}
