using HazardLedger.Api.Access;
using HazardLedger.EventStore;
using Npgsql;

namespace HazardLedger.Api.Evidence;

/// <summary>Photographs and papers that events cite by digest: bytes in a folder or bucket under server-made names, one row each in <c>hl.evidence</c>.</summary>
/// <exception cref="LedgerUnavailableException">From every member that asks the database, and when the bytes' place cannot be reached (503).</exception>
public sealed partial class EvidenceStore : IDisposable
{
    /// <summary>20 MiB.</summary>
    public const long LargestFile = 20 * 1024 * 1024;

    private readonly NpgsqlDataSource source;
    private readonly TimeProvider clock;
    private readonly EvidenceOptions options;
    private readonly EvidenceArrivals arrivals;
    private readonly IEvidencePlace place;
    private readonly SemaphoreSlim places;

    // What would go within a day is wanted anew when an event sets out to cite it: no append takes as long as that.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(1);

    /// <summary>Opens the folder, making it when it is missing, and clears away what uploads that were cut off left in it.</summary>
    public EvidenceStore(NpgsqlDataSource source, EvidenceOptions options, TimeProvider clock)
    {
        (this.source, this.options, this.clock) = (source, options, clock);
        arrivals = new EvidenceArrivals(options.Folder, clock);
        place = options.Bucket is { } bucket ? new EvidenceBucket(bucket, clock) : new EvidenceFolder(Path.GetFullPath(options.Folder));
        places = new SemaphoreSlim(options.Uploads, options.Uploads);
    }

    /// <summary>Time until the caller's quota begins anew.</summary>
    public TimeSpan QuotaAnew => LegalDay.StartOf(LegalDay.Today(clock).AddDays(1)) - clock.GetUtcNow();

    /// <summary>How long a file waits to be cited.</summary>
    internal TimeSpan Patience => TimeSpan.FromDays(options.UnclaimedDays);

