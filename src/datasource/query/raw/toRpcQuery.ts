import { queryVersion, type ArgValue, type RpcQuery } from '../model';
import type { RawLoss } from './RawRead';
import type { ReadRequest } from './readRequest';

/** The function's query that asks the same; what it cannot hold is added to the losses. */
export function toRpcQuery({ name, pairs }: ReadRequest, losses: RawLoss[]): RpcQuery {
  const args: Record<string, ArgValue> = {};
  let variadic: string | undefined;
  for (const { pair, from, to } of pairs) {
    if (pair.kind === 'argument' && !Object.hasOwn(args, pair.name)) {
      args[pair.name] = pair.value;
    } else if (pair.kind === 'argument' && (variadic ?? pair.name) === pair.name) {
      variadic = pair.name;
      args[pair.name] = [args[pair.name], pair.value].flat();
    } else if (pair.kind === 'argument') {
      losses.push({ from, to, message: 'The builder repeats one argument only' });
    } else if (pair.kind !== 'other') {
      losses.push({ from, to, message: 'The builder calls a function with its arguments only' });
    }
  }
  return {
    ...{ refId: 'A', version: queryVersion, queryType: 'rpc', function: name, args, format: 'table' },
    ...(variadic === undefined ? {} : { variadic }),
  };
}
