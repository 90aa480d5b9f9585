import type { ScopedVars } from '@grafana/data';
import { Fault } from '../../transport/Fault';
import { references } from '../references';

/** What is asked of Grafana's template service; a test passes its own. */
export interface Templates {
  replace: (text: string, scopedVars: ScopedVars, format: (value: unknown) => string) => string;
  /** True when the variable's current value is All. */
  isAll: (name: string) => boolean;
}

/** `texts`: one for each value of the variables in it; `all`: it stands for everything; `missing`: unknown variables. */
interface Values {
  texts: string[];
  all: boolean;
  missing: string[];
}

/**
 * What users of SQL sources write to make a list of several values, such as `${client:csv}`. Here each value is an element by
 * itself, so it would be one element with commas in it.
 */
const listFormats =
  /(\$\{\w+(?:\.[^:^}]+)?|\[\[\w+?):(?:csv|pipe|sqlstring|singlequote|doublequote|json|glob|raw)(\}|\]\])/g;

const allWords = new Set(['$__all', '__all']);

/** Replaces the variables of a text by their values, which are never read for variables or syntax again. */
export class Resolver {
  /** Things that the user should know, e.g. of a variable that does not exist here. */
  readonly notices = new Set<string>();

  constructor(
    private readonly scopedVars: ScopedVars,
    private readonly templates: Templates
  ) {}

  /** One text, where several have no meaning: a name, a type, a number. */
  name(text: string): string {
    const { texts } = this.values(text);
    if (texts.length !== 1) {
      throw new Fault('many-values', { detail: text });
    }
    return texts[0];
  }

  /** A name that may be several, such as that of a selected column. */
  names(text: string): string[] {
    return this.values(text).texts;
  }

  /**
   * The elements of a list; undefined when it stands for everything, so that it is left out. With `column`, whose condition
   * it is, the user is told of a variable that is not there.
   */
  list(texts: string[], column?: string): string[] | undefined {
    const parts = texts.map((text) => this.values(text.replace(listFormats, '$1$2')));
    for (const name of column === undefined ? [] : parts.flatMap(({ missing }) => missing)) {
      this.notices.add(`There is no variable “${name}” here, so the condition on “${column}” was left out.`);
    }
    if (parts.some(({ all, missing }) => all || missing.length > 0)) {
      return undefined;
    }
    const values = parts.flatMap((part) => part.texts);
    return values.length === 0 ? undefined : values;
  }

  /** The values of a text, mostly one; undefined when it stands for everything. */
  scalar(text: string): string[] | undefined {
    const { texts, all, missing } = this.values(text);
    if (all || texts.length === 0) {
      return undefined;
    }
    for (const name of missing) {
      this.notices.add(`There is no variable “${name}” here, so $${name} was sent as it is written.`);
    }
    return texts;
  }

  /** As many texts as the variables have values, e.g. `worker-$n` of two values gives two. */
  private values(text: string): Values {
    const result: Values = { texts: [''], all: allWords.has(text), missing: [] };
    let end = 0;
    for (const match of text.matchAll(references)) {
      const literal = text.slice(end, match.index);
      end = match.index + match[0].length;
      const name = match[1] ?? match[2] ?? match[3];
      const found = this.lookUp(match[0], name);
      if (found === undefined) {
        // An amount such as $5 is no variable that somebody forgot.
        result.missing.push(...(/^\d/.test(name) ? [] : [name]));
      } else if (found === 'all') {
        result.all = true;
      }
      const values = found === undefined || found === 'all' ? [match[0]] : found;
      result.texts = result.texts.flatMap((before) => values.map((value) => before + literal + value));
    }
    result.texts = result.texts.map((before) => before + text.slice(end));
    return result;
  }

  /** The values of one reference, `all`, or undefined when there is no such variable. */
  private lookUp(text: string, name: string): string[] | 'all' | undefined {
    let values: string[] | undefined;
    const replaced = this.templates.replace(text, this.scopedVars, (value) => {
      values = (Array.isArray(value) ? value : [value]).map(String);
      return '';
    });
    if (values === undefined && replaced === text) {
      return undefined;
    }
    const found = values ?? [replaced];
    // A repeated panel holds one value while the variable itself is still All: the one value counts.
    const isAll = found.some((value) => allWords.has(value)) || (found.length !== 1 && this.templates.isAll(name));
    return isAll ? 'all' : found;
  }
}
