// AMD's `module` dependency (https://github.com/amdjs/amdjs-api/wiki/AMD), mapped in the bundler's externals.
declare module 'amd-module' {
  const amdModule: { uri?: string } | undefined;
  export default amdModule;
}
