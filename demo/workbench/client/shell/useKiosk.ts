import { locationService } from '@grafana/runtime';
import { useLocation } from 'react-router-dom';

/** Kiosk mode (`?kiosk`, `?kiosk=1`, `?kiosk=true`): only the panels, for a screen on a wall. */
export function useKiosk(): boolean {
  const { search } = useLocation();
  return isKiosk(search);
}

export function isKiosk(search: string): boolean {
  const value = new URLSearchParams(search).get('kiosk');
  return value !== null && value !== '0' && value !== 'false';
}

export function setKiosk(isOn: boolean): void {
  locationService.partial({ kiosk: isOn ? true : null });
}
