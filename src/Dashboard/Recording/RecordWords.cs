using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using HazardLedger.Dashboard.Words;
using HazardLedger.Projections.Names;

namespace HazardLedger.Dashboard.Recording;

/// <summary>An event or a command as people read it: a name and a value for each member that says something.</summary>
internal static class RecordWords
{
    /// <summary>The members in their order.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Phrasing words, object record) => Members(record)
        .Select(property => (Property: property, Value: Say(words, property.Name, property.GetValue(record)))).Where(member => member.Value.Length > 0)
        .Select(member => (words.Of(NameBook.Field(JsonNamingPolicy.CamelCase.ConvertName(member.Property.Name))), member.Value));

    private static string Say(Phrasing words, string name, object? value) => value switch
    {
        null => "",
        string text when name == "Area" => words.Area(text),
        string text when name == "Sector" => words.Of(NameBook.Sector(text)),
        string text => text,
        Enum one => words.Of(NameBook.Of(one.GetType().Name, JsonNamingPolicy.CamelCase.ConvertName(one.ToString()))),
        DateOnly day => Phrasing.Day(day),
        DateTimeOffset at => Phrasing.Instant(at),
        bool so => words[so ? "yes" : "no"],
        long number => words.Count(number),
        int number => words.Count(number),
        double number => number.ToString(CultureInfo.InvariantCulture),
        Guid id => id.ToString(),
        IEnumerable many => string.Join(words.Language == Language.Zh ? "；" : "; ", many.Cast<object?>().Select(one => Say(words, "", one))),
        _ => string.Join(words.Language == Language.Zh ? "，" : ", ", Of(words, value).Select(part => $"{part.Name} {part.Value}")),
    };

    private static IEnumerable<PropertyInfo> Members(object record) =>
        record.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0 && property.CanWrite);
}
