import { css } from '@emotion/css';
import {
  ControlsLabel,
  dataLayers,
  SceneDataLayerSet,
  sceneGraph,
  SceneObjectBase,
  type SceneComponentProps,
  type SceneObjectState,
} from '@grafana/scenes';
import React from 'react';

/** A switch for each annotation layer of the dashboard. (Scenes' own control shows one switch for the whole set.) */
export class AnnotationToggles extends SceneObjectBase<SceneObjectState> {
  static Component = Toggles;
}

function Toggles({ model }: SceneComponentProps<AnnotationToggles>) {
  const sets = sceneGraph.getDataLayers(model).filter((layer) => layer instanceof SceneDataLayerSet);
  const layers = sets
    .flatMap((set) => set.state.layers)
    .filter((layer) => layer instanceof dataLayers.AnnotationsDataLayer);
  return (
    <>
      {layers.map((layer) => (
        <Toggle key={layer.state.key} layer={layer} />
      ))}
    </>
  );
}

function Toggle({ layer }: { layer: dataLayers.AnnotationsDataLayer }) {
  const { data, isHidden, name, key } = layer.useState();
  if (isHidden) {
    return null;
  }
  return (
    <div className={row}>
      <ControlsLabel htmlFor={`data-layer-${key}`} label={name} error={data?.errors?.[0]?.message} />
      <layer.Component model={layer} />
    </div>
  );
}

const row = css({ display: 'flex' });
