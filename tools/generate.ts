// `npm run generate [-- --check]`: everything that is generated and committed.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generate } from '../catalog/build';
import { buildSql, sqlFile } from '../supabase/buildSql';

const root = path.resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const stale = generate({ check, root });

const sql = await buildSql();
if ((await readFile(sqlFile, 'utf8').catch(() => '')) !== sql) {
  stale.push(path.relative(root, sqlFile));
  if (!check) {
    await writeFile(sqlFile, sql);
  }
}
for (const file of stale) {
  console.log(check ? `${file} is out of date; run npm run generate` : `wrote ${file}`);
}
process.exit(check && stale.length > 0 ? 1 : 0);
