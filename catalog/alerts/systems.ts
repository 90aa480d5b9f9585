/** The teams' systems, as the label `system` has them. */
export const systems = ['IGF', 'IGM', 'OPT', 'DSC', 'ANI'] as const;

export type System = (typeof systems)[number];
