import { ThresholdsMode, type FieldConfig } from '@grafana/data';

/** Degrees clockwise from the top: the arc leaves the bottom third open. */
export const startAngle = -120;
export const endAngle = 120;

export interface ThresholdSpan {
  from: number;
  to: number;
  color: string;
}

export interface Scale {
  min: number;
  max: number;
}

export function scaleOf(config: FieldConfig): Scale {
  const min = config.min ?? 0;
  const max = config.max ?? 100;
  return { min, max: max > min ? max : min + 1 };
}

/** Where a value lies on the arc, in degrees; values outside the scale stay at its ends. */
export function angleOf(value: number, { min, max }: Scale): number {
  const share = Math.min(1, Math.max(0, (value - min) / (max - min)));
  return startAngle + (endAngle - startAngle) * share;
}

/** The thresholds as spans of the scale; steps outside it are cut off. */
export function thresholdSpans(config: FieldConfig, scale: Scale): ThresholdSpan[] {
  const { steps = [], mode } = config.thresholds ?? {};
  const toValue = (step: number) =>
    mode === ThresholdsMode.Percentage ? scale.min + ((scale.max - scale.min) * step) / 100 : step;
  return steps
    .map(({ value, color }, index) => {
      const next = steps[index + 1];
      return {
        from: index === 0 ? scale.min : Math.max(scale.min, toValue(value)),
        to: next ? Math.min(scale.max, toValue(next.value)) : scale.max,
        color,
      };
    })
    .filter(({ from, to }) => to > from);
}

/** An SVG path along the circle from one angle to another. */
export function arcPath(center: { x: number; y: number }, radius: number, from: number, to: number): string {
  const start = pointAt(center, radius, from);
  const end = pointAt(center, radius, to);
  const large = to - from > 180 ? 1 : 0;
  return `M${start.x},${start.y}A${radius},${radius} 0 ${large} 1 ${end.x},${end.y}`;
}

export function pointAt({ x, y }: { x: number; y: number }, radius: number, degrees: number): { x: number; y: number } {
  const radians = (degrees * Math.PI) / 180;
  return { x: round(x + radius * Math.sin(radians)), y: round(y - radius * Math.cos(radians)) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
