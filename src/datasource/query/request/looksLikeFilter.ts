/**
 * What PostgREST reads as a filter on a function's rows instead of as its argument, or stumbles over: there is no way of
 * quoting it. https://docs.postgrest.org/en/v13/references/api/functions.html
 */
export const looksLikeFilter =
  /^(not\.|(in|is|isdistinct|neq|cs|cd|ov|sl|sr|nxr|nxl|adj)\.|(eq|gte?|lte?|i?like|i?match)(\((any|all)\))?\.|(pl|ph|w)?fts(\([\p{L}0-9_ $]+\))?\.)/u;
