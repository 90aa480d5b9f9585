import { heap } from './refreshes.browser';

export const run = () => heap(1_000);
