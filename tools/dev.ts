// `npm run dev`: rebuilds dist/ whenever a file of the bundle changes. `npm start` in another terminal serves it.
import webpack from 'webpack';
import { webpackConfig } from '../webpack.config.ts';

const compiler = webpack({ ...(await webpackConfig()), mode: 'development', devtool: 'eval-source-map' });
if (!compiler) {
  throw new Error('webpack refused its configuration');
}
const watching = compiler.watch({}, (error, stats) => {
  console.log(error ? error.message : stats?.toString({ preset: 'minimal', colors: true }));
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => (watching ? watching.close(() => process.exit(0)) : process.exit(0)));
}
