import type { Embed } from '../../query/model';

/** What an embed is called in the answer, and by orders and filters that mean it. */
export function embedName({ alias, relation }: Pick<Embed, 'alias' | 'relation'>): string {
  return alias || relation;
}
