# syntax=docker/dockerfile:1
# Two images from one clone: `grafana` is Grafana with the bundle, `demo` holds the one-shot jobs and the simulator.

FROM node:20.19.5-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
# No install scripts: what is built here needs none, and the demo's own PostgreSQL stays out of the image.
RUN npm ci --omit=dev --ignore-scripts
COPY . .
RUN node --import tsx tools/build.ts
RUN node --import tsx demo/compose/bundle.ts /out

FROM node:20.19.5-bookworm-slim AS demo
WORKDIR /app
COPY --from=build /out ./
USER node

FROM grafana/grafana:13.2.2 AS grafana
# Outside /var/lib/grafana: that is a volume, and an old volume would hide the plugins of a new image.
ENV GF_PATHS_PLUGINS=/opt/grafana/plugins
COPY --from=build /src/dist /opt/grafana/plugins/scrapewatch-monitoring-app
