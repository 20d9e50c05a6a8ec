using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using HazardLedger.Domain;

namespace HazardLedger.Api.Access;

/// <summary>Issues a key from the command line: <c>key --person P-2041 --role recorder --area 350304 …</c>.</summary>
public static class KeyCommand
{
    /// <summary>What may be said; <c>--role</c>, <c>--area</c> and <c>--sector</c> more than once.</summary>
    public const string Usage =
        "key --person P-2041 --role recorder [--role …] [--area 350304 …] [--sector …] [--enterprise …] [--organisation …] [--name …] [--expires yyyy-mm-dd]";

    /// <summary>Reads the words after <c>key</c>, issues the key and writes its secret, alone on a line, to <paramref name="output"/>.</summary>
    /// <param name="words">The words after <c>key</c>.</param>
    /// <param name="issue">Who issues it: <see cref="AccessKeys.CreateAsync"/>, or <see cref="Over"/> a server that runs.</param>
    /// <param name="clock">For the default expiry, one year ahead.</param>
    /// <param name="output">Receives the secret and nothing else.</param>
    /// <param name="errors">Receives everything else.</param>
    /// <returns>0, or 2 when the words make no key.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, Func<NewKey, Task<IssuedKey>> issue, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        var (key, fault) = Parse(words, clock);
        if (key is not null && new NewKeyRules(clock).Faults(key) is { } faults)
        {
            (key, fault) = (null, string.Join("; ", faults.Select(f => $"{f.Key}: {string.Join(", ", f.Value)}")));
        }

        if (key is null)
        {
            await errors.WriteLineAsync($"{fault}\n{Usage}");
            return 2;
        }

        var issued = await issue(key);
        var where = key.Areas.Count == 0 ? "the whole ledger" : string.Join(", ", key.Areas);
        await errors.WriteLineAsync($"Key {issued.Key.Id} for {key.Person} ({string.Join(", ", key.Roles)}; {where}), good until {key.ExpiresOn:yyyy-MM-dd}. The secret is shown this once:");
        await output.WriteLineAsync(issued.Secret);
        return 0;
    }

    /// <summary>Issues through the HTTP API of a server that runs, which holds the database.</summary>
    /// <exception cref="HttpRequestException">The server is away, or says no.</exception>
    public static Func<NewKey, Task<IssuedKey>> Over(HttpClient client, string administratorSecret) => async key =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/keys") { Content = JsonContent.Create(key) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", administratorSecret);
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<KeyWithSecret>(JsonSerializerOptions.Web))!.ToIssuedKey();
    };

    private static (NewKey? Key, string Fault) Parse(IReadOnlyList<string> words, TimeProvider clock)
    {
        var said = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        string[] once = ["--person", "--organisation", "--name", "--enterprise", "--expires"], many = ["--role", "--area", "--sector"];
        for (var i = 0; i < words.Count; i += 2)
        {
            var word = words[i];
            if ((!once.Contains(word) && !many.Contains(word)) || i + 1 == words.Count)
            {
                return (null, i + 1 == words.Count ? $"{word} lacks its value." : $"{word} is not known.");
            }

            said.TryAdd(word, []);
            said[word].Add(words[i + 1]);
            if (once.Contains(word) && said[word].Count > 1)
            {
                return (null, $"{word} is said twice.");
            }
        }

        string? One(string word) => said.TryGetValue(word, out var values) ? values[0] : null;
        List<string> All(string word) => said.GetValueOrDefault(word) ?? [];
        var expiresOn = LegalDay.Today(clock).AddYears(1);
        if (One("--expires") is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out expiresOn))
        {
            return (null, "--expires wants yyyy-mm-dd.");
        }

        var person = One("--person") ?? "";
        return (new NewKey(One("--name") ?? $"key of {person}", person, One("--organisation") ?? Actor.Keeper, All("--role"), All("--area"), expiresOn, All("--sector"), One("--enterprise")), "");
    }
}
