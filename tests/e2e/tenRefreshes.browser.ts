import { heap } from '../../bench/figures/refreshes.browser';

/** One in a hundred of those that `npm run bench -- R6` looks at. */
export const run = () => heap(10);
