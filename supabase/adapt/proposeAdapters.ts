import { allViews, type Choice, chooseTables } from './chooseTables';
import { buildView } from './buildView';
import type { Introspection } from './Introspection';
import { proposeIndexes } from './proposeIndexes';

export interface ProposalOptions {
  /** Word for the column `system` where the tables have none; default `main`. */
  system?: string;
  /** Word for the column `environment` where the tables have none; default `prod`. */
  environment?: string;
  /** Time zone of timestamps without one; default `UTC`. */
  zone?: string;
}

export interface ColumnProposal {
  name: string;
  /** What stands before `as name`. */
  sql: string;
  /** Source column, `table.column`; undefined for a constant. */
  source?: string;
  confidence: 'certain' | 'likely' | 'guess' | 'none';
  notes: string[];
}

export interface ViewProposal {
  view: string;
  /** Source table as SQL; undefined: nothing fits, the view stays as it is. */
  table?: string;
  rowEstimate?: number;
  /** 0 to 1. */
  score: number;
  alternatives: string[];
  columns: ColumnProposal[];
  /** Everything after `from`. */
  from: string;
  /** What stays empty without it. */
  lost: string;
  notes: string[];
}

export interface Proposal {
  views: ViewProposal[];
  /** Statements to run one by one, outside a transaction. */
  indexes: string[];
}

/** Proposes a mapping for all fifteen adapter views. The same introspection gives the same proposal. */
export function proposeAdapters(introspection: Introspection, options: ProposalOptions = {}): Proposal {
  const settings = {
    system: options.system ?? 'main',
    environment: options.environment ?? 'prod',
    zone: options.zone ?? 'UTC',
  };
  const choices = chooseTables(introspection);
  const views = allViews.map((spec): ViewProposal => {
    const choice = choices.get(spec.view);
    return choice ? buildView(choice, { introspection, choices, settings }) : notFound(spec);
  });
  const indexes = [...choices.values()].flatMap((choice) => proposeIndexes(choice, settings.zone));
  return { views, indexes: [...new Set(indexes)] };
}

function notFound({ view, lost }: Choice['spec']): ViewProposal {
  return { view, score: 0, alternatives: [], columns: [], from: '', lost, notes: [] };
}
