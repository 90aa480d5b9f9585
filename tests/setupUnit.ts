// For tests of the workbench's client, which ask for jsdom in their first line; a no-op under node.
export {};

if (typeof window !== 'undefined') {
  await import('./setupDom');
}
