using HazardLedger.Api.Recording;
using HazardLedger.Domain.Policies;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HazardLedger.Api.Http;

/// <summary>The body of a route that is no command to a hazard, for the contract: described from its shape.</summary>
/// <param name="Record">The record whose members the body holds.</param>
/// <param name="HasEntry">True when the entry's members stand beside them, with the headers of a command.</param>
/// <param name="Answers">Status and meaning of each answer.</param>
public sealed record DescribedBody(Type Record, bool HasEntry, params (string Status, string Text)[] Answers);

/// <summary>The media types in which a route answers, chosen by Accept, for the contract.</summary>
public sealed record DescribedForms(params string[] MediaTypes);

/// <summary>Writes such bodies into the contract.</summary>
internal static class DescribedBodies
{
    // Rules come from an administrator, never from an import, and cite papers by number.
    private static readonly string[] NotOfRules = ["actor", "missing", "evidence"];

    public static async Task DescribeAsync(OpenApiOperation operation, DescribedBody body, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var members = Shape.Of(body.Record).Members;
        var entry = body.HasEntry ? Shape.Of(typeof(EntryBody)).Members.Where(member => !NotOfRules.Contains(member.Name, StringComparer.Ordinal)) : [];
        var schema = Closed();
        foreach (var member in members.Concat(entry))
        {
            schema.Properties![member.Name] = member.Type == typeof(PolicyRules) ? await RulesAsync(context, ct) : await SchemaAsync(member.Type, context, ct);
            if (member.Required)
            {
                schema.Required!.Add(member.Name);
            }
        }

        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = schema } },
        };
        operation.Responses = Contract.ResponsesOf(body.Answers);
    }

    private static async Task<OpenApiSchema> RulesAsync(OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var rules = Closed();
        foreach (var (name, member) in PolicyMembers.All)
        {
            rules.Properties![name] = await SchemaAsync(member.PropertyType, context, ct);
        }

        return rules;
    }

    private static async Task<IOpenApiSchema> SchemaAsync(Type type, OpenApiOperationTransformerContext context, CancellationToken ct) =>
        await context.GetOrCreateSchemaAsync(Nullable.GetUnderlyingType(type) ?? type, null, ct);

    private static OpenApiSchema Closed() => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
        Required = new HashSet<string>(StringComparer.Ordinal),
    };
}
