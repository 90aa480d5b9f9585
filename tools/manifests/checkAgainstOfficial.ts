// Checks our manifests and compose file against the schemas that Grafana and Compose publish, where somebody has put them
// into a folder `shared/schemas` beside the checkout. They are other people's files, so they are not in this repository.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type SchemaObject } from 'ajv';
import addFormats from 'ajv-formats';
import { globSync } from 'glob';
import { checkManifests } from './checkManifests';
import { readComposeUnchecked } from './readCompose';

interface Outcome {
  checked: string[];
  problems: string[];
}

/** What the official schemas find wrong with the repository, file by file. */
export function checkAgainstOfficial(repositoryRoot: string, schemasDir: string): Outcome {
  const pluginSchema = readSchema(schemasDir, 'plugin.schema.json');
  const composeSchema = readSchema(schemasDir, 'compose-spec.json');
  const manifests = globSync(['src/**/plugin.json', 'dist/**/plugin.json'], {
    cwd: repositoryRoot,
    posix: true,
  }).sort();
  return {
    checked: [...manifests, 'docker-compose.yml'],
    problems: [
      ...manifests.flatMap((file) => validate(pluginSchema, readJson(path.join(repositoryRoot, file)), file)),
      ...validate(composeSchema, readComposeUnchecked(repositoryRoot), 'docker-compose.yml'),
    ],
  };
}

function validate(schema: SchemaObject, data: unknown, name: string): string[] {
  // Their patterns escape characters that a unicode regular expression must not; and the compose schema names its own
  // meta-schema by an address that no library knows.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false, validateSchema: false });
  addFormats.default(ajv);
  const check = ajv.compile({ ...schema, $schema: undefined });
  check(data);
  return (check.errors ?? []).map((error) => `${name}${error.instancePath}: ${error.message}`);
}

function readSchema(schemasDir: string, name: string): SchemaObject {
  const schema = readJson(path.join(schemasDir, name));
  if (typeof schema !== 'object' || schema === null) {
    throw new Error(`${name} is not a JSON schema`);
  }
  return schema;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function main(root: string): void {
  const schemasDir = path.resolve(root, '../shared/schemas');
  const dist = path.join(root, 'dist');
  const built = existsSync(path.join(dist, 'plugin.json'))
    ? checkManifests(dist).map((problem) => `dist: ${problem}`)
    : [];
  if (!existsSync(schemasDir)) {
    console.log('Official schemas: no shared/schemas beside the checkout, so only our own schemas were used.');
  }
  const { checked, problems } = existsSync(schemasDir)
    ? checkAgainstOfficial(root, schemasDir)
    : { checked: [], problems: [] };
  for (const problem of [...built, ...problems]) {
    console.error(problem);
  }
  if (built.length + problems.length > 0) {
    process.exitCode = 1;
  } else if (checked.length > 0) {
    console.log(`Official schemas: ${checked.length} files are right (${checked.join(', ')}).`);
  }
}

if (import.meta.filename === process.argv[1]) {
  main(path.resolve(import.meta.dirname, '../..'));
}
