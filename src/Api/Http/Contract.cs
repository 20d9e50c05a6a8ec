using System.Text.Json;
using System.Text.Json.Nodes;
using HazardLedger.Api.Recording;
using HazardLedger.Domain.Hazards;
using HazardLedger.Projections.Wire;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace HazardLedger.Api.Http;

/// <summary>The contract as OpenAPI 3.1: served at `/openapi/v1.json`, committed as `openapi.json`, and compared by a test.</summary>
public static class Contract
{
    /// <summary>Adds the document; bodies of commands are described from their shapes.</summary>
    public static void AddContract(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = EventJson.Options.DefaultIgnoreCondition;
            json.SerializerOptions.Encoder = EventJson.Options.Encoder;
            foreach (var converter in EventJson.Options.Converters)
            {
                json.SerializerOptions.Converters.Add(converter);
            }
        });
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(DescribeAsync);
            options.AddOperationTransformer(DescribeBodyAsync);
            options.AddOperationTransformer(DescribeParametersAsync);
        });
    }

    /// <summary>Maps the document.</summary>
    public static void MapContract(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new()
        {
            Title = "HazardLedger 隐患台账",
            Version = "1",
            Description = "What happened is POSTed; nothing is changed or deleted. Every figure takes asOf and knownAt and opens down to its events.",
        };
        document.Servers = [];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An access key: hlk_…" },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
        return Task.CompletedTask;
    }

    private static async Task DescribeBodyAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<DescribedBody>().FirstOrDefault() is { } described)
        {
            await DescribedBodies.DescribeAsync(operation, described, context, ct);
            if (described.HasEntry)
            {
                AddTerms(operation);
            }

            return;
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<CommandRow>().FirstOrDefault() is not { } row)
        {
            return;
        }

        operation.Summary = row.Command == typeof(ApproveProposal) ? "Records what was proposed, naming both people" : $"Records {string.Join(" · ", row.Steps.Select(step => step.Name))}";
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/json"] = new() { Schema = await BodyOfAsync(row, context, ct) } },
        };
        AddTerms(operation, row);
        operation.Responses = ResponsesOf(
            ("201", "Recorded"), ("200", "So already, or validated: nothing recorded"), ("400", "Faults"), ("401", "No valid key"), ("403", "Not permitted"), ("404", "No such hazard in scope"),
            ("409", "Refused by a rule"), ("412", "Stale version"), ("413", "Too large"), ("415", "Not JSON"), ("422", "Idempotency key reused"), ("503", "Cannot record now"));
    }

    private static async Task<OpenApiSchema> BodyOfAsync(CommandRow row, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
            Required = new HashSet<string>(StringComparer.Ordinal),
        };
        var entry = row.Command == typeof(ApproveProposal) ? [] : Shape.Of(typeof(EntryBody)).Members;
        foreach (var member in Shape.Of(row.Command).Members.Where(member => !CommandPath.Members(row).Contains(member.Name)).Concat(entry))
        {
            schema.Properties[member.Name] = await context.GetOrCreateSchemaAsync(Nullable.GetUnderlyingType(member.Type) ?? member.Type, null, ct);
            if (member.Required)
            {
                schema.Required.Add(member.Name);
            }
        }

        return schema;
    }

    private static void AddTerms(OpenApiOperation operation, CommandRow? row = null)
    {
        operation.Parameters ??= [];
        foreach (var (name, text) in new[]
        {
            ("Idempotency-Key", "The same key and body get the stored answer again, for ever; another body gets 422."),
            ("If-Match", "Version on which the caller decided; stale: 412."),
        })
        {
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }

        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "validateOnly", In = ParameterLocation.Query, Description = "Decide and record nothing.", Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean },
        });
        if (row?.CanBeProposed == true)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "propose", In = ParameterLocation.Query, Description = "Record nothing but the proposal; another person decides on it.", Schema = new OpenApiSchema { Type = JsonSchemaType.Boolean },
            });
        }
    }

    private static Task DescribeParametersAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Parameters ??= [];
        foreach (var (name, kind) in ReadParameters.Of(context.Description.RelativePath ?? "", context.Description.HttpMethod ?? ""))
        {
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = SchemaOf(kind) });
        }

        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<DescribedForms>().FirstOrDefault() is { } forms)
        {
            DescribeForms(operation, forms);
        }

        return Task.CompletedTask;
    }

    private static void DescribeForms(OpenApiOperation operation, DescribedForms forms)
    {
        operation.Responses = ResponsesOf(("200", "In the form that Accept asks for"), ("400", "Faults"), ("401", "No valid key"), ("406", "No such form"), ("503", "The database is away"));
        ((OpenApiResponse)operation.Responses["200"]).Content = forms.MediaTypes.ToDictionary(type => type, _ => new OpenApiMediaType(), StringComparer.Ordinal);
        if (forms.MediaTypes.Contains(Feed.Sse.MediaType, StringComparer.Ordinal))
        {
            operation.Parameters!.Add(new OpenApiParameter
            {
                Name = "Last-Event-ID", In = ParameterLocation.Header, Description = "The last id seen; the stream goes on after it.", Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static OpenApiSchema SchemaOf(string kind) => kind switch
    {
        "day" => new() { Type = JsonSchemaType.String, Format = "date" },
        "instant" => new() { Type = JsonSchemaType.String, Format = "date-time" },
        "number" => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        "flag" => new() { Type = JsonSchemaType.Boolean },
        "text" => new() { Type = JsonSchemaType.String },
        _ => new() { Type = JsonSchemaType.String, Enum = [.. kind.Split('|').Select(word => (JsonNode)JsonValue.Create(word))] },
    };

    /// <summary>Answers with their meaning; whatever is no success is a problem.</summary>
    internal static OpenApiResponses ResponsesOf(params (string Status, string Text)[] answers)
    {
        var responses = new OpenApiResponses();
        foreach (var (status, text) in answers)
        {
            responses[status] = new OpenApiResponse
            {
                Description = text,
                Content = status[0] == '2' ? null : new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/problem+json"] = new() },
            };
        }

        return responses;
    }
}
