namespace HazardLedger.Dashboard.Recording;

/// <summary>A form with what was filled in and what the desk said to it.</summary>
public abstract record SentForm
{
    /// <summary>A field's value by its path; null when it has none.</summary>
    public required Func<string, string?> Said { get; init; }

    /// <summary>Antiforgery token, with the name of its field.</summary>
    public required (string Field, string Token) Guard { get; init; }

    /// <summary>Idempotency key: sent twice, it records once.</summary>
    public required string Key { get; init; }

    /// <summary>Version of the stream that the form was opened on.</summary>
    public long? Version { get; init; }

    /// <summary>What the desk said; null before the form was sent.</summary>
    public Ruling? Ruling { get; init; }

    /// <summary>What is wrong with a field or with a part of it.</summary>
    public IEnumerable<FormFault> FaultsOf(string path) => Ruling is Ruling.Faulty faulty ? faulty.Faults.Where(fault => fault.Field == path) : [];
}
