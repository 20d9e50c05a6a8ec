using System.Net;
using HazardLedger.Api.Webhooks;

namespace HazardLedger.Api.Tests.Webhooks;

/// <summary>Which addresses a webhook may lead to, and that a name server that changes its mind changes nothing.</summary>
public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void An_address_is_public_or_it_is_not(string address, bool expected) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBe(expected);

    [Fact]
    public async Task A_name_is_looked_up_for_each_connection_and_the_very_answer_decides()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there 127.0.0.2 is an address without further ado.");
        await using var receiver = await Receiver.StartAsync("0.0.0.0");
        IPAddress[] outside = [IPAddress.Parse("127.0.0.2")], inside = [IPAddress.Loopback];
        var answers = new Queue<IPAddress[]>([outside, inside, [.. inside, .. outside]]);
        using var client = PublicAddress.Client(address => address.Equals(outside[0]), (_, _) => Task.FromResult(answers.Dequeue()));
        client.DefaultRequestHeaders.ConnectionClose = true;
        var url = new UriBuilder(receiver.Url) { Host = "hooks.example" }.Uri;

        (await client.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(url, TestContext.Current.CancellationToken))).Message.ShouldContain("not a public one");
        (await client.GetAsync(url, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent, "of two addresses only the one that is allowed is tried");
        receiver.Waiting.ShouldBe(2, "nobody came from inside");
        answers.ShouldBeEmpty();
    }
}
