using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using HazardLedger.Api.Access;
using HazardLedger.Api.Recording;
using HazardLedger.Api.Validation;
using HazardLedger.Domain.Hazards;

namespace HazardLedger.Api.Http;

/// <summary>Turns a JSON object into a command and its entry, with every fault at once.</summary>
public static class CommandReading
{
    private static readonly Shape EntryShape = Shape.Of(typeof(EntryBody));

    /// <summary>Reads and validates. The result is good only when no fault was added.</summary>
    /// <param name="row">Which command.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="caller">Who asks: only some may name an actor and missing papers.</param>
    /// <param name="path">Members that the path says instead of the body; empty in batches, where the body says all.</param>
    /// <param name="faults">Gets every fault.</param>
    public static (HazardCommand Command, EntryBody Entry) Read(CommandRow row, JsonElement body, Caller caller, JsonObject path, List<Fault> faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add(Fault.Form("", "object"));
            return (new AddNote(), EntryBody.Empty);
        }

        var shape = Shape.Of(row.Command);
        Shape[] said = row.Command == typeof(ApproveProposal) ? [shape] : [shape, EntryShape]; // an approval's entry is the proposal's
        Shape.RefuseUnknown(body, faults, said);
        faults.AddRange(path.Select(said => said.Key).Where(name => body.TryGetProperty(name, out _)).Select(Fault.Unknown));
        var command = (HazardCommand)shape.Read(path.Count == 0 ? body : Joined(body, path), faults);
        var entry = (EntryBody)EntryShape.Read(body, faults);
        Validate(CommandValidators.Of(row.Command), command, faults);
        if (entry != EntryBody.Empty)
        {
            Validate(CommandValidators.Entry, entry, faults);
        }

        CodeChecks.Add(command, entry, faults);
        if (caller.MustNameActor() && entry.Actor is null)
        {
            faults.Add(Fault.Missing("actor"));
        }

        if (!caller.MayImport() && (entry.Actor is not null || entry.Missing is not null))
        {
            faults.Add(new(entry.Actor is not null ? "actor" : "missing", "只有具有导入权限的密钥可以填写。", "Only a key with the permission to import may say this."));
        }

        AddWhatTheEntryCarries(command, entry, faults);
        return (command, entry);
    }

    private static JsonElement Joined(JsonElement body, JsonObject path)
    {
        var joined = JsonObject.Create(body)!;
        foreach (var (name, value) in path)
        {
            joined[name] = value?.DeepClone();
        }

        return JsonSerializer.SerializeToElement(joined);
    }

    private static void AddWhatTheEntryCarries(HazardCommand command, EntryBody entry, List<Fault> faults)
    {
        if (command is AddNote && entry.Note is null)
        {
            faults.Add(Fault.Missing("note"));
        }

        if (command is AddEvidence && entry.Evidence is not { Count: > 0 })
        {
            faults.Add(Fault.Missing("evidence"));
        }
    }

    // A member that could not be read holds a stand-in: what a validator says about it is not news.
    private static void Validate(IValidator validator, object instance, List<Fault> faults)
    {
        var errors = validator.Validate(new ValidationContext<object>(instance)).Errors;
        if (errors.Count == 0)
        {
            return;
        }

        var faulty = faults.Select(fault => fault.Field.Split('.', '[')[0]).ToHashSet(StringComparer.Ordinal);
        faults.AddRange(errors
            .Select(error => new Fault(Camel(error.PropertyName), error.ErrorMessage, error.ErrorMessage))
            .Where(fault => !faulty.Contains(fault.Field.Split('.', '[')[0])));
    }

    private static string Camel(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
