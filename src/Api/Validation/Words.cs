using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using FluentValidation;

namespace HazardLedger.Api.Validation;

/// <summary>The few kinds of text that bodies are made of, and their limits.</summary>
internal static class Words
{
    /// <summary>Earliest legal day that the ledger takes.</summary>
    public static readonly DateOnly Earliest = new(1949, 10, 1);

    /// <summary>Latest legal day, deadlines included.</summary>
    public static readonly DateOnly Latest = new(2199, 12, 31);

    /// <summary>The message of a rule, in the language of the request.</summary>
    public static IRuleBuilderOptions<T, TProperty> Saying<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, string chinese, string english) =>
        rule.WithMessage((T _) => CultureInfo.CurrentUICulture.Name.StartsWith("en", StringComparison.Ordinal) ? english : chinese);

    /// <summary>Required text of one or more lines.</summary>
    public static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.NotEmpty().MaximumLength(most).Must(IsSayable).Saying("含有控制字符或不成对的代理字符。", "Contains control characters or unpaired surrogates.");

    public static IRuleBuilderOptions<T, string?> OptionalText<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.Must(text => text is null || !string.IsNullOrWhiteSpace(text)).Saying("不得为空白。", "Must not be blank.").MaximumLength(most)
            .Must(text => text is null || IsSayable(text)).Saying("含有控制字符或不成对的代理字符。", "Contains control characters or unpaired surrogates.");

    /// <summary>Required text of one line.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.Text(most).Must(text => text is null || !text.AsSpan().ContainsAny('\n', '\r')).Saying("须为一行。", "Must be one line.");

    public static IRuleBuilderOptions<T, string?> OptionalLine<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.OptionalText(most).Must(text => text is null || !text.AsSpan().ContainsAny('\n', '\r')).Saying("须为一行。", "Must be one line.");

    /// <summary>An id of a person, organisation or role: no blanks, at most 64 characters.</summary>
    public static IRuleBuilderOptions<T, string?> Id<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Line(64).Must(text => text is null || !text.Any(char.IsWhiteSpace)).Saying("不得含空白。", "Must not contain blanks.");

    public static IRuleBuilderOptions<T, string?> OptionalId<T>(this IRuleBuilder<T, string?> rule) =>
        rule.OptionalLine(64).Must(text => text is null || !text.Any(char.IsWhiteSpace)).Saying("不得含空白。", "Must not contain blanks.");

    /// <summary>A list of at most so many.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int most) =>
        rule.Must(list => list is null || list.Count <= most).Saying($"最多 {most} 项。", $"At most {most} items.");

    /// <summary>Every day of a body lies between 1949-10-01 and 2199-12-31.</summary>
    public static void AddDayLimits<T>(this InlineValidator<T> form)
    {
        foreach (var property in typeof(T).GetProperties().Where(property => property.Name != "OccurredOn"))
        {
            var on = Expression.Parameter(typeof(T));
            if (property.PropertyType == typeof(DateOnly))
            {
                form.RuleFor(Expression.Lambda<Func<T, DateOnly>>(Expression.Property(on, property), on)).InclusiveBetween(Earliest, Latest);
            }
            else if (property.PropertyType == typeof(DateOnly?))
            {
                form.RuleFor(Expression.Lambda<Func<T, DateOnly?>>(Expression.Property(on, property), on)).InclusiveBetween(Earliest, Latest);
            }
        }
    }

    private static bool IsSayable(string? text) =>
        text is null || (!text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) && !HasLoneSurrogate(text));

    private static bool HasLoneSurrogate(string text)
    {
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return true;
            }

            rest = rest[used..];
        }

        return false;
    }
}
