namespace HazardLedger.Api.Evidence;

/// <summary>Where evidence lies, how much of it is taken and how long it waits to be cited (configuration section <c>Evidence</c>).</summary>
public sealed record EvidenceOptions
{
    /// <summary>Folder of the files; made when missing, closed to other accounts. With a bucket it holds only what is just arriving.</summary>
    public required string Folder { get; init; }

    /// <summary>S3-compatible storage for the bytes; null keeps them in the folder.</summary>
    public BucketOptions? Bucket { get; init; }

    /// <summary>Bytes that one key may bring in one legal day (UTC+08:00). A file brought again costs nothing.</summary>
    public long QuotaPerDay { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Bytes that all files together may have, each counted once.</summary>
    public long QuotaWhole { get; init; } = 1024L * 1024 * 1024 * 1024;

    /// <summary>Days that a file waits for an event to cite it; then it goes. At least 2.</summary>
    public int UnclaimedDays { get; init; } = 30;

    /// <summary>Uploads that this process takes at the same time; one more is asked to come again (503).</summary>
    public int Uploads { get; init; } = 32;

    /// <summary>Reads the section: <c>Store</c> (folder or s3), <c>QuotaPerDay</c>, <c>QuotaWhole</c>, <c>UnclaimedDays</c>, <c>Uploads</c>,
    /// and for s3 what <see cref="BucketOptions.From"/> says.</summary>
    /// <param name="configuration">The whole configuration.</param>
    /// <param name="folder">Where the files lie when the section does not say.</param>
    /// <exception cref="InvalidOperationException">The section contradicts itself or lacks something; the message says what.</exception>
    public static EvidenceOptions From(IConfiguration configuration, string folder)
    {
        var section = configuration.GetSection("Evidence");
        var usual = new EvidenceOptions { Folder = section["Folder"] is { Length: > 0 } other ? Path.GetFullPath(other) : folder };
        var options = usual with
        {
            Bucket = section["Store"] switch
            {
                null or "" or "folder" => null,
                "s3" => BucketOptions.From(configuration),
                var store => throw new InvalidOperationException($"Evidence:Store is folder or s3, not {store}."),
            },
            QuotaPerDay = section.GetValue("QuotaPerDay", usual.QuotaPerDay),
            QuotaWhole = section.GetValue("QuotaWhole", usual.QuotaWhole),
            UnclaimedDays = section.GetValue("UnclaimedDays", usual.UnclaimedDays),
            Uploads = section.GetValue("Uploads", usual.Uploads),
        };
        return options.UnclaimedDays >= 2 ? options : throw new InvalidOperationException("Evidence:UnclaimedDays is at least 2.");
    }
}

/// <summary>A bucket of an S3-compatible storage. The keys come from the environment and are written down nowhere.</summary>
/// <param name="Endpoint">Such as <c>https://s3.cn-north-1.amazonaws.com.cn</c>.</param>
/// <param name="Bucket">Its name.</param>
/// <param name="Region">Such as <c>cn-north-1</c>.</param>
/// <param name="AccessKey">Id of the key.</param>
/// <param name="Secret">Secret of the key.</param>
public sealed record BucketOptions(Uri Endpoint, string Bucket, string Region, string AccessKey, string Secret)
{
    /// <summary>Token of keys that are lent for a time; null for others.</summary>
    public string? SessionToken { get; init; }

    /// <summary>True: the bucket stands in the path (MinIO and most others). False: in the host's name.</summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>Put before every object's name, such as <c>evidence/</c>.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Reads <c>Evidence:Endpoint</c>, <c>:Bucket</c>, <c>:Region</c>, <c>:PathStyle</c>, <c>:Prefix</c>, and the keys from
    /// <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c>.</summary>
    /// <exception cref="InvalidOperationException">Something is missing; the message says what.</exception>
    public static BucketOptions From(IConfiguration configuration)
    {
        string Said(string name) => configuration[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Evidence in a bucket needs {name}.");
        if (!Uri.TryCreate(Said("Evidence:Endpoint"), UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException("Evidence:Endpoint is an http or https address.");
        }

        return new(endpoint, Said("Evidence:Bucket"), configuration["Evidence:Region"] ?? "us-east-1", Said("AWS_ACCESS_KEY_ID"), Said("AWS_SECRET_ACCESS_KEY"))
        {
            SessionToken = configuration["AWS_SESSION_TOKEN"] is { Length: > 0 } token ? token : null,
            PathStyle = configuration.GetValue("Evidence:PathStyle", true),
            Prefix = configuration["Evidence:Prefix"] ?? "",
        };
    }

    /// <summary>Says no secret.</summary>
    public override string ToString() => $"{Endpoint} {Bucket} {Region}";
}
