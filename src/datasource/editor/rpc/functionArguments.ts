import type { ArgValue, RpcQuery } from '../../query/model';
import type { ArgumentInfo, FunctionInfo } from '../../schema/Schema';

/** The known arguments, then those that only the query names. */
export function argumentsOf(query: RpcQuery, known: ArgumentInfo[]): ArgumentInfo[] {
  const names = new Set(known.map((argument) => argument.name));
  const typed = Object.entries(query.args).filter(([name]) => !names.has(name));
  return [
    ...known,
    ...typed.map(([name, value]) => ({ name, type: Array.isArray(value) ? 'text[]' : 'text', optional: true })),
  ];
}

/** What a function that was just chosen is asked: the dashboard's time range, where its arguments are named so. */
export function defaultArgs(known: FunctionInfo | undefined): Record<string, ArgValue> {
  const times = (known?.args ?? []).filter(({ type }) => type.startsWith('timestamp'));
  return Object.fromEntries(
    times.flatMap(({ name }): Array<[string, string]> => {
      if (/^(from|start|since|begin)(_|$)/.test(name)) {
        return [[name, '${__from:date:iso}']];
      }
      return /^(to|end|until|till)(_|$)/.test(name) ? [[name, '${__to:date:iso}']] : [];
    })
  );
}

/** The arguments without a default that are not given. */
export function missingArguments(fields: ArgumentInfo[], args: Record<string, ArgValue>): string[] {
  return fields.filter(({ name, optional }) => !optional && !Object.hasOwn(args, name)).map(({ name }) => name);
}
