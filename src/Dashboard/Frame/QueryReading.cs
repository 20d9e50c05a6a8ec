using System.Globalization;
using System.Text;
using System.Text.Json;
using HazardLedger.Projections.Histories;
using Microsoft.AspNetCore.Http;

namespace HazardLedger.Dashboard.Frame;

/// <summary>Reads a page's query. Empty values count as absent, as browsers send them from forms; what cannot be read is kept as a fault,
/// so that the visitor is told all of them at once.</summary>
public sealed class QueryReading(IQueryCollection query)
{
    private static readonly DateOnly Earliest = new(1949, 10, 1);
    private static readonly DateOnly Latest = new(2199, 12, 31);
    private readonly List<string> _faults = [];

    /// <summary>Names of the parameters that could not be read.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>A parameter's text, null when absent.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="most">Longest text taken.</param>
    public string? Text(string name, int most = 64)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            Fault(name);
            return null;
        }

        var text = values.ToString();
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (text.Length > most || text.Any(char.IsControl) || text.EnumerateRunes().Contains(Rune.ReplacementChar))
        {
            Fault(name);
            return null;
        }

        return text.Trim();
    }

    /// <summary>A legal day.</summary>
    public DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= Earliest && day <= Latest)
        {
            return day;
        }

        Fault(name);
        return null;
    }

    /// <summary>A whole number from 1 on.</summary>
    public long? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        Fault(name);
        return null;
    }

    /// <summary>A value of the vocabulary by its word on the wire.</summary>
    public T? Word<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text)
            {
                return value;
            }
        }

        Fault(name);
        return null;
    }

    /// <summary>An instant with its offset (RFC 3339).</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (HistoryPoint.Parse(text) is HistoryPoint.AtInstant at)
        {
            return at.Instant;
        }

        Fault(name);
        return null;
    }

    /// <summary>A clock time without offset, as a browser's field sends it.</summary>
    public DateTime? Clock(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        string[] forms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFF"];
        if (DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            && DateOnly.FromDateTime(clock) >= Earliest && DateOnly.FromDateTime(clock) <= Latest)
        {
            return clock;
        }

        Fault(name);
        return null;
    }

    /// <summary>Says that a parameter is not understood.</summary>
    public void Fault(string name)
    {
        if (!_faults.Contains(name))
        {
            _faults.Add(name);
        }
    }
}
