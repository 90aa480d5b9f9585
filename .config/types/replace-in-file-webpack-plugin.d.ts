declare module 'replace-in-file-webpack-plugin' {
  import type { Compiler } from 'webpack';

  interface Options {
    dir?: string;
    files?: string[];
    test?: RegExp | RegExp[];
    rules: Array<{ search: string | RegExp; replace: string | ((match: string) => string) }>;
  }

  export default class ReplaceInFileWebpackPlugin {
    constructor(options?: Options[]);
    apply(compiler: Compiler): void;
  }
}
