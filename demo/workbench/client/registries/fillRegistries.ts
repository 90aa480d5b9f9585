import {
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  type DataTransformerInfo,
  type TransformerRegistryItem,
} from '@grafana/data';
import { uniqBy } from 'lodash';
import { standardEditors } from './standardEditors';
import { standardFieldConfig } from './standardFieldConfig';

/** Grafana's core fills these registries, which npm does not carry. Call it once: a second fill of an id throws. */
export function fillRegistries(): void {
  standardEditorsRegistry.setInit(standardEditors);
  standardFieldConfigEditorRegistry.setInit(standardFieldConfig);
  standardTransformersRegistry.setInit(() => transformers().map(toItem));
}

/** Whether a dashboard's transformation can be applied; some of Grafana's live in its core only. */
export function canTransform(id: string): boolean {
  return transformers().some((transformer) => transformer.id === id);
}

/** Two names share an id (joinByField and its older alias). */
function transformers(): DataTransformerInfo[] {
  return uniqBy(Object.values(standardTransformers) as DataTransformerInfo[], ({ id }) => id);
}

function toItem(transformation: DataTransformerInfo): TransformerRegistryItem {
  const { id, name, description } = transformation;
  return {
    id,
    name,
    description,
    transformation: async () => transformation,
    editor: () => null,
    imageDark: '',
    imageLight: '',
  };
}
