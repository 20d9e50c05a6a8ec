using System.Net;
using HazardLedger.Api.Evidence;

namespace HazardLedger.Api.Tests.Evidence;

/// <summary>Files pass through; they are never held in memory. Nothing else runs meanwhile: what is counted is the whole process's.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    [Fact]
    public async Task Sixteen_of_the_largest_files_come_and_go_in_a_few_buffers()
    {
        await using var api = await RunningApi.StartAsync();
        var files = Enumerable.Range(0, 16).Select(n => new Filler((byte)n)).ToList();
        await PassAsync(api, files[0]); // what is made once is made now
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Task.WhenAll(files.Skip(1).Select(file => PassAsync(api, file)));

        // Fifteen files of 20 MiB up and down are 600 MiB, client and server in one process.
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(EvidenceStore.LargestFile * 3);
    }

    private static async Task PassAsync(RunningApi api, Filler file)
    {
        var at = new Uri($"/v1/evidence/{file.Sha256}", UriKind.Relative);
        using var brought = await api.Client.PutAsync(at, new StreamContent(file.Open(), 16_384));
        brought.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var answer = await api.Client.GetAsync(at, HttpCompletionOption.ResponseHeadersRead);
        await using var back = await answer.Content.ReadAsStreamAsync();
        Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(back)).ShouldBe(file.Sha256);
    }

    /// <summary>A PDF of the largest size that exists nowhere.</summary>
    private sealed class Filler(byte filling)
    {
        public string Sha256 { get; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(new Endless(filling)));

        public Stream Open() => new Endless(filling);

        private sealed class Endless(byte filling) : Stream
        {
            private long _at;

            public override bool CanRead => true;

            public override bool CanSeek => false;

            public override bool CanWrite => false;

            public override long Length => EvidenceStore.LargestFile;

            public override long Position { get => _at; set => throw new NotSupportedException(); }

            public override int Read(Span<byte> buffer)
            {
                var count = (int)Math.Min(buffer.Length, Length - _at);
                buffer[..count].Fill(filling);
                if (_at < 5)
                {
                    count = Math.Min(count, 5 - (int)_at);
                    "%PDF-"u8.Slice((int)_at, count).CopyTo(buffer);
                }

                _at += count;
                return count;
            }

            public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

            public override void Flush()
            {
            }

            public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

            public override void SetLength(long value) => throw new NotSupportedException();

            public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        }
    }
}
