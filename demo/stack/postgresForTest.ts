// A process for postgres.integration.test.ts to kill: starts PostgreSQL, prints its process id, waits for ever.
import { startPostgres } from './postgres';

const [dataDir = ''] = process.argv.slice(2);
const { pid } = await startPostgres({ dataDir });
console.log(pid);
setInterval(() => undefined, 60_000);
