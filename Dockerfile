# barqdb in an image of its own: built by the same scripts as everywhere else, run by a user without rights.
#   docker build -t barqdb .
#   docker run --rm -v "$PWD:/work" -e BARQDB_DATABASE_URL barqdb upgrade head
FROM debian:12 AS build
WORKDIR /source
COPY scripts/setup scripts/setup
RUN scripts/setup
COPY . .
RUN scripts/build release barqdb && cd build/release && cpack && mkdir /package && mv barqdb_*.deb /package/barqdb.deb

FROM debian:12-slim
COPY --from=build /package/barqdb.deb /tmp/barqdb.deb
RUN apt-get -q update \
    && apt-get -q -y --no-install-recommends install ca-certificates git /tmp/barqdb.deb \
    && rm -rf /var/lib/apt/lists/* /tmp/barqdb.deb \
    && useradd --create-home --uid 10001 barqdb
USER barqdb
WORKDIR /work
ENTRYPOINT ["barqdb"]
CMD ["--help"]
