import { describe, expect, it } from 'vitest';
import { readSettings } from './settings';

const needed = {
  SUPABASE_URL: 'http://127.0.0.1:54321/',
  SUPABASE_PUBLISHABLE_KEY: 'publishable',
  SUPABASE_SECRET_KEY_FILE: '/run/secrets/key',
};
const readFile = (path: string): string => `content of ${path}\n`;

describe('readSettings', () => {
  it('takes a value from its file when NAME_FILE names one', () => {
    const settings = readSettings(needed, readFile);
    expect(settings.keys.secretKey).toBe('content of /run/secrets/key');
    expect(settings).toMatchObject({ supabaseUrl: 'http://127.0.0.1:54321', seed: 1, metricsHost: '127.0.0.1' });
  });

  it('names everything that is missing or wrong at once', () => {
    const read = () => readSettings({ SUPABASE_URL: 'nowhere', SEED: 'x' }, readFile);
    expect(read).toThrow(/SUPABASE_URL must be the address[^]*SUPABASE_SECRET_KEY is missing[^]*SEED/);
  });
});
