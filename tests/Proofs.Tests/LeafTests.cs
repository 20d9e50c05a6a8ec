using System.Text;
using System.Text.Json;

namespace HazardLedger.Proofs.Tests;

public sealed class LeafTests
{
    private static readonly JsonDocument Vectors = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "leaf-vectors.json")));

    public static TheoryData<string> Names => [.. Vectors.RootElement.EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_leaf_is_what_the_vectors_say_for_ever(string name)
    {
        var vector = Vectors.RootElement.EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);
        string Text(string property) => vector.GetProperty(property).GetString()!;
        byte[] Utf8(string property) => Encoding.UTF8.GetBytes(Text(property));

        var leaf = Leaf.Of(
            long.Parse(Text("position")), Guid.Parse(Text("stream")), long.Parse(Text("version")), Guid.Parse(Text("id")),
            DateTimeOffset.Parse(Text("recordedAt")), Text("type"), Utf8("headers"), Utf8("data"));

        Encoding.UTF8.GetString(Jcs.CanonicalizeExactly(Utf8("data"))).ShouldBe(Text("canonicalData"));
        Encoding.UTF8.GetString(Jcs.CanonicalizeExactly(Utf8("headers"))).ShouldBe(Text("canonicalHeaders"));
        Leaf.Microseconds(DateTimeOffset.Parse(Text("recordedAt"))).ShouldBe(long.Parse(Text("microseconds")));
        Convert.ToHexStringLower(leaf).ShouldBe(Text("leaf"));
    }

    [Fact]
    public void Every_field_counts()
    {
        var (stream, id, hash) = (Guid.NewGuid(), Guid.NewGuid(), new byte[32]);
        byte[] other = [.. hash[..31], 1];
        byte[][] leaves =
        [
            Leaf.Of(1, stream, 1, id, 1, "ab", hash, hash),
            Leaf.Of(2, stream, 1, id, 1, "ab", hash, hash),
            Leaf.Of(1, id, 1, id, 1, "ab", hash, hash),
            Leaf.Of(1, stream, 2, id, 1, "ab", hash, hash),
            Leaf.Of(1, stream, 1, stream, 1, "ab", hash, hash),
            Leaf.Of(1, stream, 1, id, 2, "ab", hash, hash),
            Leaf.Of(1, stream, 1, id, 1, "a", hash, hash),
            Leaf.Of(1, stream, 1, id, 1, "ab", other, hash),
            Leaf.Of(1, stream, 1, id, 1, "ab", hash, other),
        ];
        leaves.Select(Convert.ToHexString).Distinct().Count().ShouldBe(leaves.Length);
    }
}
