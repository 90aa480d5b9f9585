// Stands in for AMD's `module` dependency where no AMD loader runs.
export default undefined;
