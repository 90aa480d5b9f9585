import type { ArgumentInfo, FunctionInfo } from './Schema';

/**
 * One entry for each name: functions of the same name and schema become one that takes the arguments of all, of which
 * those that not every one needs are optional. PostgREST chooses among them by the names that it is given.
 * https://docs.postgrest.org/en/v13/references/api/functions.html#overloaded-functions
 */
export function mergeOverloads(functions: FunctionInfo[]): FunctionInfo[] {
  const byName = new Map<string, FunctionInfo[]>();
  for (const each of functions) {
    const key = JSON.stringify([each.schema, each.name]);
    const known = byName.get(key);
    if (known) {
      known.push(each);
    } else {
      byName.set(key, [each]);
    }
  }
  return [...byName.values()].map((overloads) => (overloads.length === 1 ? overloads[0] : merge(overloads)));
}

function merge(overloads: FunctionInfo[]): FunctionInfo {
  const [first] = overloads;
  const args = new Map<string, ArgumentInfo>();
  for (const arg of overloads.flatMap((each) => each.args)) {
    const same = overloads.map((each) => each.args.find(({ name }) => name === arg.name));
    const optional = same.some((other) => other === undefined || other.optional);
    // An argument of several types is whatever is typed; a wrong type would offer the wrong field.
    const type = same.every((other) => other === undefined || other.type === arg.type) ? arg.type : 'text';
    args.set(arg.name, args.get(arg.name) ?? { ...arg, optional, type });
  }
  const returns = overloads.every((each) => namesOf(each) === namesOf(first)) ? first.returns : [];
  return { ...first, args: [...args.values()], overloads: overloads.map((each) => each.args), returns };
}

function namesOf({ returns }: FunctionInfo): string {
  return JSON.stringify(returns.map((column) => column.name));
}
