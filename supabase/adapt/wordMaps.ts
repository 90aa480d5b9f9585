import type { Vocabulary } from './viewSpec';

export interface WordMap {
  /** Our word → the teams' words, in lower case with spaces and dashes as underscores. */
  words: Record<string, string[]>;
  /** What a word becomes that nobody knows: it spoils neither a success rate nor an alert. `keep` leaves it as it is. */
  unknown: string | 'keep';
  /** Of a boolean column. */
  whenTrue?: string;
  whenFalse?: string;
}

/** How teams say what CONTRACT.md says. */
export const wordMaps: Record<Vocabulary, WordMap> = {
  run: {
    words: {
      queued: [
        'queued',
        'pending',
        'waiting',
        'new',
        'created',
        'scheduled',
        'enqueued',
        'open',
        'todo',
        'ready',
        'requested',
        'retry',
        'retrying',
        'delayed',
      ],
      processing: [
        'processing',
        'running',
        'in_progress',
        'inprogress',
        'started',
        'active',
        'working',
        'claimed',
        'busy',
        'doing',
        'scraping',
        'executing',
      ],
      completed: ['completed', 'complete', 'done', 'ok', 'success', 'succeeded', 'successful', 'finished', 'passed'],
      failed: [
        'failed',
        'err',
        'error',
        'errored',
        'failure',
        'fail',
        'crashed',
        'dead',
        'timeout',
        'timed_out',
        'aborted',
        'exception',
        'ko',
      ],
      cancelled: [
        'cancelled',
        'canceled',
        'skipped',
        'stopped',
        'cancel',
        'ignored',
        'expired',
        'abandoned',
        'deleted',
      ],
    },
    unknown: 'cancelled',
    whenTrue: 'completed',
    whenFalse: 'failed',
  },
  client: {
    words: {
      active: ['active', 'enabled', 'on', 'live', 'ok', 'current', 'running', 'trial', 'paying'],
      paused: [
        'paused',
        'inactive',
        'disabled',
        'off',
        'suspended',
        'archived',
        'deleted',
        'churned',
        'cancelled',
        'canceled',
        'closed',
        'stopped',
      ],
    },
    unknown: 'active',
    whenTrue: 'active',
    whenFalse: 'paused',
  },
  scraper: {
    words: {
      running: [
        'running',
        'active',
        'up',
        'online',
        'ok',
        'healthy',
        'started',
        'idle',
        'busy',
        'working',
        'enabled',
        'on',
      ],
      stopped: ['stopped', 'down', 'offline', 'off', 'inactive', 'disabled', 'terminated', 'exited'],
      error: ['error', 'err', 'failed', 'crashed', 'unhealthy', 'broken', 'dead', 'failing'],
      paused: ['paused', 'suspended', 'sleeping', 'throttled', 'on_hold', 'waiting', 'rate_limited'],
    },
    unknown: 'error',
    whenTrue: 'running',
    whenFalse: 'stopped',
  },
  worker: {
    words: {
      running: ['running', 'active', 'alive', 'up', 'online', 'ok', 'healthy', 'idle', 'busy', 'working', 'started'],
      paused: ['paused', 'suspended', 'sleeping', 'on_hold'],
      retrying: ['retrying', 'retry', 'backoff', 'restarting', 'reconnecting'],
      stopped: ['stopped', 'down', 'offline', 'dead', 'terminated', 'exited', 'crashed', 'failed', 'error', 'err'],
    },
    unknown: 'running',
    whenTrue: 'running',
    whenFalse: 'stopped',
  },
  level: {
    words: {
      debug: ['debug', 'trace', 'verbose', 'fine', '10', '5'],
      info: ['info', 'information', 'notice', 'log', 'ok', 'success', '20'],
      warning: ['warning', 'warn', '30'],
      error: ['error', 'err', 'failure', 'failed', 'exception', '40'],
      critical: ['critical', 'fatal', 'crit', 'alert', 'emergency', 'emerg', 'panic', '50'],
    },
    unknown: 'info',
  },
  account: {
    words: {
      valid: ['valid', 'ok', 'active', 'healthy', 'good', 'up', 'alive', 'working', 'live', 'enabled'],
      challenged: [
        'challenged',
        'challenge',
        'checkpoint',
        'verify',
        'verification',
        'needs_login',
        'login_required',
        'limited',
        'rate_limited',
        'throttled',
        'cooldown',
      ],
      blocked: [
        'blocked',
        'banned',
        'disabled',
        'suspended',
        'dead',
        'down',
        'invalid',
        'expired',
        'failed',
        'error',
        'err',
      ],
      unknown: ['unknown', 'new', 'unchecked', 'pending'],
    },
    unknown: 'unknown',
    whenTrue: 'valid',
    whenFalse: 'blocked',
  },
  accountKind: {
    words: {
      account: ['account', 'session', 'profile', 'user', 'login'],
      proxy: ['proxy', 'proxies', 'vpn', 'ip'],
      api: ['api', 'key', 'service', 'endpoint'],
    },
    unknown: 'account',
  },
  backup: {
    words: {
      true: [
        'ok',
        'success',
        'succeeded',
        'successful',
        'completed',
        'complete',
        'done',
        'finished',
        'passed',
        'valid',
      ],
      false: [
        'failed',
        'fail',
        'failure',
        'error',
        'err',
        'running',
        'started',
        'in_progress',
        'pending',
        'cancelled',
        'canceled',
        'aborted',
      ],
    },
    unknown: 'false',
    whenTrue: 'true',
    whenFalse: 'false',
  },
  activity: {
    words: {
      visit: [
        'visit',
        'visited',
        'login',
        'log_in',
        'signed_in',
        'sign_in',
        'session_start',
        'page_view',
        'pageview',
        'app_open',
        'opened',
      ],
      quest_completed: [
        'quest_completed',
        'quest_complete',
        'completed_quest',
        'lesson_completed',
        'task_completed',
        'course_completed',
      ],
    },
    unknown: 'keep',
  },
  subscription: {
    words: {
      trialing: ['trialing', 'trial', 'in_trial', 'free_trial'],
      active: ['active', 'paid', 'ok', 'current', 'renewed', 'running', 'live'],
      past_due: ['past_due', 'overdue', 'unpaid', 'late', 'grace', 'dunning'],
      cancelled: [
        'cancelled',
        'canceled',
        'ended',
        'expired',
        'terminated',
        'inactive',
        'incomplete',
        'incomplete_expired',
        'paused',
        'churned',
      ],
    },
    unknown: 'cancelled',
    whenTrue: 'active',
    whenFalse: 'cancelled',
  },
  payment: {
    words: {
      succeeded: ['succeeded', 'success', 'successful', 'ok', 'paid', 'completed', 'complete', 'captured', 'settled'],
      failed: ['failed', 'failure', 'err', 'error', 'declined', 'rejected', 'unpaid', 'chargeback', 'disputed'],
      refunded: ['refunded', 'refund', 'reversed', 'partially_refunded', 'void', 'voided'],
    },
    unknown: 'keep', // pending is neither
    whenTrue: 'succeeded',
    whenFalse: 'failed',
  },
};

/** Our word for a team's word; undefined when nobody knows it. */
export function ourWord(vocabulary: Vocabulary, word: string): string | undefined {
  const plain = word
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return Object.entries(wordMaps[vocabulary].words).find(([, theirs]) => theirs.includes(plain))?.[0];
}
