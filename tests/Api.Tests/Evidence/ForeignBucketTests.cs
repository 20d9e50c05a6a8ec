using System.Net;

namespace HazardLedger.Api.Tests.Evidence;

/// <summary>The same against a storage that is not ours, where one is named: <c>HAZARDLEDGER_TEST_S3</c> holds its address, the bucket's name, the
/// key's id and its secret, separated by blanks. Such as MinIO, or s3rver: <c>npx s3rver -d DIR --configure-bucket papers</c> and
/// <c>HAZARDLEDGER_TEST_S3="http://127.0.0.1:4568 papers S3RVER S3RVER"</c>.</summary>
public sealed class ForeignBucketTests
{
    [Fact]
    public async Task A_foreign_storage_keeps_gives_back_in_part_and_lets_go()
    {
        if (Environment.GetEnvironmentVariable("HAZARDLEDGER_TEST_S3")?.Split(' ') is not [var endpoint, var bucket, var key, var secret])
        {
            Assert.Skip("HAZARDLEDGER_TEST_S3 names no storage.");
            return;
        }

        await using var api = await RunningApi.StartAsync(arguments:
        [
            "--Evidence:Store=s3", $"--Evidence:Endpoint={endpoint}", $"--Evidence:Bucket={bucket}", $"--AWS_ACCESS_KEY_ID={key}", $"--AWS_SECRET_ACCESS_KEY={secret}",
        ]);
        byte[] photo = [0xFF, 0xD8, 0xFF, 0xE0, .. Guid.NewGuid().ToByteArray(), .. Enumerable.Range(0, 2_500_000).Select(i => (byte)(i * 7))];

        (await BucketTests.PutAsync(api, photo)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await api.Client.GetByteArrayAsync(BucketTests.At(photo))).ShouldBe(photo);
        using var part = new HttpRequestMessage(HttpMethod.Get, BucketTests.At(photo)) { Headers = { Range = new(1_048_570, 1_048_585) } };
        using var some = await api.Client.SendAsync(part);
        (await some.Content.ReadAsByteArrayAsync()).ShouldBe(photo[1_048_570..1_048_586]);
        await api.Database.ExecuteAsync("UPDATE hl.evidence_weight SET bytes = bytes; ALTER TABLE hl.evidence DISABLE TRIGGER hl_as_it_came; UPDATE hl.evidence SET uploaded_at = now() - interval '40 days'");
        (await UnclaimedTests.SweepAsync(api)).ShouldBe(1);
        (await api.Client.GetAsync(BucketTests.At(photo))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await BucketTests.PutAsync(api, photo)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
