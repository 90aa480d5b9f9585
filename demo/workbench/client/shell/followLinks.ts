import { locationService } from '@grafana/runtime';

/** Links within the workbench change the address without loading the page again, wherever they were drawn. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const anchor = (event.target as Element | null)?.closest?.('a[href]');
    if (!(anchor instanceof HTMLAnchorElement) || !isOurs(anchor, event)) {
      return;
    }
    event.preventDefault();
    locationService.push(`${anchor.pathname}${anchor.search}${anchor.hash}`);
  });
}

function isOurs(anchor: HTMLAnchorElement, event: MouseEvent): boolean {
  const isPlainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const staysHere = anchor.origin === window.location.origin && (anchor.target === '' || anchor.target === '_self');
  const isFile =
    anchor.pathname.startsWith('/api/') || anchor.pathname.startsWith('/public/') || anchor.hasAttribute('download');
  const isJump = anchor.getAttribute('href')?.startsWith('#') ?? false;
  return isPlainClick && !event.defaultPrevented && staysHere && !isFile && !isJump;
}
