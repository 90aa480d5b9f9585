/**
 * Outlines for the icons that @grafana/ui's npm package names but does not contain: ours, neutral, 24 × 24, drawn with a
 * line. Brands get the generic one.
 */
const outlines: Record<string, string> = {
  'add-user': 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7 2 0 4 1 5 2M18 14v6M15 17h6',
  'angle-double-left': 'M11 7l-5 5 5 5M18 7l-5 5 5 5',
  'angle-double-up': 'M7 11l5-5 5 5M7 18l5-5 5 5',
  'archive-alt': 'M3 4h18v5H3zM5 9v11h14V9M10 13h4',
  'arrows-v': 'M12 3v18M8 7l4-4 4 4M8 17l4 4 4-4',
  ai: 'M12 3l2 7 7 2-7 2-2 7-2-7-7-2 7-2z',
  attach: 'M20 11l-8 8a5 5 0 0 1-7-7l8-8a3 3 0 0 1 5 5l-8 8a1 1 0 0 1-2-2l7-7',
  'browser-alt': 'M3 4h18v16H3zM3 9h18M6 6.500h.01',
  'check-square': 'M4 4h16v16H4zM8 12l3 3 5-6',
  'circle-mono': 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
  'comment-alt-message': 'M4 4h16v12H9l-5 4zM8 8h8M8 12h5',
  'compress-alt': 'M20 4l-6 6M14 5v5h5M4 20l6-6M10 19v-5H5',
  'compress-alt-left': 'M4 4l6 6M10 5v5H5M20 20l-6-6M14 19v-5h5',
  'compress-arrows': 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5',
  crosshair: 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM12 2v6M12 16v6M2 12h6M16 12h6',
  'create-dashboard': 'M3 3h7v7H3zM14 3h7v4h-7zM3 14h7v7H3zM17.500 12v8M13.500 16h8',
  drilldown: 'M3 5h18M6 10h12M9 15h6M12 15v5M10 18l2 2 2-2',
  enter: 'M20 5v8H5M9 9l-4 4 4 4',
  exclamation: 'M12 4v11M12 19v.01',
  'expand-alt': 'M14 10l6-6M15 4h5v5M10 14l-6 6M4 15v5h5',
  'expand-arrows': 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  'expand-arrows-alt': 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M4 4l16 16M20 4L4 20',
  fa: 'M12 3a9 9 0 1 0 9 9',
  'fa fa-spinner': 'M12 3a9 9 0 1 0 9 9',
  'file-download': 'M6 3h8l4 4v14H6zM12 10v7M9 14l3 3 3-3',
  'file-edit-alt': 'M6 3h8l4 4v14H6zM9 17l6-6M9 13v4h4',
  'file-export': 'M6 3h8l4 4v14H6zM10 14h9M16 11l3 3-3 3',
  flask: 'M9 3h6M10 3v6l-6 11h16L14 9V3',
  font: 'M5 20L12 4l7 16M8 14h8',
  'gf-pin': 'M9 3h6v7l3 4H6l3-4zM12 14v7',
  'gf-pin-filled': 'M9 3h6v7l3 4H6l3-4zM12 14v7M10 6h4M10 9h4',
  'gf-pin-unfilled': 'M9 3h6v7l3 4H6l3-4zM12 14v7',
  'gf-service-account': 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3-7 8-7s8 3 8 7z',
  globe: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c5 5 5 13 0 18M12 3c-5 5-5 13 0 18',
  'hand-pointer': 'M9 12V5a2 2 0 0 1 4 0v6l5 1a2 2 0 0 1 1 2l-1 7H9l-4-6 2-2z',
  'heart-rate': 'M2 13h5l2-6 4 11 3-8 2 3h4',
  home: 'M3 11l9-8 9 8M5 9v12h14V9M10 21v-6h4v6',
  'horizontal-align-center': 'M12 3v18M6 8h12M8 16h8',
  'horizontal-align-left': 'M4 3v18M8 8h12M8 16h8',
  'horizontal-align-right': 'M20 3v18M4 8h12M8 16h8',
  layers: 'M4 9l8-5 8 5-8 5zM4 14l8 5 8-5',
  'legend-hide': 'M4 5h16v14H4zM4 15h16M3 21L21 3',
  'legend-show': 'M4 5h16v14H4zM4 15h16M7 17h4',
  'lightbulb-alt': 'M9 17c0-3-3-4-3-8a6 6 0 0 1 12 0c0 4-3 5-3 8zM10 21h4',
  line: 'M4 20L20 4',
  'link-broken': 'M10 8l3-3a4 4 0 0 1 6 6l-3 3M14 16l-3 3a4 4 0 0 1-6-6l3-3M4 4l3 3M17 17l3 3',
  'list-ol': 'M9 6h12M9 12h12M9 18h12M4 4v4M3 12h2M3 18h2',
  'map-marker': 'M12 21c-4-5-7-8-7-12a7 7 0 0 1 14 0c0 4-3 7-7 12zM12 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  'maximize-left': 'M4 10V4h6M4 4l7 7M20 14v6h-6',
  paragraph: 'M18 4H10a4 4 0 0 0 0 8h3M13 4v16M17 4v16',
  'pause-circle': 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 9v6M14 9v6',
  'ruler-combined': 'M4 3v17h17M4 8h4M4 13h3M9 20v-4M14 20v-3M8 3v13h13',
  spinner: 'M12 3a9 9 0 1 0 9 9',
  'stopwatch-slash': 'M12 6a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM9 2h6M12 10v4M3 3l18 18',
  'sync-slash': 'M5 12a7 7 0 0 1 12-5l2 2M19 5v4h-4M19 12a7 7 0 0 1-12 5M3 3l18 18',
  'table-collapse-all': 'M3 4h18M3 20h18M9 7l3 3 3-3M9 17l3-3 3 3',
  'table-expand-all': 'M3 4h18M3 20h18M9 10l3-3 3 3M9 14l3 3 3-3',
  'text-fields': 'M3 5h12M9 5v14M14 11h8M18 11v8',
  'thumbs-down': 'M7 3v11M7 4h10l3 9h-6l1 7-3 1-5-8M3 3v11h4',
  'thumbs-up': 'M7 21V10M7 20h10l3-9h-6l1-7-3-1-5 8M3 10v11h4',
  'toggle-off': 'M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7zM8 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  'toggle-on': 'M8 7h8a5 5 0 0 1 0 10H8A5 5 0 0 1 8 7zM16 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  unarchive: 'M3 4h18v5H3zM5 9v11h14V9M12 18v-6M9 15l3-3 3 3',
  'user-arrows': 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 21c0-4 3-7 7-7M14 16h7M18 13l3 3-3 3',
  'vertical-align-bottom': 'M3 20h18M8 4v12M16 9v7',
  'vertical-align-center': 'M3 12h18M8 5v14M16 8v8',
  'vertical-align-top': 'M3 4h18M8 8v12M16 8v7',
  'web-section': 'M3 4h18v16H3zM3 9h18M9 9v11',
  'web-section-alt': 'M3 4h18v16H3zM3 9h18M15 9v11',
  window: 'M3 4h18v16H3zM3 9h18',
  wrench: 'M14 7a5 5 0 0 1 6-4l-3 3 1 2 2 1 3-3M14 9L4 19l1 2h2l10-9',
};

const genericOutline = 'M5 5h14v14H5z';

/** The SVG of an icon that the package lacks; an empty square for one that nobody drew. */
export function drawIcon(name: string): string {
  const line = Object.hasOwn(outlines, name) ? outlines[name] : genericOutline;
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">' +
    `<path fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" d="${line}"/></svg>`
  );
}
