// `npm run adapt`: a proposal for the adapter views of a project, as SQL to read and to run by hand.
import { writeFile } from 'node:fs/promises';
import postgres from 'postgres';
import { type AdaptOptions, adaptOptions, usage } from './adaptOptions';
import { introspect } from './introspect';
import { proposeAdapters } from './proposeAdapters';
import { toSql } from './toSql';

try {
  const options = adaptOptions(process.argv.slice(2), process.env);
  if (options === 'help') {
    console.log(usage);
  } else {
    await adapt(options);
  }
} catch (error) {
  console.error(plainMessage(error));
  process.exitCode = 1;
}

async function adapt(options: AdaptOptions): Promise<void> {
  const sql = postgres(options.database, {
    max: 1,
    prepare: false,
    connect_timeout: 15,
    onnotice: () => undefined,
    ssl: sslFor(options.database),
  });
  try {
    const proposal = proposeAdapters(await introspect(sql, options), options);
    const text = options.isJson ? `${JSON.stringify(proposal, null, 2)}\n` : toSql(proposal);
    if (options.out === undefined) {
      process.stdout.write(text);
      return;
    }
    await writeFile(options.out, text);
    const found = proposal.views.filter((view) => view.table !== undefined).length;
    console.error(`Wrote ${options.out}: ${found} of ${proposal.views.length} views. Nothing has been run.`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Encrypted unless the server is on this machine or the connection string says otherwise. */
function sslFor(database: string): 'require' | undefined {
  const { hostname, searchParams } = new URL(database);
  const isLocal = ['localhost', '127.0.0.1', '[::1]', ''].includes(hostname);
  return isLocal || searchParams.has('sslmode') ? undefined : 'require';
}

/** What went wrong, in one line that never holds the connection string. */
function plainMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '28P01' || code === '28000') {
    return 'The database refused the password or the role of the connection string.';
  }
  if (/ENOTFOUND|ECONNREFUSED|CONNECT_TIMEOUT|ETIMEDOUT/.test(code)) {
    return `The database could not be reached (${code}). Check host and port of the connection string.`;
  }
  return text.replaceAll(/postgres(ql)?:\/\/\S+/g, '(the connection string)');
}
