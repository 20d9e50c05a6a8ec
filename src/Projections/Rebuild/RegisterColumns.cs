using System.Text.Json;
using HazardLedger.Projections.Histories;
using HazardLedger.Projections.Register;
using Npgsql;

namespace HazardLedger.Projections.Rebuild;

/// <summary>The register's columns as the database has them. A row's meaning has one source, <see cref="RegisterRows"/>: what it writes under a column's name
/// is put there, as <c>jsonb_populate_record</c> does when an append writes the row.</summary>
internal sealed class RegisterColumns
{
    private const string Query =
        "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

    private readonly List<(string Name, string Type)> columns = [];
    private readonly List<(string Name, string Type)> lineColumns = [];
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    private RegisterColumns()
    {
    }

    /// <summary>The names of the register's columns, for COPY.</summary>
    public string Names => string.Join(", ", columns.Select(column => column.Name));

    /// <summary>The names of the columns of its searched lines.</summary>
    public string LineNames => string.Join(", ", lineColumns.Select(column => column.Name));

    public static async Task<RegisterColumns> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var read = new RegisterColumns();
        await ReadAsync(connection, "hl.register", read.columns, ct);
        await ReadAsync(connection, "hl.register_search", read.lineColumns, ct);
        for (var i = 0; i < read.columns.Count; i++)
        {
            read.places.Add(read.columns[i].Name, i);
        }

        return read;
    }

    private static async Task ReadAsync(NpgsqlConnection connection, string table, List<(string Name, string Type)> columns, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Query, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            columns.Add((row.GetString(0), row.GetString(1)));
        }
    }

    /// <summary>Adds a hazard's row, and a row for each of its searched lines.</summary>
    public void Add(History history, CopyRows rows, CopyRows lines)
    {
        var searched = SearchLines.Of(history.Story);
        using var row = JsonDocument.Parse(RegisterRows.Of(history.Hazard, history.Story, searched));
        Add(row.RootElement, history, rows);
        var place = 0;
        foreach (var grams in searched.Grams)
        {
            AddLine(lines, history.Hazard, place++, grams);
        }
    }

    /// <summary>Adds a hazard's row.</summary>
    public void Add(History history, CopyRows rows)
    {
        using var row = JsonDocument.Parse(RegisterRows.Of(history.Hazard, history.Story, SearchLines.Of(history.Story)));
        Add(row.RootElement, history, rows);
    }

    private void Add(JsonElement row, History history, CopyRows rows)
    {
        var values = new JsonElement[columns.Count];
        foreach (var property in row.EnumerateObject())
        {
            if (places.TryGetValue(property.Name, out var place))
            {
                values[place] = property.Value;
            }
        }

        rows.Begin(columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            switch (columns[i].Name)
            {
                case "version":
                    rows.Add(history.Version);
                    break;
                case "position":
                    rows.Add(history.Position);
                    break;
                case "recorded_at":
                    rows.Add(history.Facts[^1].RecordedAt);
                    break;
                default:
                    Add(rows, values[i], columns[i].Type);
                    break;
            }
        }
    }

    // As hl.put_search has it: the first line is what the hazard is, the others are papers.
    private void AddLine(CopyRows line, Guid hazard, int place, int[] grams)
    {
        line.Begin(lineColumns.Count);
        foreach (var (name, _) in lineColumns)
        {
            switch (name)
            {
                case "hazard":
                    line.Add(hazard);
                    break;
                case "paper":
                    line.Add(place > 0);
                    break;
                case "grams":
                    line.Add(grams);
                    break;
                default:
                    throw new NotSupportedException($"Searched lines have the column {name}: RegisterColumns has to learn it.");
            }
        }
    }

    private static void Add(CopyRows row, JsonElement value, string type)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            row.Null();
            return;
        }

        switch (type)
        {
            case "text":
                row.Add(value.GetString()!);
                break;
            case "uuid":
                row.Add(value.GetGuid());
                break;
            case "date":
                row.Add(DateOnly.ParseExact(value.GetString()!, "yyyy-MM-dd"));
                break;
            case "smallint":
                row.Add(value.GetInt16());
                break;
            case "integer":
                row.Add(value.GetInt32());
                break;
            case "bigint":
                row.Add(value.GetInt64());
                break;
            case "boolean":
                row.Add(value.GetBoolean());
                break;
            case "text[]":
                row.Add([.. value.EnumerateArray().Select(text => text.GetString()!)]);
                break;
            default:
                throw new NotSupportedException($"A column of the register is of the type {type}: RegisterColumns has to learn it.");
        }
    }
}
