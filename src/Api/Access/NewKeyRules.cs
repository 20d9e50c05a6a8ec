using FluentValidation;

namespace HazardLedger.Api.Access;

/// <summary>The shape of a key to be issued: every fault at once.</summary>
public sealed class NewKeyRules : AbstractValidator<NewKey>
{
    private const int LongestText = 200;
    private const int MostEntries = 200;

    public NewKeyRules(TimeProvider clock)
    {
        RuleFor(key => key.Name).Must(BeText).WithMessage($"1 to {LongestText} characters, no control characters");
        RuleFor(key => key.Person).Must(BeText).WithMessage($"1 to {LongestText} characters, no control characters");
        RuleFor(key => key.Organisation).Must(BeText).WithMessage($"1 to {LongestText} characters, no control characters");
        RuleFor(key => key.Enterprise).Must(text => text is null || BeText(text)).WithMessage($"1 to {LongestText} characters, no control characters");
        RuleFor(key => key.Roles).Must(roles => roles is { Count: > 0 } && roles.All(role => role is not null && Roles.All.Contains(role)))
            .WithMessage("one or more of " + string.Join(", ", Roles.All.Order(StringComparer.Ordinal)));
        RuleFor(key => key.Areas).Must(BeTexts).WithMessage($"a list of at most {MostEntries} area codes; [] means the whole ledger");
        RuleFor(key => key.Sectors).Must(sectors => sectors is null || BeTexts(sectors)).WithMessage($"a list of at most {MostEntries} sectors; [] means all");
        RuleFor(key => key.ExpiresOn).Must(day => day >= LegalDay.Today(clock)).WithMessage("today or later");
    }

    /// <summary>Faults by field in camelCase; null when there is none.</summary>
    public IReadOnlyDictionary<string, string[]>? Faults(NewKey key)
    {
        var result = Validate(key);
        return result.IsValid ? null : result.Errors
            .GroupBy(fault => char.ToLowerInvariant(fault.PropertyName[0]) + fault.PropertyName[1..], StringComparer.Ordinal)
            .ToDictionary(faults => faults.Key, faults => faults.Select(fault => fault.ErrorMessage).ToArray(), StringComparer.Ordinal);
    }

    private static bool BeTexts(IReadOnlyList<string> texts) => texts is { Count: <= MostEntries } && texts.All(BeText);

    // Nullable analysis does not reach into JSON: a null may stand anywhere.
    private static bool BeText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= LongestText && !text.Any(char.IsControl);
}
