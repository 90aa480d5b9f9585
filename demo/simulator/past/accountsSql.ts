import { accountNotes, accounts } from '../accounts';
import { type Period, textLiteral, timeLiteral } from './period';

/** Inserts the accounts, proxies and APIs that are missing, as they stood at the last look some minutes ago. */
export function accountsSql({ seed, now }: Period): string {
  const note = Object.entries(accountNotes).map(
    ([habit, text]) => `when ${textLiteral(habit)} then ${textLiteral(text)}`
  );
  return `
insert into public.accounts as known (id, name, email, system, environment, kind, provider, status, last_checked_at, rate_limit_remaining, note)
select md5(key::text || '${seed}')::uuid, name, case kind when 'account' then name || '@mailbox.example' end, system, environment, kind,
  provider, habit, case habit when 'unknown' then null else ${timeLiteral(now)} - 540 * pg_temp.sim_draw(key, 81) * interval '1 second' end,
  round("rateLimit" * case habit when 'valid' then 0.3 + 0.65 * pg_temp.sim_draw(key, 82) else 0 end), case habit ${note.join(' ')} end
from jsonb_to_recordset(${textLiteral(JSON.stringify(accounts))}::jsonb) as x(name text, system text, environment text, kind text,
  provider text, "rateLimit" integer, habit text)
cross join lateral (select hashtextextended(system || environment || kind || name, 0) as key) k
on conflict (system, environment, kind, name) do update set last_checked_at = excluded.last_checked_at
where known.last_checked_at < excluded.last_checked_at;`;
}
