import type { Settings } from '../config/options';
import { Fault } from '../transport/Fault';
import type { FaultCode } from '../transport/faults';
import { findingOf, type Finding } from './Finding';
import type { Ask } from './HealthContext';

export interface SchemaCheck {
  /** Those of the settings that the server reads. */
  exposed: string[];
  findings: Finding[];
  /** Why nothing can be read. */
  fault?: Fault;
  where?: string;
}

// A table that nobody has: the way in which the server says so proves that it is PostgREST and that the key is good.
const probe = 'scrapewatch_probe_of_no_table';
const proofs: FaultCode[] = ['unknown-table', 'not-granted'];

/** Whether the server can be reached, takes the key, and exposes the schemas of the settings. */
export async function checkSchemas(ask: Ask, { schemas }: Settings): Promise<SchemaCheck> {
  const answers = await Promise.all(
    schemas.map(async (schema) => ({ schema, answer: await ask(`read/${probe}`, [['limit', '0']], schema) }))
  );
  const exposed = answers.filter(({ answer }) => isProof(answer)).map(({ schema }) => schema);
  const missing = answers.flatMap(({ schema, answer }) =>
    answer instanceof Fault && !isProof(answer) ? [{ schema, fault: answer }] : []
  );
  const broken = missing.find(({ fault }) => fault.code !== 'schema-not-exposed') ?? missing[0];
  if (broken && (exposed.length === 0 || broken.fault.code !== 'schema-not-exposed')) {
    return { exposed, findings: [], fault: broken.fault, where: `This came from schema ${broken.schema}.` };
  }
  const read = { ok: true, text: `The address and the key are good; schema ${exposed.join(', ')} is exposed` };
  return { exposed, findings: [read, ...missing.map(({ fault }) => notExposed(fault))] };
}

function isProof(answer: unknown): boolean {
  return !(answer instanceof Fault) || (proofs.includes(answer.code) && answer.context.code !== undefined);
}

function notExposed(fault: Fault): Finding {
  const { exposed = [], schema } = fault.context;
  const { mend = '', ...finding } = findingOf(fault);
  const known = exposed.length > 0 ? ` (it exposes ${exposed.join(', ')})` : '';
  return {
    ...finding,
    text: `The server does not expose schema ${schema}${known}`,
    mend: `Press Find schemas in these settings. ${mend}`,
  };
}
