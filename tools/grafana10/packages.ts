/** A package of the npm registry, as it was when it was pinned here. */
export interface PinnedPackage {
  name: string;
  version: string;
  /** The registry's own checksum of the tarball. */
  integrity: string;
}

/**
 * What the oldest supported Grafana shares with plugins, without its dependencies: those would take 634 MB, and their
 * types are near enough in the root's node_modules.
 */
export const oldestGrafana = '10.1.2';
export const packages: PinnedPackage[] = [
  {
    name: '@grafana/data',
    version: oldestGrafana,
    integrity: 'sha512-ue/OEciIlWxE9wJnyBlNRwt78VgnH8SIubs+Q8W2W5pMerPXMHXRctTFbh/qY93xLNkePy273Chd5TEQZPpYLg==',
  },
  {
    name: '@grafana/ui',
    version: oldestGrafana,
    integrity: 'sha512-mWlmXl09ovdzNczwo+i+ZNqjfgaA3JNuF7DsWBdyeQfWYT9OqGvcoiIZPHB7/Ex0xwvV2Xnrl7WsqpkFlnWZdA==',
  },
  {
    name: '@grafana/runtime',
    version: oldestGrafana,
    integrity: 'sha512-Ra8LE4KCSaHxLf/Xzm4JwRfDEkUojKYCWiir1oYOrKWGI7NrQyxqPTR6fPbuu/hRH3ab3gNs3uKtNGbXYuuwfQ==',
  },
  {
    name: '@grafana/schema',
    version: oldestGrafana,
    integrity: 'sha512-k1fZ6ot4LWYNFGOlXJy/W6xEl9FJ3wo0tsCUmJhjq2/+MCLDHerQV5vVJ7m7jyLrb6n+eQZft/P5WcnXI4uwxA==',
  },
  {
    name: '@grafana/e2e-selectors',
    version: oldestGrafana,
    integrity: 'sha512-jPgUh8656zVUif4Z07lh7HUc4CarVQrNCvKq5sJAAMpgL/WkLaqsOXKTkCtIkGGa6wCwvdDTDiKcrtwGhBz9Gw==',
  },
  {
    name: '@types/react',
    version: '18.3.28',
    integrity: 'sha512-z9VXpC7MWrhfWipitjNdgCauoMLRdIILQsAEV+ZesIzBq/oUlxk0m3ApZuMFCXdnS4U7KrI+l3WRUEGQ8K1QKw==',
  },
];
