import type { Filter } from '../../query/model';
import { isFilterOperator, operators, type FilterOperator } from '../../query/operators';
import { typeClass } from '../../query/typeClass';

/** The filter with another operator; its value and language are kept as far as the operator takes them. */
export function withOperator({ value, language, ...filter }: Filter, operator: string): Filter {
  if (!isFilterOperator(operator)) {
    throw new RangeError(`no operator ${operator}`);
  }
  const { takesLanguage } = operators[operator];
  return {
    ...filter,
    operator,
    value: fitValue(value, operator),
    ...(takesLanguage && language ? { language } : {}),
  };
}

/** A value as list, text or word, whichever the operator takes. */
function fitValue(value: Filter['value'], operator: FilterOperator): Filter['value'] {
  const { takes, words = [] } = operators[operator];
  const list = toList(value);
  if (takes === 'many') {
    return list;
  }
  const first = list[0] ?? '';
  return takes === 'word' && !words.includes(first) ? words[0] : first;
}

/** True when a new filter says enough to be asked: an empty value is a value for text only. */
export function isReady({ column, operator, value }: Filter, type: string | undefined): boolean {
  if (column === '') {
    return false;
  }
  const isFilled = toList(value).length > 0;
  const takesEmpty = type === undefined || ['text', 'other'].includes(typeClass(type));
  return isFilled || (operators[operator].takes === 'one' && takesEmpty);
}

export function toList(value: Filter['value']): string[] {
  return [value].flat().filter((each) => each !== '');
}
