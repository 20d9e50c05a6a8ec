# HazardLedger without a database: give it one in ConnectionStrings__Ledger (see docker-compose.yml).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src ./src
RUN dotnet restore src/Api --locked-mode && dotnet publish src/Api -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# For the health check; the image has no program that speaks HTTP.
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app .
# What is kept beside the database (keys) belongs to the account the program runs as.
RUN install -d -o "$APP_UID" -g "$APP_UID" -m 0700 /var/lib/hazardledger
ENV ASPNETCORE_URLS=http://0.0.0.0:5080 \
    HAZARDLEDGER_DATA=/var/lib/hazardledger
VOLUME /var/lib/hazardledger
EXPOSE 5080
USER $APP_UID
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["curl", "-fsS", "http://127.0.0.1:5080/health/live"]
ENTRYPOINT ["dotnet", "HazardLedger.Api.dll"]
