import { createHash } from 'node:crypto';

const inlineScript = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/gi;

/**
 * The headers of an HTML page. Only scripts from this server run, plus the page's own inline ones, each allowed by its
 * hash; plugins come as script files, so nothing needs eval. Styles may be inline: emotion writes them at run time.
 */
export function pageHeaders(html: string): Record<string, string> {
  const hashes = Array.from(html.matchAll(inlineScript), ([, source]) => {
    return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
  });
  const policy = [
    "default-src 'self'",
    `script-src 'self' ${hashes.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ];
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'same-origin',
  };
}
