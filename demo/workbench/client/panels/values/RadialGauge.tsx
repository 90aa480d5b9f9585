import { formattedValueToString, type FieldDisplay } from '@grafana/data';
import type { VizTextDisplayOptions } from '@grafana/schema';
import { calculateFontSize, useTheme2 } from '@grafana/ui';
import React, { type MouseEvent } from 'react';
import { angleOf, arcPath, endAngle, pointAt, scaleOf, startAngle, thresholdSpans } from './gaugeGeometry';

interface Props {
  value: FieldDisplay;
  width: number;
  height: number;
  showThresholdMarkers: boolean;
  showThresholdLabels: boolean;
  showName: boolean;
  text?: VizTextDisplayOptions;
  onClick?: (event: MouseEvent<SVGElement>) => void;
  className?: string;
}

/** @grafana/ui 13 exports no gauge any more, so this is an arc of our own. */
export function RadialGauge(props: Props) {
  const theme = useTheme2();
  const { value, width, height, text, showName } = props;
  const scale = scaleOf(value.field);
  const nameHeight = showName ? 22 : 0;
  const outer = Math.max(10, Math.min(width / 2, (height - nameHeight) / 1.55) - (props.showThresholdLabels ? 20 : 6));
  const thickness = outer * 0.26;
  const middle = outer - thickness / 2 - 6;
  const center = { x: width / 2, y: (height - nameHeight) / 2 + outer * 0.24 };
  const shown = formattedValueToString(value.display);
  const reached = angleOf(value.display.numeric, scale);
  const spans = thresholdSpans(value.field, scale);
  return (
    <svg
      width={width}
      height={height}
      role="img"
      aria-label={`${value.display.title ?? ''} ${shown}`.trim()}
      onClick={props.onClick}
      className={props.className}
    >
      <path
        d={arcPath(center, middle, startAngle, endAngle)}
        stroke={theme.colors.background.secondary}
        strokeWidth={thickness}
        fill="none"
      />
      {reached > startAngle && (
        <path
          d={arcPath(center, middle, startAngle, reached)}
          stroke={value.display.color}
          strokeWidth={thickness}
          fill="none"
        />
      )}
      {props.showThresholdMarkers &&
        spans.map(({ from, to, color }) => (
          <path
            key={from}
            d={arcPath(center, outer, angleOf(from, scale), angleOf(to, scale))}
            stroke={theme.visualization.getColorByName(color)}
            strokeWidth={Math.max(2, outer * 0.05)}
            fill="none"
          />
        ))}
      {props.showThresholdLabels &&
        spans.slice(1).map(({ from }) => {
          const at = pointAt(center, outer + 12, angleOf(from, scale));
          return (
            <text key={from} {...at} fontSize={10} textAnchor="middle" fill={theme.colors.text.secondary}>
              {from}
            </text>
          );
        })}
      <text
        x={center.x}
        y={center.y}
        textAnchor="middle"
        dominantBaseline="middle"
        fontWeight={theme.typography.fontWeightMedium}
        fontSize={text?.valueSize ?? calculateFontSize(shown, (middle - thickness / 2) * 1.8, outer * 0.6, 1)}
        fill={value.display.color}
      >
        {shown}
      </text>
      {showName && (
        <text
          x={center.x}
          y={height - 6}
          textAnchor="middle"
          fontSize={text?.titleSize ?? 14}
          fill={theme.colors.text.primary}
        >
          {value.display.title}
        </text>
      )}
    </svg>
  );
}
