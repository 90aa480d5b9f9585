import type { SceneObject } from '@grafana/scenes';

let active: SceneObject | undefined;

/** The scene that `getTemplateSrv()` and data links speak of: the dashboard or Explore, whichever is open. */
export function activeScene(): SceneObject | undefined {
  return active;
}

/** @returns what ends it; a page calls that when it closes. */
export function setActiveScene(scene: SceneObject): () => void {
  active = scene;
  // Data sources of Grafana look here too.
  Object.assign(window, { __grafanaSceneContext: scene });
  return () => {
    if (active === scene) {
      active = undefined;
      Object.assign(window, { __grafanaSceneContext: undefined });
    }
  };
}
