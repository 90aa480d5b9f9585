/** Grafana's unit for counts that are shown whole, `2,517` rather than `2.52 K`, so that they can be compared. */
export const wholeNumber = 'locale';
