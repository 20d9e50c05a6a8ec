using HazardLedger.Api.Access;
using HazardLedger.LocalPostgres;

namespace HazardLedger.Api.Hosting;

/// <summary>`./run key --person … --role … --area …`: issues a key, through the API that runs on this directory, or alone.</summary>
public static class KeyVerb
{
    /// <summary>Runs the verb. The secret is written to standard output and nothing else is.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        var settings = HostSettings.From([.. Taken(words, own: false)]);
        var own = Taken(words, own: true).ToList();
        var file = Path.Combine(settings.DataDirectory, AdministratorKey.FileName);
        try
        {
            await using var database = await LedgerDatabaseHome.OpenAsync(settings, static _ => { }, CancellationToken.None);
            var keys = new AccessKeys(database.Source, settings.Clock);
            return await KeyCommand.RunAsync(own, key => keys.CreateAsync(key, "command line"), settings.Clock, Console.Out, Console.Error);
        }
        catch (LocalPostgresException) when (File.Exists(file))
        {
            // The directory is held by a running API: ask it.
            using var client = new HttpClient { BaseAddress = new Uri(settings.Urls.Split(';')[0].TrimEnd('/') + "/") };
            var secret = (await File.ReadAllTextAsync(file)).Trim();
            return await KeyCommand.RunAsync(own, KeyCommand.Over(client, secret), settings.Clock, Console.Out, Console.Error);
        }
    }

    // --data, --urls and --demo are the host's words; all others are the key's.
    private static IEnumerable<string> Taken(IReadOnlyList<string> words, bool own)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--demo")
            {
                if (!own)
                {
                    yield return word;
                }
            }
            else
            {
                var host = word is "--data" or "--urls";
                if (host != own)
                {
                    yield return word;
                    if (i + 1 < words.Count)
                    {
                        yield return words[i + 1];
                    }
                }

                i++;
            }
        }
    }
}
