import { requests } from './refreshes.browser';

export const run = requests;
