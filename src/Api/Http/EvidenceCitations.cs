using HazardLedger.Projections;
using HazardLedger.Projections.Register;
using Npgsql;

namespace HazardLedger.Api.Http;

/// <summary>Which hazards cite a file: whoever may see one of them may read it.</summary>
public sealed class EvidenceCitations(NpgsqlDataSource source, HazardRegister register, TimeProvider clock)
{
    /// <summary>True when a hazard within the scope cites the digest.</summary>
    public async Task<bool> IsCitedWithinAsync(string sha256, Scope scope)
    {
        await using var command = source.CreateCommand("SELECT stream FROM hl.key WHERE kind = 'evidence' AND value COLLATE \"C\" >= $1 || '/' AND value COLLATE \"C\" < $1 || '0' LIMIT 500");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sha256 });
        var hazards = new List<Guid>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                hazards.Add(reader.GetGuid(0));
            }
        }

        return (await register.ManyAsync(scope, hazards, clock.Today())).Count > 0;
    }
}
