using JasperFx;
using Marten;
using Weasel.Core;
using Weasel.Postgresql;

namespace HazardLedger.MartenReader;

/// <summary>Makes the tables of this program's own documents, and of nothing else: Marten's usual "apply all changes" would also go through
/// the ledger's tables.</summary>
public static class ReaderTables
{
    public static async Task EnsureAsync(IDocumentStore store)
    {
        var database = store.Storage.Database;
        await using var connection = database.CreateConnection();
        await connection.OpenAsync();
        var migration = await SchemaMigration.DetermineAsync(connection, CancellationToken.None, ((Marten.Storage.MartenDatabase)database).FindFeature(typeof(AreaFigures)).Objects);
        await new PostgresqlMigrator().ApplyAllAsync(connection, migration, AutoCreate.CreateOrUpdate);
    }
}
