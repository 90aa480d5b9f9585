import { z } from 'zod';

/**
 * What docker-compose.yml may say, as strict as we want it to be rather than as wide as Compose allows.
 * Source: https://github.com/compose-spec/compose-spec/blob/main/spec.md
 */
const pinnedImage = z
  .string()
  .regex(/^[\w./-]+:(v?\d+\.\d+[\w.-]*|local)$/, 'an image needs a tag with at least major and minor version');

const loopbackPort = z
  .string()
  .regex(/^127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:\d+$/, 'a port is 127.0.0.1:${NAME:-default}:inside');

const mount = z
  .string()
  .regex(/^(\.\/[\w./-]+|[a-z-]+):\/[\w./-]+(:ro)?$/, 'a volume is name:/path or ./file:/path, with :ro or without');

const dependency = z.strictObject({
  condition: z.enum(['service_healthy', 'service_completed_successfully']),
});

const healthCheck = z.strictObject({
  // The form without a shell: several of the images have none.
  test: z.tuple([z.literal('CMD')], z.string()),
  interval: z.string().regex(/^\d+s$/),
  timeout: z.string().regex(/^\d+s$/),
  retries: z.number().int().positive(),
});

const service = z.strictObject({
  image: pinnedImage,
  build: z.strictObject({ context: z.literal('.'), target: z.string() }).optional(),
  command: z.array(z.string()).optional(),
  profiles: z.array(z.string()).optional(),
  user: z.string().optional(),
  restart: z.literal('unless-stopped').optional(),
  network_mode: z.literal('none').optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.tuple([z.literal('ALL')]).optional(),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  shm_size: z.string().optional(),
  tmpfs: z.array(z.string()).optional(),
  // Text only: YAML would turn a bare `true` into something Compose refuses.
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(loopbackPort).optional(),
  volumes: z.array(mount).optional(),
  healthcheck: healthCheck.optional(),
  depends_on: z.record(z.string(), dependency).optional(),
});

export const composeFile = z.looseObject({
  name: z.literal('scrapewatch'),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

export type ComposeFile = z.infer<typeof composeFile>;
export type ComposeService = z.infer<typeof service>;
