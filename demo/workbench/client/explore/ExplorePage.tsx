import { locationService } from '@grafana/runtime';
import React, { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { useBreadcrumbs } from '../shell/breadcrumbs';
import { ExploreScene } from './ExploreScene';
import { exploreUrl, parseExploreUrl } from './exploreUrl';

/** `/explore`: one query at a time, its state in the address. */
export function ExplorePage() {
  useBreadcrumbs([{ text: 'Explore' }]);
  const { search } = useLocation();
  const written = useRef('');
  const [scene, setScene] = useState<ExploreScene>();

  useEffect(() => {
    // Our own writes come back here; only an address from elsewhere (a link, the back button) means another pane.
    if (written.current !== '' && search === written.current) {
      return;
    }
    const write = (pane: Parameters<typeof exploreUrl>[0]) => {
      const url = exploreUrl(pane);
      written.current = url.slice(url.indexOf('?'));
      if (locationService.getLocation().search !== written.current) {
        locationService.push(url);
      }
    };
    setScene(new ExploreScene(parseExploreUrl(search), write));
  }, [search]);

  return scene ? <scene.Component key={scene.state.key} model={scene} /> : null;
}
