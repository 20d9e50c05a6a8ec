using System.Net;

namespace HazardLedger.Api.Tests;

/// <summary>Who only asks is told what who records would be told.</summary>
public sealed class ValidateOnlyTests
{
    [Fact]
    public async Task Numbers_that_another_hazard_holds_are_refused_to_who_only_asks_as_to_who_records()
    {
        await using var api = await RunningApi.StartAsync();
        var body = Bodies.Register(external: "A-1");
        body["upperDispatchNo"] = "闽安督〔2026〕7号";
        (await api.PostAsync("/v1/hazards", body)).Status.ShouldBe(HttpStatusCode.Created);
        var (listed, other) = (await MajorAsync(api), await MajorAsync(api));
        (await api.PostAsync($"/v1/hazards/{listed}/listings", Bodies.Listing("莆挂〔2026〕1号"))).Status.ShouldBe(HttpStatusCode.Created);
        var dispatched = Bodies.Register();
        dispatched["upperDispatchNo"] = "闽安督〔2026〕7号";
        (string Path, object Body, string Code)[] taken =
        [
            ("/v1/hazards", Bodies.Register(external: "A-1"), "externalIdTaken"), ("/v1/hazards", dispatched, "dispatchNoTaken"),
            ($"/v1/hazards/{other}/listings", Bodies.Listing("莆挂〔2026〕1号"), "listingNoTaken"),
        ];
        var head = (await api.GetAsync("/v1/hazards")).Position;

        foreach (var (path, sent, code) in taken)
        {
            var (asked, said) = (await api.PostAsync(path + "?validateOnly=true", sent), await api.PostAsync(path, sent));
            (asked.Status, asked.Code).ShouldBe((HttpStatusCode.Conflict, said.Code), asked.Text);
            said.Code.ShouldBe(code);
        }

        (await api.PostAsync($"/v1/hazards/{other}/listings?validateOnly=true", Bodies.Listing("莆挂〔2026〕2号")))["validated"].GetBoolean().ShouldBeTrue();
        (await api.PostAsync("/v1/hazards?validateOnly=true", Bodies.Register(external: "A-2")))["validated"].GetBoolean().ShouldBeTrue();
        (await api.GetAsync("/v1/hazards")).Position.ShouldBe(head);
    }

    private static async Task<Guid> MajorAsync(RunningApi api)
    {
        var hazard = (await api.PostAsync("/v1/hazards", Bodies.Register()))["id"].GetGuid();
        (await api.PostAsync($"/v1/hazards/{hazard}/gradings", Bodies.Grade("major"))).Status.ShouldBe(HttpStatusCode.Created);
        return hazard;
    }
}