    /// <summary>Those of the digests that somebody uploaded and whose file is here. A citation of any other is to be refused; one of these may
    /// be recorded within a day, for so long none of them is swept away.</summary>
    /// <param name="digests">64 hexadecimal digits each; others are simply not known.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>As they were given.</returns>
    public async Task<IReadOnlySet<string>> KnowsAsync(IReadOnlyCollection<string> digests, CancellationToken ct = default)
    {
        var asked = digests.Distinct(StringComparer.Ordinal).Select(text => (Text: text, Digest: Digest.TryParse(text))).Where(d => d.Digest is not null).ToList();
        if (asked.Count == 0)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        var rows = await AskAsync(() => WantAsync([.. asked.Select(d => d.Digest!.Value.Bytes)], ct));
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, digest) in asked)
        {
            if (rows.Contains(digest!.Value.ToString()) && await place.HoldsAsync(digest.Value, ct))
            {
                known.Add(text);
            }
        }

        return known;
    }

    private async Task<HashSet<string>> WantAsync(byte[][] digests, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var command = source.CreateCommand("SELECT hl.want_evidence($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = digests });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (now - Patience + Margin).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            found.Add(Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(0)));
        }

        return found;
    }

    /// <summary>What is kept under a digest; null when nothing is, or its file is gone.</summary>
    public async Task<KeptEvidence?> FindAsync(string sha256, CancellationToken ct = default)
    {
        if (Digest.TryParse(sha256) is not { } digest || !await place.HoldsAsync(digest, ct))
        {
            return null;
        }

        return await AskAsync(async () =>
        {
            await using var command = source.CreateCommand(
                "SELECT min(media_type), min(bytes), array_agg(DISTINCT uploaded_by) FROM hl.evidence WHERE sha256 = $1 HAVING count(*) > 0");
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest.Bytes });
            await using var reader = await command.ExecuteReaderAsync(ct);
            return await reader.ReadAsync(ct)
                ? new KeptEvidence(digest.ToString(), reader.GetString(0), reader.GetInt64(1), reader.GetFieldValue<string[]>(2))
                : null;
        });
    }

    /// <summary>The bytes of a kept file as a stream that can seek; null when they are gone.</summary>
    public Task<Stream?> OpenAsync(KeptEvidence kept, CancellationToken ct = default) => place.OpenAsync(Digest.TryParse(kept.Sha256)!.Value, kept.Bytes, ct);

    /// <summary>Takes a file in, computing its digest on the way. Nothing stays of one that is refused or cut off.</summary>
    /// <exception cref="ArgumentException">The digest is not 64 hexadecimal digits.</exception>
    public async Task<EvidenceOutcome> KeepAsync(string sha256, Stream content, Caller caller, CancellationToken ct = default)
    {
        var digest = Digest.TryParse(sha256) ?? throw new ArgumentException("A digest is 64 hexadecimal digits.", nameof(sha256));
        if (!await places.WaitAsync(TimeSpan.Zero, ct))
        {
            return EvidenceOutcome.Busy;
        }

        try
        {
            if (await IsQuotaUsedUpAsync(digest, caller, ct))
            {
                return EvidenceOutcome.QuotaUsedUp;
            }

            await using var arrived = await arrivals.ReceiveAsync(content, LargestFile, ct);
            return arrived switch
            {
                { TooLarge: true } => EvidenceOutcome.TooLarge,
                _ when !arrived.Digest.AsSpan().SequenceEqual(digest.Bytes) => EvidenceOutcome.DigestDiffers,
                { MediaType: null } => EvidenceOutcome.TypeNotAllowed,
                _ => await SettleAsync(digest, arrived, caller, ct),
            };
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        places.Dispose();
        (place as IDisposable)?.Dispose();
    }

    // The file is in its place before the row is committed: a row never speaks of a file that was not written. Who sweeps the same digest
    // waits for us, and we for him.
    private Task<EvidenceOutcome> SettleAsync(Digest digest, ArrivedFile arrived, Caller caller, CancellationToken ct) => AskAsync(async () =>
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await HoldAsync(connection, digest, ct);
        var known = await place.HoldsAsync(digest, ct);
        await place.BringAsync(digest, arrived, ct);
        await using var command = new NpgsqlCommand("SELECT hl.keep_evidence($1, $2, $3, $4, $5, $6, $7, $8, $9)", connection);
        var today = LegalDay.StartOf(LegalDay.Today(clock)).UtcDateTime;
        foreach (var value in (object[])[digest.Bytes, caller.Id, arrived.MediaType!, arrived.Length, caller.Person, clock.GetUtcNow().UtcDateTime, today, options.QuotaPerDay, options.QuotaWhole])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var answer = (string)(await command.ExecuteScalarAsync(ct))!;
        if (answer is "quota" or "full" && !known)
        {
            await place.RemoveAsync(digest, ct);
        }

        await transaction.CommitAsync(ct);
        return answer switch { "kept" => EvidenceOutcome.Kept, "known" => EvidenceOutcome.KnownAlready, "full" => EvidenceOutcome.StoreFull, _ => EvidenceOutcome.QuotaUsedUp };
    });

    private static async Task HoldAsync(NpgsqlConnection connection, Digest digest, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT hl.hold_evidence($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest.Bytes });
        await command.ExecuteNonQueryAsync(ct);
    }

    // Asked before anything is received, so that a used-up quota costs no disk.
    private Task<bool> IsQuotaUsedUpAsync(Digest digest, Caller caller, CancellationToken ct) => AskAsync(async () =>
    {
        await using var command = source.CreateCommand(
            """
            SELECT coalesce(sum(bytes), 0) >= $3 AND NOT EXISTS (SELECT FROM hl.evidence WHERE sha256 = $4 AND caller = $1)
            FROM hl.evidence WHERE caller = $1 AND uploaded_at >= $2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = LegalDay.StartOf(LegalDay.Today(clock)).UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = options.QuotaPerDay });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = digest.Bytes });
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    });

    private static async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (NpgsqlException e) when (e is not PostgresException || e.IsTransient)
        {
            throw new LedgerUnavailableException("The database cannot be asked about evidence now.", e);
        }
    }
}
