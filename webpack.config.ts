import CopyWebpackPlugin from 'copy-webpack-plugin';
import path from 'node:path';
import ReplaceInFileWebpackPlugin from 'replace-in-file-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import webpack, { type Configuration } from 'webpack';
import { SubresourceIntegrityPlugin } from 'webpack-subresource-integrity';
import { externals } from './.config/bundler/externals.ts';
import { getEntries, getPackageJson, getPluginJson } from './.config/bundler/utils.ts';

const root = import.meta.dirname;
const sourceDir = path.join(root, 'src');

/**
 * The bundle, as create-plugin builds it (AMD libraries, Grafana's shared modules external, integrity hashes), with what
 * nested plugins need besides: their logos, and no development plugins, so that `npm start` installs less.
 * See docs/decisions/0002-own-webpack-config.md.
 */
export async function webpackConfig(outputDir = path.join(root, 'dist')): Promise<Configuration> {
  const { id } = getPluginJson();
  const { version } = getPackageJson();
  return {
    cache: { type: 'filesystem', buildDependencies: { config: [import.meta.filename] } },
    context: sourceDir,
    devtool: 'source-map',
    entry: await getEntries(),
    externals,
    mode: 'production',
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          exclude: /node_modules/,
          use: {
            loader: 'swc-loader',
            options: {
              jsc: {
                target: 'es2020',
                parser: { syntax: 'typescript', tsx: true, dynamicImport: true },
                // Grafana 10.1 does not share react/jsx-runtime with plugins.
                transform: { react: { runtime: 'classic' } },
              },
            },
          },
        },
        { test: /\.(png|jpe?g|gif|svg)$/, type: 'asset/resource', generator: { filename: '[hash][ext]' } },
      ],
    },
    optimization: {
      minimizer: [
        new TerserPlugin({ extractComments: false, terserOptions: { compress: { drop_console: ['log', 'info'] } } }),
      ],
    },
    output: {
      clean: true,
      filename: '[name].js',
      chunkFilename: 'chunks/[name].js?_cache=[contenthash]',
      library: { type: 'amd' },
      path: outputDir,
      publicPath: `public/plugins/${id}/`,
      uniqueName: id,
      crossOriginLoading: 'anonymous',
    },
    performance: { hints: false },
    plugins: [
      new webpack.BannerPlugin({ banner: `${id} ${version}, Apache-2.0`, entryOnly: true }),
      new CopyWebpackPlugin({
        patterns: [
          { from: '**/plugin.json', to: '.' },
          { from: 'img/**/*', to: '.', noErrorOnMissing: true },
          { from: '{datasource,panels/*}/img/*', to: '.', noErrorOnMissing: true },
          { from: '../dashboards/*.json', to: 'dashboards/[name][ext]', noErrorOnMissing: true },
          { from: '../supabase/scrapewatch.sql', to: 'supabase/[name][ext]', noErrorOnMissing: true },
          { from: '../{README,CHANGELOG}.md', to: '[name][ext]', noErrorOnMissing: true },
          { from: '../{LICENSE,NOTICE}', to: '[name]', toType: 'template', noErrorOnMissing: true },
        ],
      }),
      new ReplaceInFileWebpackPlugin([
        {
          dir: outputDir,
          test: [/(^|\/)plugin\.json$/, /(^|\/)README\.md$/],
          rules: [
            { search: /%VERSION%/g, replace: version },
            { search: /%TODAY%/g, replace: new Date().toISOString().slice(0, 10) },
            { search: /%PLUGIN_ID%/g, replace: id },
          ],
        },
      ]),
      new SubresourceIntegrityPlugin({ hashFuncNames: ['sha256'] }),
    ],
    resolve: { extensions: ['.ts', '.tsx', '.js', '.jsx'], modules: [sourceDir, 'node_modules'] },
    stats: 'errors-warnings',
  };
}
