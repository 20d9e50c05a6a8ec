using System.Text;
using HazardLedger.EventStore;

namespace HazardLedger.EventStore.Tests;

/// <summary>Plain groups for tests: what they say does not matter, only where they go.</summary>
internal static class Some
{
    public static readonly DateOnly Day = new(2026, 6, 17);

    public static ReadOnlyMemory<byte> Json(string text) => Encoding.UTF8.GetBytes(text);

    public static NewEvent Event(int stream = 0, string data = """{"what":"seen"}""", string type = "hazard_noted") =>
        new(stream, Guid.CreateVersion7(), type, Json(data), Json("""{"by":"p1"}"""));

    public static AppendGroup Group(Guid stream, long expected, int events = 1) =>
        new([new StreamExpectation(stream, "hazard", expected)], [.. Enumerable.Range(1, events).Select(i => Event(data: $$"""{"n":{{i}}}"""))]);

    public static AppendGroup Two(Guid first, long firstExpected, Guid second, long secondExpected) =>
        new([new(first, "hazard", firstExpected), new(second, "hazard", secondExpected)], [Event(0), Event(1)]);

    public static RequestKey Request(string key, byte body = 1, string caller = "alice") => new(caller, key, [body]);

    public static NewPosting Posting(int ofEvent, int dims, int party = 0, DateOnly? mark = null) =>
        new(ofEvent, Cause: 3, Code: 7, Day, Day, mark, dims, party, Amount: -1);

    public static Dims Dims(string area = "350304", params string[] campaigns) =>
        new(area, "35/3503/" + area, "fire", "general", "inspection", "department", Regulator: null, campaigns, FoundBy: "ORG-1");

    public static RegisterRow Row(int stream, string number) =>
        new(stream, Json($$"""{"number":"{{number}}","lifecycle":"registered","discovered_on":"2026-06-17","campaigns":["a","b"],"reopen_count":0,"unit":1}"""));

    public static async Task<Appended> MustAppendAsync(this Ledger ledger, AppendGroup group) =>
        (await ledger.AppendAsync(group, TestContext.Current.CancellationToken)).ShouldBeOfType<Appended>();
}
