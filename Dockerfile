# The broker, for a PostgreSQL that TALLYSTICK_DATABASE_URL names: docs/operations.md, Container.
FROM node:24.21.0-slim AS pages
WORKDIR /app
COPY package.json package-lock.json tsconfig.base.json ./
COPY broker/package.json broker/
COPY broker/ui/package.json broker/ui/
COPY client/package.json client/tsconfig.json client/
COPY examples/package.json examples/
RUN npm ci --ignore-scripts --workspace @tallystick/ui --workspace @tallystick/client
COPY client/src client/src
COPY broker/ui broker/ui
RUN npm run build

FROM node:24.21.0-slim AS install
WORKDIR /app
COPY package.json package-lock.json ./
COPY broker/package.json broker/
COPY broker/ui/package.json broker/ui/
COPY client/package.json client/
COPY examples/package.json examples/
# What is optional are programs for one kind of machine, the embedded PostgreSQL among them: none of it is wanted here.
RUN npm ci --ignore-scripts --omit=dev --omit=optional --workspace @tallystick/broker --workspace @tallystick/client

FROM node:24.21.0-slim
LABEL org.opencontainers.image.title="Tallystick" org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production TALLYSTICK_HOST=0.0.0.0 TALLYSTICK_PORT=9292
WORKDIR /app
COPY --from=install /app ./
COPY LICENSE ./
COPY migrations migrations
COPY client/src client/src
COPY broker/src broker/src
COPY --from=pages /app/broker/ui/dist broker/ui/dist
# By its number, so that Kubernetes can tell that it is not root.
USER 1000:1000
EXPOSE 9292
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.TALLYSTICK_PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The sources are run as they are: Node takes the types out. It is the first process and heeds SIGTERM itself.
CMD ["node", "--conditions=@tallystick/source", "broker/src/main.ts"]
