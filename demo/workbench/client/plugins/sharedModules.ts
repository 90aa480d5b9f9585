import * as EmotionCss from '@emotion/css';
import * as EmotionReact from '@emotion/react';
import * as GrafanaData from '@grafana/data';
import * as GrafanaI18n from '@grafana/i18n';
import * as GrafanaRuntime from '@grafana/runtime';
import * as GrafanaRuntimeUnstable from '@grafana/runtime/unstable';
import * as GrafanaUi from '@grafana/ui';
import * as GrafanaUiUnstable from '@grafana/ui/unstable';
import i18next from 'i18next';
import lodash from 'lodash';
import moment from 'moment';
import React from 'react';
import ReactDom from 'react-dom';
import * as ReactRouter from 'react-router';
import * as ReactRouterDom from 'react-router-dom';
import * as Rxjs from 'rxjs';

/**
 * What plugins get from the host instead of carrying it, by the names create-plugin leaves out of a bundle.
 * react/jsx-runtime is missing on purpose: Grafana 10.1 does not share it, and the bundle has to run there.
 */
export const sharedModules: Record<string, object> = {
  '@emotion/css': EmotionCss,
  '@emotion/react': EmotionReact,
  '@grafana/data': GrafanaData,
  '@grafana/i18n': GrafanaI18n,
  '@grafana/runtime': GrafanaRuntime,
  '@grafana/runtime/unstable': GrafanaRuntimeUnstable,
  '@grafana/ui': GrafanaUi,
  '@grafana/ui/unstable': GrafanaUiUnstable,
  'react-router': ReactRouter,
  'react-router-dom': ReactRouterDom,
  rxjs: Rxjs,
  // rxjs 7 has its operators in the main module; bundles that still ask for the old one find them.
  'rxjs/operators': Rxjs,
  i18next: asAmdValue(i18next),
  lodash: asAmdValue(lodash),
  moment: asAmdValue(moment),
  react: asAmdValue(React),
  'react-dom': asAmdValue(ReactDom),
};

/** A CommonJS package: AMD modules receive its `module.exports` itself, not a namespace with a default. */
function asAmdValue(moduleExports: object): object {
  return { default: moduleExports, __useDefault: true };
}
